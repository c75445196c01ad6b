//! A timer as it is stored: the event, when it is due, and the scope in which it is raised.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use crate::event::{EventScope, EventUser};

/// How long a process has a timer to itself while it raises the event. If the process ends in this time, the next one waits for the rest.
pub(super) const CLAIM: Duration = Duration::from_secs(30);

/// A timer as it is stored. Times are milliseconds since 1970.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredTimer {
    pub(super) event: String,
    due: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    guild_id: Option<GuildId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel_id: Option<ChannelId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message_id: Option<MessageId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_id: Option<UserId>,
    /// Until when another process raises it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claimed_until: Option<i64>,
    pub(super) data: Value,
}

impl StoredTimer {
    pub(super) fn new(event: &str, due: Timestamp, scope: &EventScope, data: Value) -> Self {
        let user_id = match &scope.user {
            EventUser::None => None,
            EventUser::Known(user) => Some(user.id),
            EventUser::Id(id) => Some(*id),
        };
        Self {
            event: event.to_owned(),
            due: due.as_millisecond(),
            guild_id: scope.guild_id,
            channel_id: scope.channel_id,
            message_id: scope.message_id,
            user_id,
            claimed_until: None,
            data,
        }
    }

    /// When the event is due.
    pub(super) fn due(&self) -> Timestamp {
        time(self.due)
    }

    /// The scope of the context that scheduled the event.
    pub(super) fn scope(&self) -> EventScope {
        EventScope::none()
            .in_guild(self.guild_id)
            .in_channel(self.channel_id)
            .about(self.message_id)
            .by(&self.user_id)
    }

    /// Returns until when another process raises the event, if one does.
    pub(super) fn claimed(&self, now: Timestamp) -> Option<Timestamp> {
        self.claimed_until.map(time).filter(|until| *until > now)
    }

    /// Claims the timer for this process.
    pub(super) fn claim(&mut self, now: Timestamp) {
        let until = now.checked_add(CLAIM).unwrap_or(now);
        self.claimed_until = Some(until.as_millisecond());
    }
}

/// A time that cannot be is in the past, so that its event is not kept for ever.
fn time(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;
    use serenity::model::id::{ChannelId, GuildId, UserId};

    use super::StoredTimer;
    use crate::event::{EventScope, EventUser};

    #[test]
    fn a_timer_is_read_as_it_was_written() {
        let due = Timestamp::from_second(1_800_000_000).unwrap();
        let scope = EventScope::none().in_guild(GuildId::new(1)).in_channel(ChannelId::new(2));
        let scope = scope.by(&UserId::new(3));
        let mut timer = StoredTimer::new("reminder", due, &scope, json!({ "text": "tea" }));
        timer.claim(due);
        let text = serde_json::to_string(&timer).unwrap();
        let same: StoredTimer = serde_json::from_str(&text).unwrap();
        assert_eq!((same.event.as_str(), same.due(), &same.data), ("reminder", due, &timer.data));
        let scope = same.scope();
        assert_eq!((scope.guild_id, scope.channel_id), (Some(GuildId::new(1)), Some(ChannelId::new(2))));
        assert!(matches!(scope.user, EventUser::Id(user) if user == UserId::new(3)));
        assert!(same.claimed(due).is_some());
        assert!(same.claimed(due.checked_add(std::time::Duration::from_mins(1)).unwrap()).is_none());
    }
}

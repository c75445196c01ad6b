//! Adds and removes votes, with their events and transcript lines.

use serde_json::json;
use serenity::model::id::{MessageId, UserId};

use crate::json::put;
use crate::{
    discord::{dispatch::Scope, world::World},
    transcript::LineKind,
};

impl World {
    /// Votes for an answer of a poll; unless several are allowed, a vote for another answer is removed.
    pub(crate) fn vote(&mut self, id: MessageId, user: UserId, answer: u64) {
        let Some(poll) = self.messages.get_mut(&id).and_then(|message| message.poll.as_mut()) else { return };
        let others = poll.answers.iter().filter(|other| other.id != answer && other.voters.contains(&user));
        let others: Vec<u64> = others.map(|other| other.id).collect();
        if !poll.multiselect {
            for other in others {
                self.unvote(id, user, other);
            }
        }
        if self.change_vote(id, user, answer, true) {
            self.emit_vote("MESSAGE_POLL_VOTE_ADD", id, user, answer);
        }
    }

    /// Removes a vote; returns `false` if there is none.
    pub(crate) fn unvote(&mut self, id: MessageId, user: UserId, answer: u64) -> bool {
        let changed = self.change_vote(id, user, answer, false);
        if changed {
            self.emit_vote("MESSAGE_POLL_VOTE_REMOVE", id, user, answer);
        }
        changed
    }

    /// Ends a poll before its expiry; returns `false` if it is over or there is none.
    pub(crate) fn end_poll(&mut self, id: MessageId) -> bool {
        let Some(mut message) = self.messages.get(&id).cloned() else { return false };
        let now = self.now();
        let Some(poll) = message.poll.as_mut().filter(|poll| !poll.is_over(now)) else { return false };
        poll.ended = true;
        let edited = message.edited_at;
        self.note(LineKind::Notice, message.author, Some(message.channel), "ended the poll");
        self.refresh(message, edited);
        true
    }

    fn change_vote(&mut self, id: MessageId, user: UserId, answer: u64, voted: bool) -> bool {
        let poll = self.messages.get_mut(&id).and_then(|message| message.poll.as_mut());
        let found = poll.and_then(|poll| poll.answers.iter_mut().find(|known| known.id == answer));
        let Some(found) = found else { return false };
        if found.voters.contains(&user) == voted {
            return false;
        }
        if voted {
            found.voters.push(user);
        } else {
            found.voters.retain(|voter| *voter != user);
        }
        true
    }

    fn emit_vote(&mut self, event: &'static str, id: MessageId, user: UserId, answer: u64) {
        let Some(message) = self.messages.get(&id) else { return };
        let (channel, guild) = (message.channel, message.guild);
        let found =
            message.poll.as_ref().and_then(|poll| poll.answers.iter().find(|known| known.id == answer));
        let text = found.map(|answer| answer.text.clone()).unwrap_or_default();
        let mut data = json!({"user_id": user, "channel_id": channel, "message_id": id, "answer_id": answer});
        if let Some(guild) = guild {
            put(&mut data, "guild_id", json!(guild));
        }
        let verb = if event == "MESSAGE_POLL_VOTE_ADD" { "voted for" } else { "removed the vote for" };
        self.note(LineKind::Reaction, user, Some(channel), format!("{verb} {text}"));
        self.emit(event, Scope::channel(guild, channel), &data);
    }
}

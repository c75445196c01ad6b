//! The user message of each error.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::CommandError;
use super::error::whole_seconds;
use crate::args::shown;
use crate::locale::Language;
use crate::locale::permissions::listed;
use crate::reply::ReplyError;

impl CommandError {
    /// The user message in English. It contains no internals.
    ///
    /// A caller on Discord reads it in the caller's language; see [`Context::user_message`](crate::Context::user_message).
    pub fn user_message(&self) -> String {
        self.user_message_in(Language::ENGLISH)
    }

    /// The user message in English, without Discord's markup for timestamps.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use mindtrace_discord::CommandError;
    ///
    /// let error = CommandError::Cooldown { retry_after: Duration::from_secs(5), at: SystemTime::now(), bucket: None };
    /// assert_eq!(error.plain_text_message(), "Slow down: you can use this again in 5 seconds.");
    /// assert!(error.user_message().contains("<t:"));
    /// ```
    pub fn plain_text_message(&self) -> String {
        match self {
            Self::Cooldown { retry_after, .. } => {
                let wait = duration(*retry_after, Language::ENGLISH);
                format!("Slow down: you can use this again in {wait}.")
            }
            other => other.user_message(),
        }
    }

    /// The user message in a language: the text that a caller on Discord reads.
    pub(crate) fn user_message_in(&self, language: Language<'_>) -> String {
        let text = |key: &'static str| language.text(key, []);
        match self {
            Self::Unknown { name, nearest } => unknown(name, nearest, language),
            Self::Incomplete { group, commands } => {
                let names: Vec<String> = commands.iter().map(|name| format!("`{name}`")).collect();
                let args = [("group", shown(group).into()), ("commands", names.join(", ").into())];
                language.text("mindtrace-incomplete", args)
            }
            Self::Disabled => text("mindtrace-disabled"),
            Self::Draining => text("mindtrace-draining"),
            Self::GuildOnly => text("mindtrace-guild-only"),
            // Only a program is without a channel.
            Self::NeedsChannel => "This command needs a channel: pass `channel_id`.".to_owned(),
            Self::DmOnly => text("mindtrace-dm-only"),
            Self::NsfwOnly => text("mindtrace-nsfw-only"),
            Self::OwnersOnly => text("mindtrace-owners-only"),
            Self::NotEntitled { .. } => text("mindtrace-not-entitled"),
            Self::MissingPermissions(missing) => {
                let permissions = listed(*missing, language);
                language.text("mindtrace-missing-permissions", [("permissions", permissions.into())])
            }
            Self::BotMissingPermissions(missing) => {
                let permissions = listed(*missing, language);
                language.text("mindtrace-bot-missing-permissions", [("permissions", permissions.into())])
            }
            // Discord shows the timestamp in the reader's language and counts down.
            Self::Cooldown { at, .. } => {
                let when = format!("<t:{}:R>", unix_seconds(*at));
                language.text("mindtrace-cooldown", [("when", when.into())])
            }
            Self::Busy => text("mindtrace-busy"),
            Self::Overloaded | Self::CooldownUnknown => text("mindtrace-overloaded"),
            Self::Denied { reason: Some(reason), .. } => reason.clone(),
            Self::Denied { reason: None, .. } => text("mindtrace-denied"),
            Self::NotBelowCaller { parameter } => {
                language.text("mindtrace-not-below-caller", [("parameter", parameter.into())])
            }
            Self::Expired => text("mindtrace-expired"),
            Self::NotForYou => text("mindtrace-not-for-you"),
            Self::NoModal => text("mindtrace-no-modal"),
            Self::ModalTimeout(_) => text("mindtrace-modal-timeout"),
            Self::WaitTimeout(_) => text("mindtrace-wait-timeout"),
            Self::Changed => text("mindtrace-changed"),
            Self::Argument(error) => error.text(language),
            Self::User(text) => text.clone(),
            Self::NoPrivateAnswer => text("mindtrace-no-private-answer"),
            Self::Reply(ReplyError::Empty) => text("mindtrace-no-answer"),
            Self::Deadline(_) => text("mindtrace-deadline"),
            Self::Cancelled => text("mindtrace-cancelled"),
            Self::Handler(_)
            | Self::Panic(_)
            | Self::Reply(_)
            | Self::Lookup(_)
            | Self::Check { .. }
            | Self::Hook(_)
            | Self::Modal(_)
            | Self::NeverSent { .. }
            | Self::Internal(_) => text("mindtrace-failed"),
        }
    }
}

fn unknown(name: &str, nearest: &[&'static str], language: Language<'_>) -> String {
    let name = ("name", shown(name).into());
    let names = nearest.iter().map(|name| format!("`{name}`"));
    let or = |first: String, last: String| {
        language.text("mindtrace-list-or", [("first", first.into()), ("last", last.into())])
    };
    match names.reduce(or) {
        None => language.text("mindtrace-unknown-command", [name]),
        Some(nearest) => {
            language.text("mindtrace-unknown-command-nearest", [name, ("nearest", nearest.into())])
        }
    }
}

/// Formats a duration in words, rounded up.
pub(crate) fn duration(duration: Duration, language: Language<'_>) -> String {
    let (key, count) = match whole_seconds(duration) {
        seconds @ 1..=119 => ("mindtrace-seconds", seconds),
        seconds => ("mindtrace-minutes", seconds.div_ceil(60)),
    };
    language.text(key, [("count", count.into())])
}

/// The Unix time of `at`, rounded up to whole seconds.
fn unix_seconds(at: SystemTime) -> u64 {
    whole_seconds(at.duration_since(UNIX_EPOCH).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use serenity::model::Permissions;

    use super::{CommandError, duration};
    use crate::locale::{Language, Locales};

    #[test]
    fn a_cooldown_is_a_timestamp_on_discord_and_text_elsewhere() {
        let at = UNIX_EPOCH + Duration::from_millis(1_700_000_000_001);
        let error = CommandError::Cooldown { retry_after: Duration::from_millis(4200), at, bucket: None };
        assert_eq!(error.user_message(), "Slow down: you can use this again <t:1700000001:R>.");
        assert_eq!(error.plain_text_message(), "Slow down: you can use this again in 5 seconds.");
        assert_eq!(error.to_string(), "on cooldown for another 4.2s");
        let error = CommandError::Cooldown {
            retry_after: Duration::from_secs(1),
            at: UNIX_EPOCH + Duration::from_secs(1_700_000_000),
            bucket: Some("search"),
        };
        assert!(error.user_message().contains("<t:1700000000:R>"), "a whole second is not rounded");
        assert_eq!(error.to_string(), "on cooldown for another 1s (bucket `search`)");
    }

    #[test]
    fn a_duration_is_rounded_up() {
        let english = |seconds| duration(Duration::from_millis(seconds), Language::ENGLISH);
        assert_eq!([english(900), english(1100)], ["1 second", "2 seconds"]);
        assert_eq!([english(119_000), english(119_001)], ["119 seconds", "2 minutes"]);
    }

    #[test]
    fn similar_commands_are_suggested() {
        let message = |nearest: &[&'static str]| {
            CommandError::Unknown { name: "pin".to_owned(), nearest: nearest.to_vec() }.user_message()
        };
        assert_eq!(message(&[]), "There is no command `pin`.");
        assert_eq!(message(&["ping"]), "There is no command `pin`. Did you mean `ping`?");
        assert_eq!(message(&["a", "b", "c"]), "There is no command `pin`. Did you mean `a` or `b` or `c`?");
    }

    #[test]
    fn a_message_is_in_the_readers_language() {
        let locales = Locales::default();
        let error =
            CommandError::MissingPermissions(Permissions::MODERATE_MEMBERS | Permissions::BAN_MEMBERS);
        assert_eq!(
            error.user_message(),
            "You need **Ban Members** and **Timeout Members** here to use this command."
        );
        let german = error.user_message_in(Language::new(&locales, "de"));
        assert!(german.contains("**Mitglieder bannen** und **Mitglieder im Timeout**"), "{german}");
        assert_eq!(error.to_string(), "the caller lacks **Ban Members** and **Timeout Members**");
    }
}

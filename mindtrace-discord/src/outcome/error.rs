//! The ways a call can fail, and the user message of each.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use crate::args::ArgumentError;
use crate::error::{BoxError, Internal};
use crate::reply::ReplyError;
use crate::surface::Surface;

/// Why a call failed or was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// The command does not exist at this surface.
    #[error("unknown command `{name}`")]
    Unknown {
        /// The name as typed.
        name: String,
        /// Commands with a similar name.
        nearest: Vec<&'static str>,
    },
    /// The name is that of a group, without a command in it.
    #[error("`{group}` is a group of commands")]
    Incomplete {
        /// The group's name.
        group: String,
        /// The commands in the group that can be called here.
        commands: Vec<&'static str>,
    },
    /// The command is disabled.
    #[error("the command is disabled")]
    Disabled,
    /// The bot is shutting down.
    #[error("the bot is shutting down")]
    Draining,
    /// The command works in guilds only.
    #[error("the command works in guilds only")]
    GuildOnly,
    /// The command needs a channel, and the call over HTTP names none.
    #[error("the call names no channel")]
    NeedsChannel,
    /// The command works in direct messages only.
    #[error("the command works in direct messages only")]
    DmOnly,
    /// The command works in age-restricted channels only.
    #[error("the command works in age-restricted channels only")]
    NsfwOnly,
    /// The command is for the bot's owners.
    #[error("the command is for the bot's owners")]
    OwnersOnly,
    /// The caller lacks permissions, or they could not be determined.
    #[error("the caller lacks {}", names(*.0))]
    MissingPermissions(Permissions),
    /// The bot lacks permissions, or they could not be determined.
    #[error("the bot lacks {}", names(*.0))]
    BotMissingPermissions(Permissions),
    /// The cooldown is not over.
    #[error("on cooldown for another {retry_after:?}{}", shared(*.bucket))]
    Cooldown {
        /// The time until the command can be used again.
        retry_after: Duration,
        /// When the command can be used again, by the wall clock. Discord counts down to it.
        at: SystemTime,
        /// The bucket, if the command shares one with other commands.
        bucket: Option<&'static str>,
    },
    /// The cooldown is strict, and the Redis server that counts it does not answer.
    #[error("the cooldown cannot be counted, because Redis does not answer")]
    CooldownUnknown,
    /// The concurrency limit is reached.
    #[error("the concurrency limit is reached")]
    Busy,
    /// The bot runs as many calls as it may; see `DISCORD_MAX_CALLS`.
    #[error("too many calls run at once")]
    Overloaded,
    /// A check refused the caller.
    #[error("the check `{check}` refused the caller")]
    Denied {
        /// The check as written.
        check: &'static str,
        /// The user message of the check.
        reason: Option<String>,
    },
    /// A check failed.
    #[error("the check `{check}` failed: {source}")]
    Check {
        /// The check as written.
        check: &'static str,
        /// The error of the check.
        source: BoxError,
    },
    /// A `before` hook failed.
    #[error("a hook failed: {0}")]
    Hook(#[source] BoxError),
    /// The argument names a member who does not rank below the caller.
    #[error("`{parameter}` does not rank below the caller")]
    NotBelowCaller {
        /// The argument's name.
        parameter: String,
    },
    /// The button or select menu has expired, or was not made by this bot.
    #[error("the component has expired or is not ours")]
    Expired,
    /// The button or select menu is for another user.
    #[error("the component is for another user")]
    NotForYou,
    /// The command opens a modal, which this surface cannot show.
    #[error("a modal cannot be opened here")]
    NoModal,
    /// The modal was not submitted in time.
    #[error("the modal was not submitted within {0:?}")]
    ModalTimeout(Duration),
    /// The event that the command waited for did not happen in time.
    #[error("no matching event happened within {0:?}")]
    WaitTimeout(Duration),
    /// The handler waits for an event that Discord does not send without further intents.
    #[error(
        "Discord does not send `{event}` without its intents; write `intents({})` in the attribute of the handler that waits",
        intent_names(*.intents)
    )]
    NeverSent {
        /// The event.
        event: &'static str,
        /// The intents for which Discord sends it.
        intents: GatewayIntents,
    },
    /// Discord's copy of the list of commands is out of date.
    #[error("Discord's copy of the command is out of date")]
    Changed,
    /// The arguments are invalid.
    #[error(transparent)]
    Argument(#[from] ArgumentError),
    /// The handler returned a user error: the caller made a mistake.
    #[error("{0}")]
    User(String),
    /// The answer is private and could not be delivered privately.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// The handler failed.
    #[error("the handler failed: {0}")]
    Handler(#[source] BoxError),
    /// The handler panicked.
    #[error("the handler panicked: {0}")]
    Panic(String),
    /// The handler exceeded its timeout.
    #[error("the handler did not finish within {0:?}")]
    Deadline(Duration),
    /// The handler was cancelled: the caller disconnected or the bot is shutting down.
    #[error("the handler was cancelled")]
    Cancelled,
    /// The answer could not be sent.
    #[error("the answer could not be sent: {0}")]
    Reply(#[source] ReplyError),
    /// A look-up for a gate or an argument failed.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// Generated code and the runtime disagree.
    #[error(transparent)]
    Internal(#[from] Internal),
}

impl CommandError {
    /// Returns whether the caller caused the error. Any other error is for the bot's developer.
    pub fn is_user_fault(&self) -> bool {
        !matches!(
            self,
            Self::Handler(_)
                | Self::Panic(_)
                | Self::Deadline(_)
                | Self::Cancelled
                | Self::Reply(_)
                | Self::Lookup(_)
                | Self::CooldownUnknown
                | Self::Check { .. }
                | Self::Hook(_)
                | Self::NeverSent { .. }
                | Self::Internal(_)
        )
    }

    /// Returns [`Changed`](Self::Changed) if Discord's copy of the list of commands caused the error, else the same error.
    pub(crate) fn or_changed(self, surface: Surface) -> Self {
        match self {
            Self::Unknown { .. }
            | Self::Incomplete { .. }
            | Self::Argument(ArgumentError::Unknown { .. })
                if matches!(surface, Surface::Slash | Surface::ContextMenu) =>
            {
                Self::Changed
            }
            error => error,
        }
    }

    /// The error code for logs and machine-readable answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "unknown_command",
            Self::Incomplete { .. } => "incomplete",
            Self::Disabled => "disabled",
            Self::Draining => "draining",
            Self::GuildOnly => "guild_only",
            Self::NeedsChannel => "needs_channel",
            Self::DmOnly => "dm_only",
            Self::NsfwOnly => "nsfw_only",
            Self::OwnersOnly => "owners_only",
            Self::MissingPermissions(_) => "missing_permissions",
            Self::BotMissingPermissions(_) => "bot_missing_permissions",
            Self::Cooldown { .. } => "cooldown",
            Self::CooldownUnknown => "cooldown_unknown",
            Self::Busy => "busy",
            Self::Overloaded => "overloaded",
            Self::Denied { .. } => "denied",
            Self::Check { .. } => "check_failed",
            Self::Hook(_) => "hook_failed",
            Self::NotBelowCaller { .. } => "not_below_caller",
            Self::Expired => "expired",
            Self::NotForYou => "not_for_you",
            Self::NoModal => "no_modal",
            Self::ModalTimeout(_) => "modal_timeout",
            Self::WaitTimeout(_) => "wait_timeout",
            Self::NeverSent { .. } => "never_sent",
            Self::Changed => "changed",
            Self::Argument(_) => "bad_argument",
            Self::User(_) => "user_error",
            Self::NoPrivateAnswer => "no_private_answer",
            Self::Handler(_) => "failed",
            Self::Panic(_) => "panicked",
            Self::Deadline(_) => "deadline",
            Self::Cancelled => "cancelled",
            Self::Reply(_) => "reply_failed",
            Self::Lookup(_) => "lookup_failed",
            Self::Internal(_) => "internal",
        }
    }

    /// The user message: the text that a caller on Discord reads. It contains no internals.
    pub fn user_message(&self) -> String {
        match self {
            // Discord shows the timestamp in the reader's language and counts down.
            Self::Cooldown { at, .. } => {
                format!("Slow down: you can use this again <t:{}:R>.", unix_seconds(*at))
            }
            other => other.plain_text_message(),
        }
    }

    /// The user message without Discord's markup for timestamps.
    pub fn plain_text_message(&self) -> String {
        match self {
            Self::Unknown { name, nearest } => {
                let name = crate::args::shown(name);
                match nearest.as_slice() {
                    [] => format!("There is no command `{name}`."),
                    nearest => {
                        let names: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
                        format!("There is no command `{name}`. Did you mean {}?", names.join(" or "))
                    }
                }
            }
            Self::Incomplete { group, commands } => {
                let names: Vec<String> = commands.iter().map(|name| format!("`{name}`")).collect();
                format!("`{}` is a group of commands: {}.", crate::args::shown(group), names.join(", "))
            }
            Self::Disabled => "This command is disabled at the moment.".to_owned(),
            Self::Draining => "I am restarting. Please try again in a moment.".to_owned(),
            Self::GuildOnly => "This command works in servers only.".to_owned(),
            Self::NeedsChannel => "This command needs a channel: pass `channel_id`.".to_owned(),
            Self::DmOnly => "This command works in direct messages only.".to_owned(),
            Self::NsfwOnly => "This command works in age-restricted channels only.".to_owned(),
            Self::OwnersOnly => "This command is for the bot's owners.".to_owned(),
            Self::MissingPermissions(missing) => {
                format!("You need {} here to use this command.", names(*missing))
            }
            Self::BotMissingPermissions(missing) => format!("I need {} here to do that.", names(*missing)),
            Self::Cooldown { retry_after, .. } => {
                format!("Slow down: you can use this again in {}.", duration(*retry_after))
            }
            Self::Busy => "This is running already. Please try again when it is done.".to_owned(),
            Self::Overloaded | Self::CooldownUnknown => {
                "I am busy at the moment. Please try again in a minute.".to_owned()
            }
            Self::Denied { reason: Some(reason), .. } => reason.clone(),
            Self::Denied { reason: None, .. } => "You cannot use this command here.".to_owned(),
            Self::NotBelowCaller { parameter } => {
                format!("`{parameter}` must be a member who ranks below you.")
            }
            Self::Expired => "This has expired. Please run the command again.".to_owned(),
            Self::NotForYou => "This is for another user.".to_owned(),
            Self::NoModal => "This command opens a modal, which works on Discord only.".to_owned(),
            Self::ModalTimeout(_) => "The modal was not submitted in time.".to_owned(),
            Self::WaitTimeout(_) => "I waited too long for an answer, so I stopped.".to_owned(),
            Self::Changed => "This command has changed. Please try again in a moment.".to_owned(),
            Self::Argument(error) => error.to_string(),
            Self::User(text) => text.clone(),
            Self::NoPrivateAnswer => {
                "I can answer this in private only, and you accept no direct messages from this server."
                    .to_owned()
            }
            Self::Reply(ReplyError::Empty) => "There is no answer to that.".to_owned(),
            Self::Deadline(_) => "That took too long, so I stopped.".to_owned(),
            Self::Cancelled => "I had to stop before this was done. Please try again in a moment.".to_owned(),
            Self::Handler(_)
            | Self::Panic(_)
            | Self::Reply(_)
            | Self::Lookup(_)
            | Self::Check { .. }
            | Self::Hook(_)
            | Self::NeverSent { .. }
            | Self::Internal(_) => "Something went wrong on my side.".to_owned(),
        }
    }
}

/// Formats permissions in bold, such as "**Manage Messages** and **Kick Members**".
fn names(permissions: Permissions) -> String {
    let names = permissions.get_permission_names();
    match names.split_last() {
        Some((last, [])) => format!("**{last}**"),
        Some((last, rest)) => format!("**{}** and **{last}**", rest.join("**, **")),
        None => "more permissions".to_owned(),
    }
}

fn intent_names(intents: GatewayIntents) -> String {
    intents.iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// Rounds up to whole seconds, so that retrying after that time always works.
pub(crate) fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// The Unix time of `at`, rounded up to whole seconds.
fn unix_seconds(at: SystemTime) -> u64 {
    whole_seconds(at.duration_since(UNIX_EPOCH).unwrap_or_default())
}

fn shared(bucket: Option<&str>) -> String {
    bucket.map_or_else(String::new, |bucket| format!(" (bucket `{bucket}`)"))
}

/// Formats a duration in words, rounded up.
pub(crate) fn duration(duration: Duration) -> String {
    match whole_seconds(duration) {
        1 => "1 second".to_owned(),
        seconds @ 2..=119 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::CommandError;
    use crate::surface::Surface;

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
    fn a_call_from_an_outdated_list_is_not_the_callers_mistake() {
        let unknown = || CommandError::Unknown { name: "gone".to_owned(), nearest: Vec::new() };
        assert!(matches!(unknown().or_changed(Surface::Slash), CommandError::Changed));
        assert!(matches!(unknown().or_changed(Surface::ContextMenu), CommandError::Changed));
        assert!(matches!(unknown().or_changed(Surface::Prefix), CommandError::Unknown { .. }));
        assert!(matches!(CommandError::Disabled.or_changed(Surface::Slash), CommandError::Disabled));
    }
}

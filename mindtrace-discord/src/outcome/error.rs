//! The ways a call can fail.

use std::time::{Duration, SystemTime};

use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::SkuId;

use super::ModalError;
use crate::args::ArgumentError;
use crate::error::{BoxError, Internal};
use crate::locale::Language;
use crate::locale::permissions::listed;
use crate::reply::ReplyError;
use crate::surface::Surface;

/// Why a call failed or was refused.
///
/// The caller sees a text for each in their language, so most bots need none of these. An `on_error` hook matches on them to answer
/// differently:
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// async fn explain(ctx: &Context, error: &CommandError) -> Option<String> {
///     match error {
///         CommandError::MissingPermissions(_) => Some("Ask a moderator to do that.".to_owned()),
///         error if error.is_user_fault() => None,
///         error => Some(format!("{} Tell us in <#1088510058284990888>.", ctx.user_message(error))),
///     }
/// }
///
/// let bot = Bot::builder().on_error(explain);
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// The command does not exist at this surface. The caller reads similar names.
    #[error("unknown command `{name}`")]
    Unknown {
        /// The name as typed.
        name: String,
        /// Commands with a similar name.
        nearest: Vec<&'static str>,
    },
    /// The name is that of a group, without a command in it. The caller reads the names of its commands.
    #[error("`{group}` is a group of commands")]
    Incomplete {
        /// The group's name.
        group: String,
        /// The commands in the group that can be called here.
        commands: Vec<&'static str>,
    },
    /// The command is disabled: a toggle enables it.
    #[error("the command is disabled")]
    Disabled,
    /// The bot is shutting down. The caller can try again when it has restarted.
    #[error("the bot is shutting down")]
    Draining,
    /// The command works in guilds only: it has `guild_only`, or needs permissions that only guilds have.
    #[error("the command works in guilds only")]
    GuildOnly,
    /// The command needs a channel, and the call over HTTP names none. Pass `channel_id`.
    #[error("the call names no channel")]
    NeedsChannel,
    /// The command works in direct messages only, because it has `dm_only`.
    #[error("the command works in direct messages only")]
    DmOnly,
    /// The command works in age-restricted channels only, because it has `nsfw`.
    #[error("the command works in age-restricted channels only")]
    NsfwOnly,
    /// The command is for the bot's owners. List them in `DISCORD_OWNERS`.
    #[error("the command is for the bot's owners")]
    OwnersOnly,
    /// The caller has bought none of the SKUs that the command needs. The caller sees a premium button for each.
    #[error("the caller has bought none of the SKUs that the command needs")]
    NotEntitled {
        /// The SKUs, each of which suffices.
        skus: Vec<SkuId>,
    },
    /// The caller lacks permissions, or they could not be determined. Give them to a role of the caller, in the channel.
    #[error("the caller lacks {}", listed(*.0, Language::ENGLISH))]
    MissingPermissions(Permissions),
    /// The bot lacks permissions, or they could not be determined. Give them to the bot's role, in the channel.
    #[error("the bot lacks {}", listed(*.0, Language::ENGLISH))]
    BotMissingPermissions(Permissions),
    /// The cooldown is not over. A handler can refund a use: [`refund_cooldown`](crate::Context::refund_cooldown).
    #[error("on cooldown for another {retry_after:?}{}", shared(*.bucket))]
    Cooldown {
        /// The time until the command can be used again.
        retry_after: Duration,
        /// When the command can be used again, by the wall clock. Discord counts down to it.
        at: SystemTime,
        /// The bucket, if the command shares one with other commands.
        bucket: Option<&'static str>,
    },
    /// The cooldown is strict, and the Redis server that counts it does not answer. Without `strict` the call runs then.
    #[error("the cooldown cannot be counted, because Redis does not answer")]
    CooldownUnknown,
    /// The concurrency limit is reached. With `concurrency(…, wait)` callers wait for a permit.
    #[error("the concurrency limit is reached")]
    Busy,
    /// The bot runs as many calls as it may; see `DISCORD_MAX_CALLS`.
    #[error("too many calls run at once")]
    Overloaded,
    /// A check refused the caller. Return a [`UserError`](crate::UserError) from it to say why.
    #[error("the check `{check}` refused the caller")]
    Denied {
        /// The check as written.
        check: &'static str,
        /// The user message of the check.
        reason: Option<String>,
    },
    /// A check failed; its error is in the log.
    #[error("the check `{check}` failed: {source}")]
    Check {
        /// The check as written.
        check: &'static str,
        /// The error of the check.
        source: BoxError,
    },
    /// A `before` hook failed; its error is in the log. A check refuses callers.
    #[error("a hook failed: {0}")]
    Hook(#[source] BoxError),
    /// The argument names a member who does not rank below the caller, because it has `below_caller`.
    #[error("`{parameter}` does not rank below the caller")]
    NotBelowCaller {
        /// The argument's name.
        parameter: String,
    },
    /// The button or select menu has expired, or was not made by this bot. Send a new one; see
    /// [`ComponentId::expires_in`](crate::component::ComponentId::expires_in).
    #[error("the component has expired or is not ours")]
    Expired,
    /// The button or select menu is for another user. [`Clicks::for_everyone`](crate::Clicks::for_everyone) lets everyone click.
    #[error("the component is for another user")]
    NotForYou,
    /// The command opens a modal, which this surface cannot show. Restrict it with `surfaces(…)`, or ask `ctx.can_modal()` first.
    #[error("a modal cannot be opened here")]
    NoModal,
    /// The modal was not submitted in time. Allow more with [`modal_within`](crate::Context::modal_within), at most 15 minutes.
    #[error("the modal was not submitted within {0:?}")]
    ModalTimeout(Duration),
    /// The modal does not take what its draft sets; the [`ModalError`] says what it takes.
    #[error("the modal is not opened: {0}")]
    Modal(#[from] ModalError),
    /// The event or click that the handler waited for did not happen in time. Return the error with `?`, or match on it to go on.
    #[error("no matching event happened within {0:?}")]
    WaitTimeout(Duration),
    /// The handler waits for an event that Discord does not send without further intents. Declare them in its attribute.
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
    /// Discord's copy of the list of commands is out of date. It is registered again; the caller is asked to retry.
    #[error("Discord's copy of the command is out of date")]
    Changed,
    /// The arguments are invalid; the caller reads the text of the [`ArgumentError`].
    #[error(transparent)]
    Argument(#[from] ArgumentError),
    /// The handler returned a [`UserError`](crate::UserError), whose text the caller reads.
    #[error("{0}")]
    User(String),
    /// The answer is private and could not be delivered privately: the caller accepts no direct messages, and called with a prefix.
    /// The slash command can answer privately.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// The handler failed: it returned an error that is no [`UserError`](crate::UserError). The log has it under the caller's reference id.
    #[error("the handler failed: {0}")]
    Handler(#[source] BoxError),
    /// The handler panicked. The log has the message under the caller's reference id.
    #[error("the handler panicked: {0}")]
    Panic(String),
    /// The handler exceeded its timeout. Set a longer one with `timeout = "5m"`.
    #[error("the handler did not finish within {0:?}")]
    Deadline(Duration),
    /// The handler was cancelled: the caller disconnected or the bot is shutting down.
    #[error("the handler was cancelled")]
    Cancelled,
    /// The answer could not be sent; the [`ReplyError`] says what to do.
    #[error("the answer could not be sent: {0}")]
    Reply(#[source] ReplyError),
    /// A look-up for a gate, an argument or the handler failed; the cause is in the log.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// Generated code and the runtime disagree: a bug, unless you wrote a specification by hand.
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
                | Self::Modal(_)
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
    ///
    /// ```
    /// use mindtrace_discord::CommandError;
    ///
    /// assert_eq!(CommandError::GuildOnly.code(), "guild_only");
    /// ```
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
            Self::NotEntitled { .. } => "not_entitled",
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
            Self::Modal(_) => "invalid_modal",
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
}

pub(crate) fn intent_names(intents: GatewayIntents) -> String {
    intents.iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
}

/// Rounds up to whole seconds, so that retrying after that time always works.
pub(crate) fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

fn shared(bucket: Option<&str>) -> String {
    bucket.map_or_else(String::new, |bucket| format!(" (bucket `{bucket}`)"))
}

#[cfg(test)]
mod tests {
    use super::CommandError;
    use crate::surface::Surface;

    #[test]
    fn a_call_from_an_outdated_list_is_not_the_callers_mistake() {
        let unknown = || CommandError::Unknown { name: "gone".to_owned(), nearest: Vec::new() };
        assert!(matches!(unknown().or_changed(Surface::Slash), CommandError::Changed));
        assert!(matches!(unknown().or_changed(Surface::ContextMenu), CommandError::Changed));
        assert!(matches!(unknown().or_changed(Surface::Prefix), CommandError::Unknown { .. }));
        assert!(matches!(CommandError::Disabled.or_changed(Surface::Slash), CommandError::Disabled));
    }
}

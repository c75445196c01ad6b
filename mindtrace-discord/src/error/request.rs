//! The error of a request to Discord.

use std::time::Duration;

use super::BoxError;

/// Why a request to Discord failed.
///
/// Its text contains no token and no address.
///
/// ```no_run
/// use mindtrace_discord::RequestError;
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::serenity::http::LightMethod;
///
/// /// Discord: there is no such message.
/// const UNKNOWN_MESSAGE: u32 = 10008;
///
/// async fn delete(ctx: &Context, channel: ChannelId, message: MessageId) -> Result<(), RequestError> {
///     let path = format!("/channels/{channel}/messages/{message}");
///     match ctx.request(LightMethod::Delete, &path, None).await {
///         Err(error) if error.code() == Some(UNKNOWN_MESSAGE) => Ok(()),
///         Err(error) => {
///             eprintln!("status {:?}, worth another try: {}", error.status(), error.is_temporary());
///             Err(error)
///         }
///         Ok(_) => Ok(()),
///     }
/// }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestError {
    /// Discord refused the request. [`code`](RequestError::code) says why: often a missing permission of the bot, or something that was deleted.
    #[error("Discord refused: {message} (status {status}, code {code})")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// [Discord's code](https://discord.com/developers/docs/topics/opcodes-and-status-codes#json); 0 if there is none.
        code: u32,
        /// Discord's explanation.
        message: String,
    },
    /// Discord's rate limit lasts longer than the request may wait. Send it again after `retry_after`, or send fewer.
    #[error("Discord's rate limit lasts another {retry_after:?}")]
    RateLimited {
        /// The rest of the limit.
        retry_after: Duration,
    },
    /// There was no response in time, or no room to send the request. It may have succeeded: look before you send it again.
    #[error("there was no response within {0:?}")]
    TimedOut(Duration),
    /// The connection failed, or could not be opened. Try again later, or check the network and `DISCORD_API_URL`.
    #[error("the connection to Discord failed: {0}")]
    Connection(#[source] BoxError),
    /// Discord refused the bot token. Nothing more is sent, and the bot stops: set `DISCORD_BOT_TOKEN` to the new token.
    #[error("Discord refused the bot token")]
    TokenRefused,
    /// So many requests were refused that Discord would soon ban this address, so nothing is sent for a while. Give the bot the permissions
    /// that it lacks, or stop to repeat requests that fail.
    #[error(
        "too many requests were refused in the last ten minutes; nothing is sent for another {retry_after:?}"
    )]
    Paused {
        /// The rest of the pause.
        retry_after: Duration,
    },
    /// The response is not what Discord documents. Please report it.
    #[error("Discord's response cannot be read: {0}")]
    Unreadable(#[source] serde_json::Error),
    /// The request cannot be represented, for example because the path has a space: nothing was sent.
    #[error("the request is invalid: {0}")]
    Invalid(#[source] BoxError),
}

impl RequestError {
    /// Returns the HTTP status of Discord's refusal.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::TokenRefused => Some(401),
            _ => None,
        }
    }

    /// Returns [Discord's code](https://discord.com/developers/docs/topics/opcodes-and-status-codes#json) of its refusal.
    pub fn code(&self) -> Option<u32> {
        match self {
            Self::Refused { code, .. } => Some(*code).filter(|code| *code != 0),
            _ => None,
        }
    }

    /// Returns whether the same request may succeed later.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Refused { status, .. } => *status >= 500,
            Self::RateLimited { .. } | Self::TimedOut(_) | Self::Connection(_) | Self::Paused { .. } => true,
            Self::TokenRefused | Self::Unreadable(_) | Self::Invalid(_) => false,
        }
    }

    pub(crate) fn invalid(error: impl Into<BoxError>) -> Self {
        Self::Invalid(error.into())
    }

    /// Returns whether another request at the same place would fail as well, or whether this one may have succeeded. Then there is no
    /// point in sending an apology.
    pub(crate) fn silences(&self) -> bool {
        !matches!(self, Self::Refused { status: ..500, .. } | Self::Invalid(_))
    }
}

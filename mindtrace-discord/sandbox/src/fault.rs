//! Faults of Discord that a test, the terminal or a request injects by name.

mod text;

use std::time::Duration;

/// A fault of Discord's gateway or REST API, or of the clock.
///
/// Each has a name, by which the terminal's `:fault` and [`Injection`]'s `FromStr` know it.
///
/// | name | what happens |
/// |---|---|
/// | `close CODE` | the gateway closes the connections with this code |
/// | `drop` | the connections end without a close frame, like a network failure |
/// | `freeze` | the connections stay open, and nothing is sent or read any more |
/// | `reconnect` | the gateway asks to reconnect (opcode 7) |
/// | `invalid-session`, `invalid-session resumable` | the session is no longer valid (opcode 9) |
/// | `no-acks` | the next heartbeats are not acknowledged |
/// | `no-hello` | the next connections get no HELLO |
/// | `refuse-connection` | the next connections are refused with 503 at the handshake |
/// | `repeat EVENT`, `repeat-as-new EVENT` | the newest dispatch of this name comes again, with its old sequence number or a new one |
/// | `unknown-event`, `unknown-opcode` | a dispatch or frame of a kind that does not exist |
/// | `bad-json`, `bad-utf8`, `bad-compression` | a frame that cannot be read |
/// | `huge-frame MEGABYTES` | a dispatch of this size |
/// | `frame TEXT` | a frame with this text, which has no spaces |
/// | `status CODE` | a request is answered with this status and not handled |
/// | `status-after CODE` | a request is handled, and answered with this status |
/// | `rate-limit SECONDS`, followed by `user`, `shared` or `global` | a request is answered with 429 |
/// | `ban` | a request is answered with a 429 in HTML, without Discord's headers |
/// | `bad-headers` | a request is handled, and the headers of its rate limit are malformed |
/// | `hang`, `hang-in-body` | a request gets no response, or half of one, and the connection stays open |
/// | `truncate` | a request is handled, and its response ends in the middle |
/// | `wrong-json` | a request is handled, and its response is a JSON string |
/// | `body TEXT` | a request is handled, and its response has this body |
/// | `reset`, `reset-after` | the connection is reset before or after the request is handled |
/// | `clock-jump DURATION` | the clock moves on by this much at once, as after the machine was suspended |
/// | `clock-back DURATION` | the time of day is set back by this much, as a time server may do |
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::sandbox::Fault;
///
/// /// Answer.
/// #[command]
/// async fn ping() -> &'static str {
///     "pong"
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// sandbox.inject(Fault::Drop).await?;
/// assert_eq!(alice.says("!ping").await?.content, "pong");
/// assert_eq!(sandbox.resumes(), 1);
/// sandbox.inject(Fault::Status(404).on("DELETE", "/messages").times(3)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The gateway closes the connections with this code.
    Close(u16),
    /// The connections end without a close frame.
    Drop,
    /// The connections stay open, and nothing is sent or read any more.
    Freeze,
    /// The gateway asks to reconnect.
    Reconnect,
    /// The session is no longer valid.
    InvalidSession {
        /// Whether it can be resumed all the same.
        resumable: bool,
    },
    /// Heartbeats are not acknowledged.
    NoAcks,
    /// Connections get no HELLO.
    NoHello,
    /// Connections are refused at the handshake.
    RefuseConnection,
    /// The newest dispatch of this name comes again, with its old sequence number.
    Repeat(String),
    /// The newest dispatch of this name comes again, with a new sequence number.
    RepeatAsNew(String),
    /// A dispatch of a kind that does not exist.
    UnknownEvent,
    /// A frame of a kind that does not exist.
    UnknownOpcode,
    /// A frame that is not JSON.
    BadJson,
    /// A frame that is not UTF-8.
    BadUtf8,
    /// A frame that cannot be decompressed.
    BadCompression,
    /// A dispatch of this many megabytes.
    HugeFrame(usize),
    /// A frame with this text.
    Frame(String),
    /// A request is answered with this status, from 200 to 599, and not handled.
    Status(u16),
    /// A request is handled, and answered with this status, from 200 to 599.
    StatusAfter(u16),
    /// A request is answered with 429.
    RateLimit {
        /// The seconds to wait, from 0.
        seconds: f64,
        /// `user`, `shared` or `global`.
        scope: String,
    },
    /// A request is answered with a 429 in HTML, as when the address is banned.
    Ban,
    /// The headers of a rate limit are malformed.
    BadHeaders,
    /// A request gets no response.
    Hang,
    /// A request gets half of a response.
    HangInBody,
    /// A response ends in the middle.
    Truncate,
    /// A response is a JSON string.
    WrongJson,
    /// A response has this body.
    Body(String),
    /// The connection is reset before a request is handled.
    Reset,
    /// The connection is reset after a request was handled.
    ResetAfter,
    /// The clock moves on by this much at once.
    ClockJump(Duration),
    /// The time of day is set back by this much.
    ClockBack(Duration),
}

/// A fault, how often and when it happens, and to which requests.
///
/// ```
/// use std::time::Duration;
///
/// use mindtrace_discord::sandbox::{Fault, Injection};
///
/// let typed = Fault::Status(503).on("POST", "/messages").times(2).after(Duration::from_secs(1));
/// let parsed: Injection = "status 503 on POST /messages times 2 after 1s".parse().unwrap();
/// assert_eq!(typed, parsed);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Injection {
    pub(crate) fault: Fault,
    /// The method, and a part of the path.
    pub(crate) on: Option<(String, String)>,
    pub(crate) times: u32,
    pub(crate) after: Duration,
}

/// A text that names no fault.
///
/// ```
/// use mindtrace_discord::sandbox::Injection;
///
/// let wrong = "close".parse::<Injection>();
/// assert!(wrong.is_err_and(|error| error.to_string().contains("needs a close code")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FaultError(String);

impl Fault {
    /// The names of all faults, with which their texts begin.
    ///
    /// ```
    /// use mindtrace_discord::sandbox::{Fault, Injection};
    ///
    /// assert!(Fault::NAMES.contains(&"close"));
    /// assert!("close 4000".parse::<Injection>().is_ok());
    /// ```
    pub const NAMES: &'static [&'static str] = &[
        "close",
        "drop",
        "freeze",
        "reconnect",
        "invalid-session",
        "no-acks",
        "no-hello",
        "refuse-connection",
        "repeat",
        "repeat-as-new",
        "unknown-event",
        "unknown-opcode",
        "bad-json",
        "bad-utf8",
        "bad-compression",
        "huge-frame",
        "frame",
        "status",
        "status-after",
        "rate-limit",
        "ban",
        "bad-headers",
        "hang",
        "hang-in-body",
        "truncate",
        "wrong-json",
        "body",
        "reset",
        "reset-after",
        "clock-jump",
        "clock-back",
    ];

    /// Meets only requests with this method and a path that contains `path`.
    #[must_use]
    pub fn on(self, method: &str, path: &str) -> Injection {
        Injection { on: Some((method.to_ascii_uppercase(), path.to_owned())), ..self.into() }
    }

    /// Happens this many times: to the next connections, heartbeats or requests. A fault that ends a connection happens again whenever
    /// its session is resumed or a new one begins.
    #[must_use]
    pub fn times(self, times: u32) -> Injection {
        Injection::from(self).times(times)
    }

    /// Begins after this time.
    #[must_use]
    pub fn after(self, after: Duration) -> Injection {
        Injection::from(self).after(after)
    }

    /// Returns why it cannot happen, in words; `None` if it can.
    pub(crate) fn problem(&self) -> Option<String> {
        match self {
            // A status below 200 announces another response, so no response has one.
            Self::Status(status) | Self::StatusAfter(status) if !(200..=599).contains(status) => {
                Some(format!("{status} is not the status of a response; write one from 200 to 599"))
            }
            Self::RateLimit { seconds, .. } if !seconds.is_finite() || *seconds < 0.0 => {
                Some(format!("{seconds} seconds cannot be waited; write a number from 0"))
            }
            _ => None,
        }
    }

    /// Whether it happens to the connections that there are, and to no later ones.
    pub(crate) fn needs_connection(&self) -> bool {
        let waits = matches!(
            self,
            Self::NoAcks | Self::NoHello | Self::RefuseConnection | Self::ClockJump(_) | Self::ClockBack(_)
        );
        !waits && !self.is_rest()
    }

    /// Whether it happens to requests.
    pub(crate) fn is_rest(&self) -> bool {
        matches!(
            self,
            Self::Status(_)
                | Self::StatusAfter(_)
                | Self::RateLimit { .. }
                | Self::Ban
                | Self::BadHeaders
                | Self::Hang
                | Self::HangInBody
                | Self::Truncate
                | Self::WrongJson
                | Self::Body(_)
                | Self::Reset
                | Self::ResetAfter
        )
    }
}

impl From<Fault> for Injection {
    fn from(fault: Fault) -> Self {
        Self { fault, on: None, times: 1, after: Duration::ZERO }
    }
}

impl Injection {
    /// Happens this many times; see [`Fault::times`].
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Begins after this time.
    #[must_use]
    pub fn after(mut self, after: Duration) -> Self {
        self.after = after;
        self
    }
}

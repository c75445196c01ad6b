//! The log a bot writes when its program has not set one up.

use std::io::IsTerminal;
use std::sync::{Mutex, OnceLock, PoisonError};

use tracing_subscriber::filter::{FilterExt, LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, reload};

/// What other crates may say at most, whatever is asked for. At lower levels they print what must not be printed:
/// tungstenite the token (hex-encoded inside frames), serenity's gateway whole messages of users, hyper and reqwest
/// URLs with tokens.
const CAPS: [(&str, LevelFilter); 7] = [
    ("tungstenite", LevelFilter::INFO),
    ("tokio_tungstenite", LevelFilter::INFO),
    ("serenity", LevelFilter::WARN),
    ("serenity::gateway::ws", LevelFilter::ERROR),
    ("hyper", LevelFilter::INFO),
    ("hyper_util", LevelFilter::INFO),
    ("reqwest", LevelFilter::INFO),
];

/// The log of this process, if it is ours: there is one for all bots in it.
static OURS: OnceLock<Log> = OnceLock::new();

struct Log {
    /// What the process was started with.
    start: String,
    now: Mutex<String>,
    reload: Box<dyn Fn(EnvFilter) + Send + Sync>,
}

/// Writes the log to standard error, unless the program has a subscriber already.
pub(crate) fn init(directives: &str) {
    let caps = Targets::new().with_default(LevelFilter::TRACE).with_targets(CAPS);
    let layer = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // The caps stand outside what can be changed.
    let (filter, handle) = reload::Layer::new(EnvFilter::new(directives));
    let layer = layer.with_filter(filter.and(caps));
    // Somebody else's subscriber stays: a program that has set one up wants that one.
    if tracing_subscriber::registry().with(layer).try_init().is_ok() {
        let reload = Box::new(move |filter| {
            // It fails only for a subscriber that is gone, and nobody reads that one's log.
            let _ = handle.reload(filter);
        });
        let (start, now) = (directives.to_owned(), Mutex::new(directives.to_owned()));
        let _ = OURS.set(Log { start, now, reload });
    }
}

/// Whether what is logged can be changed here.
pub(crate) fn is_ours() -> bool {
    OURS.get().is_some()
}

/// What is logged at the moment; `None` when the program has a log of its own.
#[cfg(feature = "http")]
pub(crate) fn level() -> Option<String> {
    OURS.get().map(|log| log.now.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// Whether it is a level, or filters by the names of modules: what reads filters takes any other text for a name.
pub(crate) fn is_written_well(level: &str) -> bool {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'_' | b':'))
    };
    let mut parts = level.split(',');
    let is_well = parts.all(|part| match part.split_once('=') {
        Some((name, level)) => is_name(name) && LEVELS.contains(&level),
        None => LEVELS.contains(&part),
    });
    is_well && is_filter(level)
}

/// Whether a text says what is to be logged.
pub(crate) fn is_filter(directives: &str) -> bool {
    !directives.trim().is_empty() && directives.parse::<EnvFilter>().is_ok()
}

/// Logs this from now on; `None` is what the process was started with. A program's own log stays as it is.
pub(crate) fn set(directives: Option<&str>) {
    let Some(log) = OURS.get() else { return };
    let directives = directives.filter(|directives| is_filter(directives)).unwrap_or(&log.start);
    let mut now = log.now.lock().unwrap_or_else(PoisonError::into_inner);
    if *now != directives {
        directives.clone_into(&mut now);
        (log.reload)(EnvFilter::new(directives));
    }
}

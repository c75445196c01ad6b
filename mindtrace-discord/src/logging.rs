//! The default log subscriber, for programs that do not install their own.

use std::io::IsTerminal;
use std::sync::{Mutex, OnceLock, PoisonError};

use tracing_subscriber::filter::{FilterExt, LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, reload};

/// The most verbose levels of other crates; configured filters cannot exceed them. Below these levels tungstenite prints the token
/// (hex-encoded in frames), serenity's gateway prints messages of users, and hyper and reqwest print URLs with tokens.
const CAPS: [(&str, LevelFilter); 10] = [
    ("tungstenite", LevelFilter::INFO),
    ("tokio_tungstenite", LevelFilter::INFO),
    ("serenity", LevelFilter::WARN),
    ("serenity::gateway::ws", LevelFilter::ERROR),
    ("hyper", LevelFilter::INFO),
    ("hyper_util", LevelFilter::INFO),
    ("hyper_rustls", LevelFilter::INFO),
    ("h2", LevelFilter::INFO),
    ("rustls", LevelFilter::INFO),
    ("reqwest", LevelFilter::INFO),
];

/// The log of this process, shared by all its bots; unset when the program installed its own subscriber.
static LOG: OnceLock<Log> = OnceLock::new();

struct Log {
    /// The directives that the process was started with.
    initial: String,
    current: Mutex<String>,
    reload: Box<dyn Fn(EnvFilter) + Send + Sync>,
}

/// Writes the log to standard error, unless the program has a subscriber already.
pub(crate) fn init(directives: &str) {
    let caps = Targets::new().with_default(LevelFilter::TRACE).with_targets(CAPS);
    let layer = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // The caps are not part of the reloadable filter.
    let (filter, handle) = reload::Layer::new(EnvFilter::new(directives));
    let layer = layer.with_filter(filter.and(caps));
    // This fails if the program has installed a subscriber, which then stays in effect.
    if tracing_subscriber::registry().with(layer).try_init().is_ok() {
        let reload = Box::new(move |filter| {
            // This fails only for a dropped subscriber.
            let _ = handle.reload(filter);
        });
        let (initial, current) = (directives.to_owned(), Mutex::new(directives.to_owned()));
        let _ = LOG.set(Log { initial, current, reload });
    }
}

/// Returns whether the log level can be changed here, that is, whether the program has no subscriber of its own.
pub(crate) fn is_ours() -> bool {
    LOG.get().is_some()
}

/// Returns the current level or filters; `None` when the program has a subscriber of its own.
#[cfg(feature = "http")]
pub(crate) fn level() -> Option<String> {
    LOG.get().map(|log| log.current.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// Returns whether a text is a level or a list of filters by module name. This is stricter than [`EnvFilter`], which reads any other
/// text as a module name.
pub(crate) fn is_valid_filter(level: &str) -> bool {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'_' | b':'))
    };
    let mut parts = level.split(',');
    let is_valid = parts.all(|part| match part.split_once('=') {
        Some((name, level)) => is_name(name) && LEVELS.contains(&level),
        None => LEVELS.contains(&part),
    });
    is_valid && is_filter(level)
}

/// Returns whether a text is a filter that [`EnvFilter`] accepts.
pub(crate) fn is_filter(directives: &str) -> bool {
    !directives.trim().is_empty() && directives.parse::<EnvFilter>().is_ok()
}

/// Changes the log level; `None` restores the initial one. A subscriber of the program itself is not changed.
pub(crate) fn set(directives: Option<&str>) {
    let Some(log) = LOG.get() else { return };
    if let Some(directives) = directives
        && !is_valid_filter(directives)
    {
        // From the state file. An unknown word would count as the name of a module and silence everything else.
        tracing::error!(
            directives,
            "the log level is not a level or a list of filters, so it does not change"
        );
        return;
    }
    let directives = directives.unwrap_or(&log.initial);
    let mut current = log.current.lock().unwrap_or_else(PoisonError::into_inner);
    if *current != directives {
        directives.clone_into(&mut current);
        (log.reload)(EnvFilter::new(directives));
    }
}

//! The log a bot writes when its program has not set one up.

use std::io::IsTerminal;

use tracing_subscriber::filter::{FilterExt, LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

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

/// Writes the log to standard error, unless the program has a subscriber already.
pub(super) fn init(directives: &str) {
    let caps = Targets::new().with_default(LevelFilter::TRACE).with_targets(CAPS);
    let layer = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    let layer = layer.with_filter(EnvFilter::new(directives).and(caps));
    // Somebody else's subscriber stays: a program that has set one up wants that one.
    let _ = tracing_subscriber::registry().with(layer).try_init();
}

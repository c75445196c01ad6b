//! The log a bot writes when its program has not set one up.

use tracing_subscriber::EnvFilter;

/// What other crates may say at most. At lower levels they print what must not be printed: tungstenite the token
/// (hex-encoded inside frames), serenity's gateway whole messages of users, hyper and reqwest URLs with tokens.
const CAPS: [&str; 7] = [
    "tungstenite=info",
    "tokio_tungstenite=info",
    "serenity=warn",
    "serenity::gateway::ws=error",
    "hyper=info",
    "hyper_util=info",
    "reqwest=info",
];

/// Writes the log to standard error, unless the program has a subscriber already.
pub(super) fn init(directives: &str) {
    let filter = CAPS
        .iter()
        .filter_map(|cap| cap.parse().ok())
        .fold(EnvFilter::new(directives), EnvFilter::add_directive);
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // Somebody else's subscriber stays: a program that has set one up wants that one.
    let _ = subscriber.try_init();
}

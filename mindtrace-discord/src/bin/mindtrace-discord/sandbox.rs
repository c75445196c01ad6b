//! `mindtrace-discord sandbox`: the emulator as a process of its own.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use mindtrace_discord::sandbox::{Discord, RateLimits, SandboxError, Seed, SeedError, over_http};
use serde_json::json;

/// The longest wait for something in the emulator; a request over HTTP sets a shorter one.
const TIMEOUT: Duration = Duration::from_mins(1);

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The guilds, channels, roles and members to start with, as TOML
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// The token of the bot, which also drives the sandbox [default: a random one]
    #[arg(long, value_parser = token)]
    token: Option<String>,
    /// The port of 127.0.0.1 [default: a free one]
    #[arg(long, hide_default_value = true, default_value_t = 0)]
    port: u16,
    /// Append requests, answers and frames of the gateway to a file, one JSON object a line, without tokens
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Dispatch the events of a recording again to the bot that connects, and answer its requests as recorded
    #[arg(long, value_name = "FILE", conflicts_with = "seed")]
    replay: Option<PathBuf>,
    /// Enforce Discord's rate limits, and its limits of new sessions
    #[arg(long)]
    strict: bool,
    /// Print the addresses and the token as one line of JSON, for programs
    #[arg(long)]
    json: bool,
}

/// Runs the emulator until SIGINT or SIGTERM.
pub(crate) async fn run(options: Options) -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(io::stderr).init();
    if let (Some(recorded), Some(replayed)) = (&options.record, &options.replay)
        && is_same(recorded, replayed)
    {
        return Err("--record and --replay name the same file; record into another one".into());
    }
    let token = match options.token {
        Some(token) => token,
        None => random_token()?,
    };
    let mut discord = over_http(Discord::builder()).token(token).port(options.port).timeout(TIMEOUT);
    if options.strict {
        discord = discord.rate_limits(RateLimits::Discord).enforce_identify_limits();
    }
    if let Some(file) = options.record {
        discord = discord.record(file);
    }
    if let Some(file) = options.replay {
        discord = discord.replay(file);
    }
    if let Some(file) = &options.seed {
        discord = discord.seed(read(file)?);
    }
    // Before the addresses are printed, so that a program may stop it as soon as it has read them.
    let mut signals = Signals::new()?;
    let discord = discord.start().await.map_err(|error| at_port(error, options.port))?;
    announce(&discord, options.json);
    signals.next().await;
    // Requests in progress have seconds to end.
    tokio::select! {
        () = discord.shutdown() => Ok(()),
        () = signals.next() => Err("a second signal ended the sandbox before its connections were closed".into()),
    }
}

/// Checks the token, which clients send in a header.
fn token(text: &str) -> Result<String, &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    if !text.chars().all(|c| c.is_ascii_graphic()) {
        return Err(
            "a token has letters, digits and marks of ASCII, without white space, because clients send it in a header",
        );
    }
    Ok(text.to_owned())
}

/// Returns whether two paths lead to one file that exists.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Names the port that could not be listened on.
fn at_port(error: SandboxError, port: u16) -> Box<dyn Error> {
    match error {
        SandboxError::Io(error) => {
            format!("cannot listen on port {port} of 127.0.0.1: {error}; choose another `--port`").into()
        }
        other => other.into(),
    }
}

/// Reads a seed; an error names the file.
fn read(file: &Path) -> Result<Seed, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    text.parse().map_err(|error: SeedError| format!("{}: {error}", file.display()))
}

fn announce(discord: &Discord, as_json: bool) {
    let (url, gateway, token) = (discord.url(), discord.gateway_url(), discord.token());
    if as_json {
        let addresses = json!({
            "api": format!("{url}/api/v10"),
            "drive": format!("{url}/sandbox/v1"),
            "gateway": gateway,
            "playground": playground(discord),
            "token": token,
            "url": url,
        });
        println!("{addresses}");
        return;
    }
    println!("Token:       {token}");
    println!("REST API:    {url}/api/v10");
    println!("Gateway:     {gateway}");
    println!("Playground:  {}", playground(discord));
    println!("Driving API: {url}/sandbox/v1/openapi.json");
}

/// Returns the link of the playground. Its fragment has the token, which a browser does not send; the page removes it from the address.
fn playground(discord: &Discord) -> String {
    use std::fmt::Write as _;
    let mut link = format!("{}/sandbox#token=", discord.url());
    for byte in discord.token().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            // A text can always be written to.
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}

/// Returns 256 random bits in hexadecimal.
fn random_token() -> Result<String, Box<dyn Error>> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("no random bytes for a token: {error}; set --token"))?;
    Ok(hex::encode(bytes))
}

/// A listener for SIGINT and SIGTERM, or for Ctrl+C.
struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                interrupt: signal(SignalKind::interrupt())?,
                terminate: signal(SignalKind::terminate())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits for the next signal.
    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_port_in_use_is_named() {
        let error = at_port(io::Error::from(io::ErrorKind::AddrInUse).into(), 8090).to_string();
        assert!(error.contains("port 8090") && error.contains("choose another `--port`"), "{error}");
    }

    #[test]
    fn a_token_fits_into_a_header() {
        for text in ["change-me", "MTk4NjIy.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs", "a=b/c+d"] {
            assert_eq!(token(text).as_deref(), Ok(text));
        }
        for text in ["", "a b", "a\n", "\u{7f}", "geheim\u{fc}", "\u{1f511}"] {
            assert!(token(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn one_file_has_many_names() {
        let folder = std::env::temp_dir();
        let file = folder.join(format!("mindtrace-discord-same-{}", std::process::id()));
        std::fs::write(&file, "").unwrap();
        assert!(is_same(&file, &folder.join(".").join(file.file_name().unwrap())));
        assert!(!is_same(&file, &folder.join("mindtrace-discord-missing")));
        std::fs::remove_file(file).unwrap();
    }
}

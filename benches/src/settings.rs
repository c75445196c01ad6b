//! The settings of the bots.

use anyhow::Context;
use clap::Parser;

/// The token of every bot; the server accepts any.
pub const TOKEN: &str = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GbEnCh.bots-of-the-benchmark-log-in-with-this";

/// The most slash commands that Discord lists for one application. Further commands are prefix commands only.
pub const MOST_SLASH: u16 = 100;

/// The command line and the environment of a bot.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address of the REST API, such as `http://127.0.0.1:5000`.
    pub api: String,
    /// The address of the gateway, such as `ws://127.0.0.1:5000`.
    pub gateway: String,
    /// The number of commands, `echo` included.
    pub commands: u16,
}

#[derive(Parser)]
struct Line {
    /// The number of commands, `echo` included.
    #[arg(long, default_value_t = 10)]
    commands: u16,
}

impl Settings {
    /// Reads `--commands`, `DISCORD_API_URL` and `DISCORD_GATEWAY_URL`.
    ///
    /// # Errors
    ///
    /// Fails if a variable is not set.
    pub fn read() -> anyhow::Result<Self> {
        let variable =
            |name| std::env::var(name).with_context(|| format!("set {name} to the address of the server"));
        Ok(Self {
            api: variable("DISCORD_API_URL")?,
            gateway: variable("DISCORD_GATEWAY_URL")?,
            commands: Line::parse().commands,
        })
    }

    /// The names of the commands beside `echo`, and whether each is a slash command as well.
    pub fn other_commands(&self) -> impl Iterator<Item = (String, bool)> {
        (1..self.commands).map(|number| (format!("c{number:04}"), number < MOST_SLASH))
    }
}

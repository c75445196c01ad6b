//! What can be typed.

// Doc comments in here are what `--help` prints, where backticks would be seen.
#![allow(clippy::doc_markdown)]

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

use crate::bot::Endpoint;
#[cfg(feature = "sandbox")]
use crate::bot::StandIn;
use crate::bot::builder::Bot;
use crate::error::Error;

/// A Discord bot. Without a subcommand it runs: on Discord when DISCORD_BOT_TOKEN is set, else in the sandbox if it is built with one.
#[derive(Debug, Parser)]
#[command(
    after_help = "Settings are environment variables that start with DISCORD_, or lines of a file called .env."
)]
pub(super) struct Call {
    #[command(subcommand)]
    pub(super) task: Option<Task>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Task {
    /// Run the bot on Discord; DISCORD_BOT_TOKEN has to be set
    Run,
    /// Run the bot on a stand-in for Discord on this computer, with a chat in the terminal
    #[cfg(feature = "sandbox")]
    Sandbox,
    /// Check commands, handlers and texts, and explain what Discord is asked for
    Check,
    /// List the commands
    Commands(Form),
    /// Make Discord's list of commands the program's
    ///
    /// Only what changed is written. When more than half of the registered commands are gone from the program they are kept, unless
    /// `--allow-deletions` says otherwise.
    Sync(Sync),
    /// Switch a command, a category or an event handler off or on
    ///
    /// It is written into the file of DISCORD_STATE, which a running bot obeys within a second. Without a name everything that is
    /// switched is listed.
    Switch(SwitchOptions),
    /// Change what is logged
    ///
    /// It is written into the file of DISCORD_STATE, which a running bot obeys within a second. Without a level it says what is there.
    Log(LogOptions),
    /// Call one command and print its answer
    ///
    /// It runs in this process with every gate: in the sandbox when DISCORD_BOT_TOKEN is not set, else against Discord. The exit code
    /// is 1 when the command is refused or fails.
    Exec(Exec),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct Form {
    /// As JSON, for programs
    #[arg(long, conflicts_with = "md")]
    pub(super) json: bool,
    /// As a page of Markdown with a section for each category; hidden commands are left out
    #[arg(long)]
    pub(super) md: bool,
}

#[derive(Debug, Args)]
pub(super) struct Sync {
    /// Show what would change and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Show what would change, write nothing, and exit with 2 if it is anything; made for CI
    #[arg(long)]
    pub(super) check: bool,
    /// Register in this server what would be registered everywhere
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) guild: Option<u64>,
    /// Take everything out of the server that --guild names, as when development there is over
    #[arg(long, requires = "guild")]
    pub(super) clear: bool,
    /// Delete even most of what is registered
    #[arg(long)]
    pub(super) allow_deletions: bool,
    #[command(flatten)]
    pub(super) discord: Place,
}

#[derive(Debug, Args)]
pub(super) struct SwitchOptions {
    /// What: a command, such as hello or 'tag create'
    #[arg(requires = "to")]
    pub(super) what: Option<String>,
    /// What it shall be: reset is what the program says itself
    #[arg(value_enum)]
    pub(super) to: Option<Position>,
    /// The name is that of a category
    #[arg(long)]
    pub(super) category: bool,
    /// The name is that of an event handler or a schedule
    #[arg(long, conflicts_with = "category")]
    pub(super) handler: bool,
    /// In this server only
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) guild: Option<u64>,
    /// Why
    #[arg(long)]
    pub(super) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct LogOptions {
    /// A level such as debug, filters such as info,my_bot=trace, or reset for what the bot is started with
    pub(super) level: Option<String>,
    /// Why
    #[arg(long)]
    pub(super) reason: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Position {
    Off,
    On,
    Reset,
}

impl Position {
    pub(super) fn enabled(self) -> Option<bool> {
        match self {
            Self::Off => Some(false),
            Self::On => Some(true),
            Self::Reset => None,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Exec {
    /// The command with its arguments, with or without the prefix, such as '!hello world'
    #[arg(required = true, value_name = "COMMAND")]
    pub(super) words: Vec<String>,
    /// As whom: a user id, in the sandbox also a name such as alice or owner; without it alice there, the bot itself on Discord
    #[arg(long = "as", value_name = "USER_ID")]
    pub(super) user: Option<String>,
    /// In this server
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) guild: Option<u64>,
    /// In this channel
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) channel: Option<u64>,
    #[command(flatten)]
    pub(super) discord: Place,
}

/// Which Discord is meant.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// A stand-in for Discord that runs already, by its address on this computer
    #[cfg(feature = "sandbox")]
    #[arg(long, value_name = "URL", hide = true, value_parser = on_loopback)]
    stand_in: Option<String>,
}

impl Call {
    /// Reads the command line of this process. One that cannot be understood, and one that asks for help, ends it.
    pub(super) fn of_the_process() -> Self {
        let matches = Self::command().get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

impl Place {
    /// Where Discord is for this bot.
    ///
    /// # Errors
    ///
    /// [`Error::NoToken`] without a token.
    #[cfg_attr(not(feature = "sandbox"), allow(clippy::unused_self, reason = "there is one Discord then"))]
    pub(super) fn endpoint(self, bot: &mut Bot) -> Result<Endpoint, Error> {
        let token = bot.config.token.take().ok_or(Error::NoToken)?;
        #[cfg(feature = "sandbox")]
        let sandbox = self.stand_in.map(|rest| StandIn {
            gateway: rest.replacen("http", "ws", 1),
            rest,
            #[cfg(feature = "http")]
            playground: None,
        });
        #[cfg(not(feature = "sandbox"))]
        let sandbox = None;
        Ok(Endpoint { token, sandbox, clock: crate::schedule::Clock::default() })
    }
}

/// A token goes to Discord or stays on this computer.
#[cfg(feature = "sandbox")]
fn on_loopback(url: &str) -> Result<String, String> {
    let host = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
    match host.and_then(|host| host.parse::<std::net::SocketAddr>().ok()) {
        Some(address) if address.ip().is_loopback() => Ok(format!("http://{address}")),
        _ => Err("write an address of this computer, such as http://127.0.0.1:4000".to_owned()),
    }
}

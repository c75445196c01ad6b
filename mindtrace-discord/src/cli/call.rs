//! The arguments of the command line.

// Doc comments in here are what `--help` prints, where backticks would be seen.
#![allow(clippy::doc_markdown)]

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

use crate::bot::{Bot, Error};
#[cfg(feature = "sandbox")]
use crate::discord::Addresses;
use crate::discord::Endpoint;

/// A Discord bot. Without a subcommand it runs: on Discord when DISCORD_BOT_TOKEN is set, else in the sandbox if it is built with one.
#[derive(Debug, Parser)]
#[command(
    after_help = "Settings are environment variables that start with DISCORD_, or lines of a file called .env."
)]
pub(crate) struct Call {
    #[command(subcommand)]
    pub(crate) task: Option<Task>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Run the bot on Discord; DISCORD_BOT_TOKEN has to be set
    Run,
    /// Run the bot in the sandbox, with a chat in the terminal
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
    /// Disable or enable a command, a category or an event handler
    ///
    /// The toggle is written to the file of DISCORD_STATE, which a running bot obeys within a second. Without arguments every toggle
    /// is listed.
    Toggle(ToggleOptions),
    /// Change the level of the log
    ///
    /// It is written to the file of DISCORD_STATE, which a running bot obeys within a second. Without a level the current one is shown.
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
pub(crate) struct Form {
    /// As JSON, for programs
    #[arg(long, conflicts_with = "md")]
    pub(crate) json: bool,
    /// As a page of Markdown with a section for each category; hidden commands are left out
    #[arg(long)]
    pub(crate) md: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// Show what would change and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Show what would change, write nothing, and exit with 2 if it is anything; made for CI
    #[arg(long)]
    pub(crate) check: bool,
    /// Register in this server what would be registered everywhere
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) guild: Option<u64>,
    /// Take everything out of the server that --guild names, as when development there is over
    #[arg(long, requires = "guild")]
    pub(crate) clear: bool,
    /// Delete even most of what is registered
    #[arg(long)]
    pub(crate) allow_deletions: bool,
    #[command(flatten)]
    pub(crate) discord: DiscordOptions,
}

#[derive(Debug, Args)]
pub(crate) struct ToggleOptions {
    /// What to do; reset removes the toggle, so that the declaration in the program counts
    #[arg(value_enum, requires = "name")]
    pub(crate) action: Option<Action>,
    /// The name of a command, such as hello or 'tag create'
    pub(crate) name: Option<String>,
    /// The name is that of a category
    #[arg(long)]
    pub(crate) category: bool,
    /// The name is that of an event handler or a schedule
    #[arg(long, conflicts_with = "category")]
    pub(crate) handler: bool,
    /// In this guild only
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) guild: Option<u64>,
    /// Why
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LogOptions {
    /// A level such as debug, filters such as info,my_bot=trace, or reset for what the bot is started with
    pub(crate) level: Option<String>,
    /// Why
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Action {
    Disable,
    Enable,
    Reset,
}

impl Action {
    pub(crate) fn enabled(self) -> Option<bool> {
        match self {
            Self::Disable => Some(false),
            Self::Enable => Some(true),
            Self::Reset => None,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Exec {
    /// The command with its arguments, with or without the prefix, such as '!hello world'
    #[arg(required = true, value_name = "COMMAND")]
    pub(crate) words: Vec<String>,
    /// As whom: a user id, in the sandbox also a name such as alice or owner; without it alice there, the bot itself on Discord
    #[arg(long = "as", value_name = "USER_ID")]
    pub(crate) user: Option<String>,
    /// In this server
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) guild: Option<u64>,
    /// In this channel
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) channel: Option<u64>,
    #[command(flatten)]
    pub(crate) discord: DiscordOptions,
}

/// Where Discord is.
#[derive(Debug, Args)]
pub(crate) struct DiscordOptions {
    /// An emulator of Discord that runs already, by its address on this computer
    #[cfg(feature = "sandbox")]
    #[arg(long, value_name = "URL", hide = true, value_parser = on_loopback)]
    emulator: Option<String>,
}

impl Call {
    /// Reads the command line of this process. One that cannot be understood, and one that asks for help, ends it.
    pub(crate) fn of_the_process() -> Self {
        let matches = Self::command().get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

impl DiscordOptions {
    /// Where Discord is for this bot.
    ///
    /// # Errors
    ///
    /// [`Error::NoToken`] without a token.
    #[cfg_attr(not(feature = "sandbox"), allow(clippy::unused_self, reason = "there is one Discord then"))]
    pub(crate) fn endpoint(self, bot: &mut Bot) -> Result<Endpoint, Error> {
        let token = bot.config.token.take().ok_or(Error::NoToken)?;
        #[cfg(feature = "sandbox")]
        let emulator = self.emulator.map(|rest| Addresses { gateway: rest.replacen("http", "ws", 1), rest });
        #[cfg(not(feature = "sandbox"))]
        let emulator = None;
        Ok(Endpoint { token, emulator })
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

//! The arguments of the command line.

// `--help` prints the doc comments of this file as they are, so they have no backticks.
#![allow(clippy::doc_markdown)]

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

use crate::bot::{Bot, Error};
#[cfg(feature = "sandbox")]
use crate::config::{api_url, gateway_url};
use crate::discord::Endpoint;

/// A Discord bot. Without a subcommand it runs: on Discord if DISCORD_BOT_TOKEN is set, else in the sandbox if it is built in.
#[derive(Debug, Parser)]
#[command(
    after_help = "Settings are environment variables that start with DISCORD_, or lines of a .env file."
)]
pub(crate) struct Call {
    #[command(subcommand)]
    pub(crate) task: Option<Task>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Run the bot on Discord; DISCORD_BOT_TOKEN must be set
    Run,
    /// Run the bot in the sandbox, with a chat in the terminal
    #[cfg(feature = "sandbox")]
    Sandbox,
    /// Check commands, handlers and texts, and explain the intents
    Check,
    /// List the commands
    Commands(ListFormat),
    /// Register the program's commands with Discord
    ///
    /// Only changes are written. If the program lacks more than half of the registered commands, none are deleted without
    /// --allow-deletions.
    Sync(Sync),
    /// Disable or enable a command, a category or an event handler
    ///
    /// The toggle is written to the file or the Redis of DISCORD_STATE, which a running bot reads within a second. Without arguments,
    /// all toggles are listed.
    Toggle(ToggleOptions),
    /// Change the log level
    ///
    /// It is written to the file or the Redis of DISCORD_STATE, which a running bot reads within a second. Without a level, the current
    /// one is shown.
    Log(LogOptions),
    /// Call one command and print its answer
    ///
    /// It runs in this process and checks every gate: on Discord if DISCORD_BOT_TOKEN is set, else in the sandbox. The exit code is 1
    /// if the command is refused or fails.
    Exec(Exec),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ListFormat {
    /// As JSON, for programs
    #[arg(long, conflicts_with = "md")]
    pub(crate) json: bool,
    /// As a page of Markdown with a section for each category, without hidden commands
    #[arg(long)]
    pub(crate) md: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// Show the changes and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Show the changes, write nothing, and exit with 2 if there are any; for CI
    #[arg(long)]
    pub(crate) check: bool,
    /// Register global commands in this guild instead
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) guild: Option<u64>,
    /// Remove all commands from the guild of --guild, for example after development there
    #[arg(long, requires = "guild")]
    pub(crate) clear: bool,
    /// Allow deleting more than half of the registered commands
    #[arg(long)]
    pub(crate) allow_deletions: bool,
    #[command(flatten)]
    pub(crate) discord: DiscordOptions,
}

#[derive(Debug, Args)]
pub(crate) struct ToggleOptions {
    /// The change to make; reset removes the toggle, so that the declaration in the program applies
    #[arg(value_enum, requires = "name")]
    pub(crate) action: Option<Action>,
    /// The name of a command, such as hello or 'tag create'
    pub(crate) name: Option<String>,
    /// NAME is a category
    #[arg(long)]
    pub(crate) category: bool,
    /// NAME is an event handler or a schedule
    #[arg(long, conflicts_with = "category")]
    pub(crate) handler: bool,
    /// Apply in this guild only
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) guild: Option<u64>,
    /// A reason, stored with the change
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LogOptions {
    /// A level such as debug, filters such as info,my_bot=trace, or reset for the level the bot was started with
    pub(crate) level: Option<String>,
    /// A reason, stored with the change
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
    /// The calling user: an id, in the sandbox also a name such as alice or owner. Default: alice in the sandbox, the bot on Discord
    #[arg(long = "as", value_name = "USER_ID")]
    pub(crate) user: Option<String>,
    /// Call it in this guild
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) guild: Option<u64>,
    /// Call it in this channel
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) channel: Option<u64>,
    #[command(flatten)]
    pub(crate) discord: DiscordOptions,
}

/// Options for the address of Discord.
#[derive(Debug, Args)]
pub(crate) struct DiscordOptions {
    /// The address of a running emulator of Discord, on this computer
    #[cfg(feature = "sandbox")]
    #[arg(long, value_name = "URL", hide = true, value_parser = on_loopback)]
    emulator: Option<String>,
}

impl Call {
    /// Parses the command line of this process. An invalid one and `--help` end the process.
    pub(crate) fn from_args() -> Self {
        let matches = Self::command().get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

impl DiscordOptions {
    /// Returns the endpoint of Discord for this bot.
    ///
    /// # Errors
    ///
    /// [`Error::NoToken`] or [`Error::OtherToken`] without a token.
    #[cfg_attr(
        not(feature = "sandbox"),
        allow(clippy::unused_self, reason = "only the sandbox has another endpoint")
    )]
    pub(crate) fn endpoint(self, bot: &mut Bot) -> Result<Endpoint, Error> {
        let token = bot.config.token.take().ok_or_else(|| Error::no_token(&bot.config))?;
        #[cfg(feature = "sandbox")]
        if let Some(emulator) = self.emulator {
            bot.config.api_url = api_url(&emulator, false)?;
            bot.config.gateway_url = gateway_url(&emulator.replacen("http", "ws", 1), false)?;
        }
        Ok(Endpoint::new(token, &bot.config))
    }
}

/// Parses the address of an emulator. It must be on loopback, so that a token goes nowhere but to Discord.
#[cfg(feature = "sandbox")]
fn on_loopback(url: &str) -> Result<String, String> {
    let host = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
    match host.and_then(|host| host.parse::<std::net::SocketAddr>().ok()) {
        Some(address) if address.ip().is_loopback() => Ok(format!("http://{address}")),
        _ => Err("write an address of this computer, such as http://127.0.0.1:4000".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Call;
    use crate::bot::SUBCOMMANDS;

    #[test]
    fn a_bot_without_a_command_line_knows_every_subcommand() {
        for subcommand in Call::command().get_subcommands() {
            assert!(SUBCOMMANDS.contains(&subcommand.get_name()), "{}", subcommand.get_name());
        }
    }
}

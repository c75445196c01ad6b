//! The registered commands, and waiting for the bot.

use serde_json::Value;
use serenity::model::id::GuildId;

use crate::{discord::Discord, error::SandboxError};

/// # Registered commands
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
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
/// sandbox.wait_until_ready().await?;
/// sandbox.wait_for_command("ping").await?;
/// assert_eq!(sandbox.commands()[0]["name"], "ping");
/// assert!(sandbox.guild_commands(sandbox.guild()).is_empty());
/// assert!(sandbox.command_writes() > 0);
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns the global application commands, as Discord stores them.
    pub fn commands(&self) -> Vec<Value> {
        self.look(|world| {
            let global = world.commands.all.iter().filter(|command| command.guild.is_none());
            global.map(|command| command.json.clone()).collect()
        })
    }

    /// Returns the commands registered in one guild only.
    pub fn guild_commands(&self, guild: GuildId) -> Vec<Value> {
        self.look(|world| {
            let local = world.commands.all.iter().filter(|command| command.guild == Some(guild));
            local.map(|command| command.json.clone()).collect()
        })
    }

    /// Returns the number of write requests to command routes so far, including refused ones.
    pub fn command_writes(&self) -> u64 {
        self.look(|world| world.commands.writes)
    }

    /// Waits until a command with this name is registered.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] if that does not happen in time.
    pub async fn wait_for_command(&self, name: &str) -> Result<(), SandboxError> {
        let name = name.trim_start_matches('/');
        self.wait_for(&format!("the command /{name} to be registered"), |world| {
            world.commands.all.iter().any(|command| command.name() == name).then_some(())
        })
        .await
    }

    /// Waits until the bot is connected with all of its shards, and its guilds were sent.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] if that does not happen in time.
    pub async fn wait_until_ready(&self) -> Result<(), SandboxError> {
        self.wait_for("the bot to connect and identify", |world| world.sessions.all_connected().then_some(()))
            .await
    }
}

//! The bot on serenity without a framework.

use std::collections::HashSet;

use benches::settings::{Settings, TOKEN};
use serenity::all::{
    ClientBuilder, Command, CommandDataOptionValue, CommandInteraction, CommandOptionType, Context,
    CreateCommand, CreateCommandOption, CreateInteractionResponse, CreateInteractionResponseMessage,
    EventHandler, GatewayIntents, HttpBuilder, Interaction, Message, Ready,
};
use serenity::async_trait;

struct Handler {
    settings: Settings,
    names: HashSet<String>,
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, ctx: Context, _: Ready) {
        let slash = self.settings.other_commands().filter(|(_, is_slash)| *is_slash).map(|(name, _)| name);
        let commands = std::iter::once("echo".to_owned()).chain(slash).map(|name| {
            let text = CreateCommandOption::new(CommandOptionType::String, "text", "The text").required(true);
            CreateCommand::new(name).description("Echo a text.").add_option(text)
        });
        // The benchmark counts commands that are not registered as lost.
        let _ = Command::set_global_commands(&ctx, commands.collect()).await;
    }

    async fn message(&self, ctx: Context, message: Message) {
        let Some((name, text)) = message.content.strip_prefix('!').and_then(|line| line.split_once(' '))
        else {
            return;
        };
        if self.names.contains(name) {
            let _ = message.channel_id.say(&ctx.http, text).await;
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let Interaction::Command(command) = interaction else { return };
        if let Some(text) = text_of(&self.names, &command) {
            let message = CreateInteractionResponseMessage::new().content(text);
            let _ = command.create_response(&ctx.http, CreateInteractionResponse::Message(message)).await;
        }
    }
}

/// Returns the text that a command is called with.
fn text_of<'a>(names: &HashSet<String>, command: &'a CommandInteraction) -> Option<&'a str> {
    if !names.contains(&command.data.name) {
        return None;
    }
    match &command.data.options.first()?.value {
        CommandDataOptionValue::String(text) => Some(text),
        _ => None,
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::read()?;
    let http = HttpBuilder::new(TOKEN).proxy(&settings.api).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    let names = settings.other_commands().map(|(name, _)| name).chain(["echo".to_owned()]).collect();
    let handler = Handler { settings, names };
    ClientBuilder::new_with_http(http, intents).event_handler(handler).await?.start().await?;
    Ok(())
}

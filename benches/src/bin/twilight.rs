//! The bot on twilight, written by hand: it reads the events that it needs and answers each in a task.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::Context;
use benches::settings::{Settings, TOKEN};
use twilight_gateway::{ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt};
use twilight_http::Client;
use twilight_http_ratelimiting::RateLimiter;
use twilight_model::application::command::{Command, CommandOption, CommandOptionType, CommandType};
use twilight_model::application::interaction::application_command::CommandOptionValue;
use twilight_model::application::interaction::{Interaction, InteractionData};
use twilight_model::channel::Message;
use twilight_model::gateway::payload::incoming::Ready;
use twilight_model::http::interaction::{
    InteractionResponse, InteractionResponseData, InteractionResponseType,
};
use twilight_model::id::Id;

struct Bot {
    http: Client,
    names: HashSet<String>,
    settings: Settings,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::read()?;
    let installed = rustls::crypto::ring::default_provider().install_default();
    installed.map_err(|_| anyhow::anyhow!("another cryptography provider is installed"))?;
    let address = settings.api.strip_prefix("http://").context("the API has no http:// address")?;
    // The rate limiter with the limits that the server sends, but without the global one of 50 requests per second.
    let limiter = RateLimiter::new(u16::MAX);
    let http =
        Client::builder().token(TOKEN.to_owned()).proxy(address.to_owned(), true).ratelimiter(Some(limiter));
    let intents = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT;
    let config = ConfigBuilder::new(TOKEN.to_owned(), intents).proxy_url(settings.gateway.clone()).build();
    let names = settings.other_commands().map(|(name, _)| name).chain(["echo".to_owned()]).collect();
    let bot = Arc::new(Bot { http: http.build(), names, settings });
    let mut shard = Shard::with_config(ShardId::ONE, config);
    let wanted = EventTypeFlags::READY | EventTypeFlags::MESSAGE_CREATE | EventTypeFlags::INTERACTION_CREATE;
    while let Some(event) = shard.next_event(wanted).await {
        // A payload that cannot be read is skipped; its command counts as lost.
        let Ok(event) = event else { continue };
        match event {
            Event::MessageCreate(message) => bot.message(&message),
            Event::InteractionCreate(interaction) => {
                tokio::spawn(Arc::clone(&bot).interaction(interaction.0));
            }
            Event::Ready(ready) => {
                tokio::spawn(Arc::clone(&bot).register(ready));
            }
            _ => {}
        }
    }
    Ok(())
}

impl Bot {
    /// Registers the slash commands.
    async fn register(self: Arc<Self>, ready: Ready) -> anyhow::Result<()> {
        let slash = self.settings.other_commands().filter(|(_, is_slash)| *is_slash).map(|(name, _)| name);
        let commands: Vec<Command> = std::iter::once("echo".to_owned()).chain(slash).map(command).collect();
        self.http.interaction(ready.application.id).set_global_commands(&commands).await?;
        Ok(())
    }

    /// Answers a message that is a command.
    fn message(self: &Arc<Self>, message: &Message) {
        let call = message.content.strip_prefix('!').and_then(|line| line.split_once(' '));
        let Some((name, text)) = call else { return };
        if message.author.bot || !self.names.contains(name) {
            return;
        }
        let (bot, channel, text) = (Arc::clone(self), message.channel_id, text.to_owned());
        tokio::spawn(async move { bot.http.create_message(channel).content(&text).await.is_ok() });
    }

    /// Answers a slash command.
    async fn interaction(self: Arc<Self>, interaction: Interaction) -> anyhow::Result<()> {
        let Some(InteractionData::ApplicationCommand(data)) = interaction.data else { return Ok(()) };
        let Some(option) = data.options.into_iter().next() else { return Ok(()) };
        let (true, CommandOptionValue::String(text)) = (self.names.contains(&data.name), option.value) else {
            return Ok(());
        };
        let response = InteractionResponse {
            kind: InteractionResponseType::ChannelMessageWithSource,
            data: Some(InteractionResponseData { content: Some(text), ..InteractionResponseData::default() }),
        };
        let client = self.http.interaction(interaction.application_id);
        client.create_response(interaction.id, &interaction.token, &response).await?;
        Ok(())
    }
}

/// Returns a slash command with the option `text`.
#[expect(deprecated, reason = "the fields without a successor have to be given as well")]
fn command(name: String) -> Command {
    let text = CommandOption {
        autocomplete: None,
        channel_types: None,
        choices: None,
        description: "The text".to_owned(),
        description_localizations: None,
        file_types: None,
        kind: CommandOptionType::String,
        max_length: None,
        max_value: None,
        min_length: None,
        min_value: None,
        name: "text".to_owned(),
        name_localizations: None,
        options: None,
        required: Some(true),
    };
    Command {
        application_id: None,
        contexts: None,
        default_member_permissions: None,
        dm_permission: None,
        description: "Echo a text.".to_owned(),
        description_localizations: None,
        guild_id: None,
        id: None,
        integration_types: None,
        kind: CommandType::ChatInput,
        name,
        name_localizations: None,
        nsfw: None,
        options: vec![text],
        version: Id::new(1),
    }
}

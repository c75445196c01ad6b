//! The bot on twilight, which has no framework.

#![allow(clippy::print_stderr, reason = "a check shows what the bot prints")]

use std::sync::Arc;

use anyhow::Context as _;
use twilight_gateway::{ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _};
use twilight_http::Client;
use twilight_http::request::channel::reaction::RequestReactionType;
use twilight_model::application::command::{Command, CommandType};
use twilight_model::application::interaction::modal::ModalInteractionComponent;
use twilight_model::application::interaction::{Interaction, InteractionData};
use twilight_model::channel::Message;
use twilight_model::channel::message::component::{
    ActionRow, Button, ButtonStyle, Component, Label, TextInput, TextInputStyle,
};
use twilight_model::gateway::payload::incoming::MemberAdd;
use twilight_model::http::attachment::Attachment;
use twilight_model::http::interaction::{
    InteractionResponse, InteractionResponseData, InteractionResponseType,
};
use twilight_model::id::Id;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (url, token) = clients::sandbox()?;
    let installed = rustls::crypto::ring::default_provider().install_default();
    installed.map_err(|_| anyhow::anyhow!("another cryptography provider is installed"))?;
    let address = url.strip_prefix("http://").context("the address is not http://")?.to_owned();
    // The library has two settings: the proxy of the REST API, and that of the gateway.
    let http = Arc::new(Client::builder().token(token.clone()).proxy(address.clone(), true).build());
    let intents =
        Intents::GUILDS | Intents::GUILD_MEMBERS | Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT;
    let config = ConfigBuilder::new(token, intents).proxy_url(format!("ws://{address}")).build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
        match event {
            Ok(event) => {
                let http = Arc::clone(&http);
                tokio::spawn(async move {
                    if let Err(error) = handle(&http, event).await {
                        eprintln!("{error:?}");
                    }
                });
            }
            Err(error) => eprintln!("{error:?}"),
        }
    }
    Ok(())
}

async fn handle(http: &Client, event: Event) -> anyhow::Result<()> {
    match event {
        Event::Ready(ready) => {
            http.interaction(ready.application.id).set_global_commands(&[command()]).await?;
        }
        Event::MessageCreate(message) => answer(http, &message).await?,
        Event::MemberAdd(member) => welcome(http, &member).await?,
        Event::InteractionCreate(interaction) => respond(http, interaction.0).await?,
        _ => {}
    }
    Ok(())
}

async fn answer(http: &Client, message: &Message) -> anyhow::Result<()> {
    let text = match message.content.as_str() {
        "!ping" => "pong".to_owned(),
        "!file" => return file(http, message).await,
        "!react" => {
            let tea = RequestReactionType::Unicode { name: "🍵" };
            http.create_reaction(message.channel_id, message.id, &tea).await?;
            return Ok(());
        }
        "!history" => {
            let before = http.channel_messages(message.channel_id).before(message.id).limit(3).await?;
            let before = before.models().await?;
            let texts: Vec<&str> = before.iter().rev().map(|message| message.content.as_str()).collect();
            texts.join(", ")
        }
        "!members" => {
            let guild = message.guild_id.context("not in a guild")?;
            let members = http.guild_members(guild).limit(1000).await?.models().await?;
            let people = members.iter().filter(|member| !member.user.bot);
            let mut names: Vec<&str> = people.map(|member| member.user.name.as_str()).collect();
            names.sort_unstable();
            names.join(", ")
        }
        _ => return Ok(()),
    };
    http.create_message(message.channel_id).content(&text).await?;
    Ok(())
}

/// Sends the size of the attached file, and another file.
async fn file(http: &Client, message: &Message) -> anyhow::Result<()> {
    let attachment = message.attachments.first().context("no file")?;
    let size = reqwest::get(&attachment.url).await?.bytes().await?.len();
    let tea = [Attachment::from_bytes("tea.txt".to_owned(), b"green".to_vec(), 1)];
    let text = format!("{size} bytes");
    http.create_message(message.channel_id).content(&text).attachments(&tea).await?;
    Ok(())
}

async fn welcome(http: &Client, member: &MemberAdd) -> anyhow::Result<()> {
    let guild = http.guild(member.guild_id).await?.model().await?;
    let channel = guild.system_channel_id.context("no system channel")?;
    let text = format!("Welcome <@{}>!", member.user.id);
    http.create_message(channel).content(&text).await?;
    Ok(())
}

async fn respond(http: &Client, interaction: Interaction) -> anyhow::Result<()> {
    let (kind, data) = match interaction.data {
        Some(InteractionData::ApplicationCommand(_)) => {
            let row =
                Component::ActionRow(ActionRow { components: vec![Component::Button(button())], id: None });
            let text = Some("Tea?".to_owned());
            let data =
                InteractionResponseData { content: text, components: Some(vec![row]), ..Default::default() };
            (InteractionResponseType::ChannelMessageWithSource, data)
        }
        Some(InteractionData::MessageComponent(_)) => (InteractionResponseType::Modal, modal()),
        Some(InteractionData::ModalSubmit(submission)) => {
            let text = format!("One {} tea!", entered(&submission.components).unwrap_or_default());
            let data = InteractionResponseData { content: Some(text), ..Default::default() };
            (InteractionResponseType::ChannelMessageWithSource, data)
        }
        _ => return Ok(()),
    };
    let response = InteractionResponse { kind, data: Some(data) };
    let client = http.interaction(interaction.application_id);
    client.create_response(interaction.id, &interaction.token, &response).await?;
    Ok(())
}

/// Returns the text that was entered into the modal.
fn entered(components: &[ModalInteractionComponent]) -> Option<&str> {
    components.iter().find_map(|component| match component {
        ModalInteractionComponent::Label(label) => entered(std::slice::from_ref(&*label.component)),
        ModalInteractionComponent::TextInput(input) => Some(input.value.as_str()),
        _ => None,
    })
}

fn button() -> Button {
    Button {
        custom_id: Some("order".to_owned()),
        disabled: false,
        emoji: None,
        id: None,
        label: Some("Order".to_owned()),
        sku_id: None,
        style: ButtonStyle::Primary,
        url: None,
    }
}

#[expect(deprecated, reason = "the fields without a successor have to be given as well")]
fn modal() -> InteractionResponseData {
    let input = TextInput {
        custom_id: "kind".to_owned(),
        id: None,
        label: None,
        max_length: None,
        min_length: None,
        placeholder: None,
        required: None,
        style: TextInputStyle::Short,
        value: None,
    };
    let label = Label {
        component: Box::new(Component::TextInput(input)),
        description: None,
        id: None,
        label: "Kind of tea".to_owned(),
    };
    InteractionResponseData {
        custom_id: Some("order".to_owned()),
        title: Some("Order".to_owned()),
        components: Some(vec![Component::Label(label)]),
        ..Default::default()
    }
}

#[expect(deprecated, reason = "the fields without a successor have to be given as well")]
fn command() -> Command {
    Command {
        application_id: None,
        contexts: None,
        default_member_permissions: None,
        dm_permission: None,
        description: "Show the menu".to_owned(),
        description_localizations: None,
        guild_id: None,
        id: None,
        integration_types: None,
        kind: CommandType::ChatInput,
        name: "menu".to_owned(),
        name_localizations: None,
        nsfw: None,
        options: Vec::new(),
        version: Id::new(1),
    }
}

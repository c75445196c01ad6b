//! The parts that the bots on serenity and poise share; `tests/clients/README.md` says what the bot does.

use anyhow::Context as _;
use serenity::all::{
    ActionRowComponent, Context, CreateActionRow, CreateAttachment, CreateButton, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, CreateModal, GatewayIntents,
    GetMessages, Http, HttpBuilder, InputTextStyle, Interaction, Member, Message, ModalInteraction, UserId,
};

/// The intents of the bot.
pub const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MEMBERS)
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::MESSAGE_CONTENT);

/// Returns the address of the sandbox and the token.
///
/// # Errors
///
/// The environment has neither `SANDBOX_URL` nor `DISCORD_TOKEN`.
pub fn sandbox() -> anyhow::Result<(String, String)> {
    Ok((std::env::var("SANDBOX_URL")?, std::env::var("DISCORD_TOKEN")?))
}

/// Returns serenity's client of the sandbox. The gateway's address is asked of the REST API.
///
/// # Errors
///
/// Those of [`sandbox`].
pub fn http() -> anyhow::Result<Http> {
    let (url, token) = sandbox()?;
    // serenity limits requests to Discord only without a proxy.
    Ok(HttpBuilder::new(token).proxy(url).ratelimiter_disabled(true).build())
}

/// Returns the answer to `/menu`.
pub fn menu() -> (&'static str, CreateButton) {
    ("Tea?", CreateButton::new("order").label("Order"))
}

/// Sends the size of the attached file, and another file.
///
/// # Errors
///
/// The message has no file, or a request failed.
pub async fn file(ctx: &Context, message: &Message) -> anyhow::Result<()> {
    let attachment = message.attachments.first().context("no file")?;
    let size = attachment.download().await?.len();
    let tea = CreateAttachment::bytes(b"green".to_vec(), "tea.txt");
    let answer = CreateMessage::new().content(format!("{size} bytes")).add_file(tea);
    message.channel_id.send_message(ctx, answer).await?;
    Ok(())
}

/// Returns the texts of the three messages before this one.
///
/// # Errors
///
/// The request failed.
pub async fn history(ctx: &Context, message: &Message) -> anyhow::Result<String> {
    let before = GetMessages::new().before(message.id).limit(3);
    let before = message.channel_id.messages(ctx, before).await?;
    let texts: Vec<&str> = before.iter().rev().map(|message| message.content.as_str()).collect();
    Ok(texts.join(", "))
}

/// Returns the names of the members who are no bots.
///
/// # Errors
///
/// The message is not in a guild, or the request failed.
pub async fn members(ctx: &Context, message: &Message) -> anyhow::Result<String> {
    let guild = message.guild_id.context("not in a guild")?;
    let members = guild.members(ctx, Some(1000), None::<UserId>).await?;
    let mut names: Vec<&str> =
        members.iter().filter(|member| !member.user.bot).map(|member| member.user.name.as_str()).collect();
    names.sort_unstable();
    Ok(names.join(", "))
}

/// Welcomes a new member.
///
/// # Errors
///
/// The guild has no system channel, or a request failed.
pub async fn welcome(ctx: &Context, member: &Member) -> anyhow::Result<()> {
    let guild = member.guild_id.to_partial_guild(ctx).await?;
    let channel = guild.system_channel_id.context("no system channel")?;
    channel.say(ctx, format!("Welcome <@{}>!", member.user.id)).await?;
    Ok(())
}

/// Answers a click and the submission of the modal.
///
/// # Errors
///
/// The request failed.
pub async fn interaction(ctx: &Context, interaction: &Interaction) -> anyhow::Result<()> {
    match interaction {
        Interaction::Component(click) => {
            let kind = CreateInputText::new(InputTextStyle::Short, "Kind of tea", "kind");
            let row = CreateActionRow::InputText(kind);
            let modal = CreateModal::new("order", "Order").components(vec![row]);
            click.create_response(ctx, CreateInteractionResponse::Modal(modal)).await?;
        }
        Interaction::Modal(modal) => {
            let text = format!("One {} tea!", kind(modal));
            let answer = CreateInteractionResponseMessage::new().content(text);
            modal.create_response(ctx, CreateInteractionResponse::Message(answer)).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Returns the text that was entered.
fn kind(modal: &ModalInteraction) -> String {
    let fields = modal.data.components.iter().flat_map(|row| &row.components);
    let mut texts = fields.filter_map(|field| match field {
        ActionRowComponent::InputText(input) => input.value.clone(),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

//! The bot on poise.

use poise::serenity_prelude as serenity;
use serenity::{ClientBuilder, CreateActionRow, FullEvent};

type Context<'a> = poise::Context<'a, (), anyhow::Error>;
type PrefixContext<'a> = poise::PrefixContext<'a, (), anyhow::Error>;

/// Answer
#[poise::command(prefix_command)]
async fn ping(ctx: Context<'_>) -> anyhow::Result<()> {
    ctx.say("pong").await?;
    Ok(())
}

/// Show the menu
#[poise::command(slash_command)]
async fn menu(ctx: Context<'_>) -> anyhow::Result<()> {
    let (text, button) = clients::menu();
    let row = CreateActionRow::Buttons(vec![button]);
    ctx.send(poise::CreateReply::default().content(text).components(vec![row])).await?;
    Ok(())
}

/// Weigh a file
#[poise::command(prefix_command)]
async fn file(ctx: PrefixContext<'_>) -> anyhow::Result<()> {
    clients::file(ctx.serenity_context(), ctx.msg).await
}

/// React
#[poise::command(prefix_command)]
async fn react(ctx: PrefixContext<'_>) -> anyhow::Result<()> {
    ctx.msg.react(ctx.serenity_context(), '🍵').await?;
    Ok(())
}

/// Read the history
#[poise::command(prefix_command)]
async fn history(ctx: PrefixContext<'_>) -> anyhow::Result<()> {
    let texts = clients::history(ctx.serenity_context(), ctx.msg).await?;
    ctx.msg.channel_id.say(ctx.serenity_context(), texts).await?;
    Ok(())
}

/// List the members
#[poise::command(prefix_command)]
async fn members(ctx: PrefixContext<'_>) -> anyhow::Result<()> {
    let names = clients::members(ctx.serenity_context(), ctx.msg).await?;
    ctx.msg.channel_id.say(ctx.serenity_context(), names).await?;
    Ok(())
}

async fn event(
    framework: poise::FrameworkContext<'_, (), anyhow::Error>,
    event: &FullEvent,
) -> anyhow::Result<()> {
    let ctx = framework.serenity_context;
    match event {
        FullEvent::GuildMemberAddition { new_member } => clients::welcome(ctx, new_member).await,
        FullEvent::InteractionCreate { interaction } => clients::interaction(ctx, interaction).await,
        _ => Ok(()),
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let prefix_options = poise::PrefixFrameworkOptions { prefix: Some("!".into()), ..Default::default() };
    let options = poise::FrameworkOptions {
        commands: vec![ping(), menu(), file(), react(), history(), members()],
        event_handler: |framework, change| Box::pin(event(framework, change)),
        prefix_options,
        ..Default::default()
    };
    let framework = poise::Framework::builder().options(options).setup(|ctx, _, framework| {
        Box::pin(async move {
            poise::builtins::register_globally(ctx, &framework.options().commands).await?;
            Ok(())
        })
    });
    let client = ClientBuilder::new_with_http(clients::http()?, clients::INTENTS);
    client.framework(framework.build()).await?.start().await?;
    Ok(())
}

//! The bot on serenity without a framework.

#![allow(clippy::print_stderr, reason = "a check shows what the bot prints")]

use serenity::all::{
    ClientBuilder, Command, Context, CreateCommand, CreateInteractionResponse,
    CreateInteractionResponseMessage, EventHandler, Interaction, Member, Message, Ready,
};
use serenity::async_trait;

struct Bot;

#[async_trait]
impl EventHandler for Bot {
    async fn ready(&self, ctx: Context, _: Ready) {
        let menu = CreateCommand::new("menu").description("Show the menu");
        show(Command::set_global_commands(&ctx, vec![menu]).await.map(drop).map_err(Into::into));
    }

    async fn message(&self, ctx: Context, message: Message) {
        show(answer(&ctx, &message).await);
    }

    async fn guild_member_addition(&self, ctx: Context, member: Member) {
        show(clients::welcome(&ctx, &member).await);
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        if let Interaction::Command(command) = &interaction {
            let (text, button) = clients::menu();
            let menu = CreateInteractionResponseMessage::new().content(text).button(button);
            let sent = command.create_response(&ctx, CreateInteractionResponse::Message(menu)).await;
            show(sent.map_err(Into::into));
        }
        show(clients::interaction(&ctx, &interaction).await);
    }
}

async fn answer(ctx: &Context, message: &Message) -> anyhow::Result<()> {
    let text = match message.content.as_str() {
        "!ping" => "pong".to_owned(),
        "!history" => clients::history(ctx, message).await?,
        "!members" => clients::members(ctx, message).await?,
        "!file" => return clients::file(ctx, message).await,
        "!react" => {
            message.react(ctx, '🍵').await?;
            return Ok(());
        }
        _ => return Ok(()),
    };
    message.channel_id.say(ctx, text).await?;
    Ok(())
}

fn show(result: anyhow::Result<()>) {
    if let Err(error) = result {
        eprintln!("{error:?}");
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = ClientBuilder::new_with_http(clients::http()?, clients::INTENTS).event_handler(Bot);
    client.await?.start().await?;
    Ok(())
}

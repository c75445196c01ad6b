//! The bot on poise.

use benches::settings::{Settings, TOKEN};
use poise::serenity_prelude as serenity;
use serenity::{ClientBuilder, GatewayIntents, HttpBuilder};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Context<'a> = poise::Context<'a, (), Error>;

/// Echo a text.
#[poise::command(prefix_command, slash_command)]
async fn echo(
    ctx: Context<'_>,
    #[description = "The text"]
    #[rest]
    text: String,
) -> Result<(), Error> {
    ctx.say(text).await?;
    Ok(())
}

/// Returns `echo` and the other commands.
fn commands(settings: &Settings) -> Vec<poise::Command<(), Error>> {
    let others = settings.other_commands().map(|(name, is_slash)| {
        let command = echo();
        let slash_action = if is_slash { command.slash_action } else { None };
        poise::Command { name: name.clone().into(), qualified_name: name.into(), slash_action, ..command }
    });
    std::iter::once(echo()).chain(others).collect()
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::read()?;
    let framework = poise::Framework::builder()
        .options(poise::FrameworkOptions {
            commands: commands(&settings),
            prefix_options: poise::PrefixFrameworkOptions {
                prefix: Some("!".into()),
                ..poise::PrefixFrameworkOptions::default()
            },
            ..poise::FrameworkOptions::default()
        })
        .setup(|ctx, _, framework| {
            Box::pin(async move {
                poise::builtins::register_globally(ctx, &framework.options().commands).await?;
                Ok(())
            })
        })
        .build();
    let http = HttpBuilder::new(TOKEN).proxy(settings.api).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::MESSAGE_CONTENT;
    ClientBuilder::new_with_http(http, intents).framework(framework).await?.start().await?;
    Ok(())
}

//! A twenty-line bot on poise, with one command for both of its surfaces.

use mindtrace_discord::sandbox::Discord;
use serenity::all::{ClientBuilder, GatewayIntents, HttpBuilder};

type Context<'a> = poise::Context<'a, (), serenity::Error>;

/// Greet someone
#[poise::command(prefix_command, slash_command)]
async fn greet(ctx: Context<'_>, #[description = "Who"] who: String) -> Result<(), serenity::Error> {
    ctx.say(format!("Hello {who}!")).await?;
    Ok(())
}

async fn bot(discord: &Discord) -> serenity::Client {
    let prefix_options = poise::PrefixFrameworkOptions { prefix: Some("!".into()), ..Default::default() };
    let options = poise::FrameworkOptions { commands: vec![greet()], prefix_options, ..Default::default() };
    let framework = poise::Framework::builder().options(options).setup(|ctx, _, framework| {
        Box::pin(async move { poise::builtins::register_globally(ctx, &framework.options().commands).await })
    });
    let http = HttpBuilder::new(discord.token()).proxy(discord.url()).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    ClientBuilder::new_with_http(http, intents).framework(framework.build()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_on_poise_answers_in_the_sandbox() {
    let discord = Discord::start().await.unwrap();
    let mut client = bot(&discord).await;
    tokio::spawn(async move { client.start().await });
    discord.wait_for_command("greet").await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    assert_eq!(alice.slash("greet").option("who", "world").send().await.unwrap().content, "Hello world!");
    assert_eq!(alice.says("!greet you").await.unwrap().content, "Hello you!");
}

//! A twenty-line bot on bare serenity.

use mindtrace_discord::sandbox::Discord;
use serenity::all::{ClientBuilder, Context, EventHandler, GatewayIntents, HttpBuilder, Message};
use serenity::async_trait;

struct Ping;

#[async_trait]
impl EventHandler for Ping {
    async fn message(&self, ctx: Context, message: Message) {
        if message.content == "!ping" {
            message.reply(&ctx, "Pong!").await.unwrap();
        }
    }
}

async fn bot(discord: &Discord) -> serenity::Client {
    let http = HttpBuilder::new(discord.token()).proxy(discord.url()).ratelimiter_disabled(true).build();
    let intents = GatewayIntents::non_privileged() | GatewayIntents::MESSAGE_CONTENT;
    ClientBuilder::new_with_http(http, intents).event_handler(Ping).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_on_bare_serenity_answers_in_the_sandbox() {
    let discord = Discord::start().await.unwrap();
    let mut client = bot(&discord).await;
    tokio::spawn(async move { client.start().await });
    discord.wait_until_ready().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    assert_eq!(alice.says("!ping").await.unwrap().content, "Pong!");
}

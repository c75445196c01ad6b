//! Starting, failing to start, and stopping.

use std::sync::Arc;

use mindtrace_discord::config::CacheSetting;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::{Error, Registry};
use serenity::all::GatewayIntents;
use tokio::sync::Notify;

use crate::api::Api;

struct Gate {
    started: Notify,
    open: Notify,
}

#[command]
async fn long(gate: &Arc<Gate>) -> &'static str {
    gate.started.notify_one();
    gate.open.notified().await;
    "done"
}

#[command]
async fn needy(_database: &Database) {}

struct Database;

#[command(surfaces(slash))]
async fn slash_only() {}

#[on_event(MemberJoin)]
async fn welcome(_event: &MemberJoin) {}

#[tokio::test]
async fn a_running_command_finishes_before_the_bot_stops() -> Result<()> {
    let gate = Arc::new(Gate { started: Notify::new(), open: Notify::new() });
    let bot = Bot::builder().registry(Registry::empty().command::<long>()).state(Arc::clone(&gate));
    let sandbox = Sandbox::start(bot).await?;
    let alice = sandbox.member("alice").await?;
    let discord = sandbox.discord().clone();
    alice.posts("!long").await?;
    gate.started.notified().await;
    let api = Api::of(&sandbox);
    let stopping = tokio::spawn(sandbox.shutdown());
    // While the bot stops, it is not ready and refuses new calls.
    let draining = async { while api.get("/readyz").await.body["reason"] != "draining" {} };
    tokio::time::timeout(std::time::Duration::from_secs(10), draining).await?;
    assert_eq!(api.execute("!long").await.status, 503);
    gate.open.notify_one();
    stopping.await??;
    assert!(discord.transcript().contains("sandbot: done"), "{}", discord.transcript());
    Ok(())
}

#[tokio::test]
async fn all_problems_are_reported_at_once() {
    let registry = Registry::empty().command::<needy>().on_event::<welcome>();
    let bot = Bot::builder().registry(registry).intents(GatewayIntents::GUILDS);
    let text = bot.validate().unwrap_err().to_string();
    assert!(text.starts_with("2 problems"), "{text}");
    assert!(
        text.contains("lifecycle.rs:")
            && text.contains("\n    the command `needy` borrows `&Database`, which was not supplied"),
        "{text}"
    );
    assert!(
        text.contains(
            "the handler `welcome` of `MemberJoin` can never run: DISCORD_INTENTS does not include GUILD_MEMBERS"
        ),
        "{text}"
    );
    assert!(matches!(Sandbox::start(bot).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn a_refused_token_is_one_clear_error() -> Result<()> {
    let discord = Discord::start().await?;
    discord.fail_next(
        "GET",
        "/gateway/bot",
        401,
        serde_json::json!({ "code": 0, "message": "401: Unauthorized" }),
    );
    let Err(error) = Sandbox::start_on(discord, Bot::builder().registry(Registry::empty())).await else {
        panic!("it started")
    };
    assert!(matches!(error, Error::TokenRefused), "{error}");
    assert!(error.to_string().contains("DISCORD_BOT_TOKEN must be the token from the Bot page"));
    Ok(())
}

#[tokio::test]
async fn refused_intents_are_one_clear_error() -> Result<()> {
    let discord = Discord::builder().unapproved(GatewayIntents::GUILD_MEMBERS).start().await?;
    let bot = Bot::builder().registry(Registry::empty().on_event::<welcome>());
    let Err(error) = Sandbox::start_on(discord, bot).await else { panic!("it started") };
    let text = error.to_string();
    assert!(matches!(error, Error::IntentsRefused(_)), "{text}");
    assert!(
        text.contains("Server Members Intent: `welcome` at") && text.contains("developer portal"),
        "{text}"
    );
    Ok(())
}

#[tokio::test]
async fn a_sandboxed_bot_never_contacts_the_real_discord() -> Result<()> {
    let discord = Discord::start().await?;
    // serenity would now connect to wss://gateway.discord.gg.
    discord.fail_next("GET", "/gateway", 500, serde_json::json!({ "code": 0, "message": "no" }));
    let sandbox =
        Sandbox::start_on(discord, Bot::builder().registry(Registry::empty().command::<ping>())).await?;
    assert!(sandbox.transcript().contains("was made to fail"), "{}", sandbox.transcript());
    assert_eq!(sandbox.member("alice").await?.says("!ping").await?.content, "pong");
    Ok(())
}

#[tokio::test]
async fn intents_are_derived_from_the_program() -> Result<()> {
    let identifies_with = async |registry: Registry, cache: &CacheSetting| -> Result<GatewayIntents> {
        let bot = Bot::builder().registry(registry).cache(cache.clone());
        Ok(Sandbox::start(bot).await?.intents())
    };
    let (guilds, members) = (GatewayIntents::GUILDS, GatewayIntents::GUILD_MEMBERS);
    let slash_only = || Registry::empty().command::<slash_only>();
    assert_eq!(identifies_with(slash_only(), &CacheSetting::off()).await?, GatewayIntents::empty());
    assert_eq!(identifies_with(slash_only(), &CacheSetting::default()).await?, guilds);
    let handles = || slash_only().on_event::<welcome>();
    assert_eq!(identifies_with(handles(), &CacheSetting::off()).await?, members);
    assert_eq!(identifies_with(handles(), &CacheSetting::default()).await?, guilds | members);
    Ok(())
}

#[tokio::test]
async fn a_missing_token_error_says_what_to_do() -> Result<()> {
    let config = mindtrace_discord::config::Config::from_lookup(|_| None)?;
    let error = Bot::builder().registry(Registry::empty()).config(config).run().await.unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("DISCORD_BOT_TOKEN") && text.contains("developer portal") && text.contains("emulator"),
        "{text}"
    );
    let other = |name: &str| (name == "DISCORD_TOKEN").then(|| "secret".to_owned());
    let config = mindtrace_discord::config::Config::from_lookup(other)?;
    let error =
        Bot::builder().registry(Registry::empty()).config(config).run().await.unwrap_err().to_string();
    assert!(
        error.contains("rename DISCORD_TOKEN to DISCORD_BOT_TOKEN") && !error.contains("secret"),
        "{error}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requested_reconnect_resumes_the_session() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<ping>())).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.request_reconnect().await;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!((sandbox.identifies(), sandbox.resumes()), (1, 1));
    Ok(())
}

#[command]
async fn ping() -> &'static str {
    "pong"
}

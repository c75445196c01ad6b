//! HTTP interactions: a bot without a gateway receives signed interactions by webhook.

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use reqwest::Method;
use serde_json::json;

use crate::api::{Api, send};
use crate::handler_log::Log;

/// Say hello.
#[command(cooldown(uses = 2, per = "1h"))]
async fn hello(who: String) -> Reply {
    Reply::new(format!("Hello {who}!")).buttons([Button::new("Again", again::id(who))])
}

/// Only for moderators.
#[command(permissions(KICK_MEMBERS))]
async fn kick() {}

/// Tell Discord to wait, and then answer.
#[command(defer = "immediately")]
async fn think() -> &'static str {
    "42"
}

#[component("again:{who}")]
async fn again(who: String) -> String {
    format!("Hello again {who}!")
}

/// A modal with one field.
#[derive(Modal)]
struct About {
    name: String,
}

/// Ask the caller's name.
#[command]
async fn ask(ctx: &Context) -> Result<String> {
    let About { name } = ctx.modal().await?;
    Ok(format!("You are {name}."))
}

/// Look something up.
#[command]
async fn city(#[arg(autocomplete = cities)] name: String) -> String {
    name
}

async fn cities(_: &Context, typed: &str) -> Vec<String> {
    ["Paris", "Prague", "Rome"]
        .into_iter()
        .filter(|city| city.starts_with(typed))
        .map(str::to_owned)
        .collect()
}

#[on_ready]
async fn ready(log: &Log) {
    log.write("ready");
}

fn registry() -> Registry {
    Registry::empty()
        .command::<hello>()
        .command::<kick>()
        .command::<think>()
        .command::<again>()
        .command::<ask>()
        .command::<city>()
}

fn config(mode: &str, address: &str) -> Result<Config> {
    Ok(Config::from_lookup(|name| match name {
        "DISCORD_MODE" => Some(mode.to_owned()),
        "DISCORD_HTTP_ADDR" => Some(address.to_owned()),
        "DISCORD_STATE" => Some("off".to_owned()),
        _ => None,
    })?)
}

async fn sandbox() -> Result<(Sandbox, Log)> {
    let log = Log::default();
    let bot = Bot::builder().registry(registry().on_event::<ready>()).state(log.clone());
    Ok((Sandbox::start(bot.config(config("http", "127.0.0.1:0")?)).await?, log))
}

#[tokio::test]
async fn every_interaction_works_without_a_gateway() -> Result<()> {
    let (sandbox, log) = sandbox().await?;
    assert_eq!(sandbox.identifies(), 0, "there is no connection to the gateway");
    assert_eq!(log.take(), ["ready"]);
    let alice = sandbox.member("alice").await?;
    let hello = alice.slash("hello").option("who", "world").send().await?;
    assert_eq!(hello.content, "Hello world!");
    assert_eq!(alice.clicks(&hello, "Again").await?.content, "Hello again world!");
    assert_eq!(alice.slash("think").send().await?.content, "42");
    let modal = alice.slash("ask").opens_modal().await?;
    assert_eq!(modal.set_text("Name", "Alice").submit().await?.content, "You are Alice.");
    let cities = alice.slash("city").option("name", "P").suggestions("name").await?;
    assert_eq!(cities.iter().map(|city| city.name.as_str()).collect::<Vec<_>>(), ["Paris", "Prague"]);
    // Gates apply as over the gateway.
    assert!(alice.slash("kick").send().await?.content.contains("Kick Members"));
    alice.slash("hello").option("who", "you").send().await?;
    assert!(alice.slash("hello").option("who", "them").send().await?.content.contains("<t:"));
    let status = Api::of(&sandbox).get("/discord/status").await.body;
    assert_eq!((&status["state"], &status["shards"]), (&json!("connected"), &json!([])));
    assert_eq!((&status["guild_count"], &status["user_count"]), (&json!(null), &json!(null)));
    assert_eq!(status["shard_count"], json!(null));
    Ok(())
}

#[tokio::test]
async fn unsigned_interactions_are_refused() -> Result<()> {
    let (sandbox, _log) = sandbox().await?;
    let api = Api::of(&sandbox);
    let ping = json!({ "type": 1, "id": "1" });
    let now = serenity::model::Timestamp::now().unix_timestamp().to_string();
    for (signature, timestamp) in
        [(None, None), (Some("00".repeat(64)), Some(now)), (Some("no".to_owned()), None)]
    {
        let mut request = api.bare(Method::POST, "/discord/interactions").json(&ping);
        if let Some(signature) = signature {
            request = request.header("X-Signature-Ed25519", signature);
        }
        if let Some(timestamp) = timestamp {
            request = request.header("X-Signature-Timestamp", timestamp);
        }
        let refused = send(request).await;
        assert_eq!((refused.status.as_u16(), &refused.body["code"]), (401, &json!("bad_signature")));
    }
    // A token does not replace the signature.
    assert_eq!(api.post("/discord/interactions", &ping).await.status, 401);
    Ok(())
}

#[tokio::test]
async fn a_bot_with_a_gateway_also_accepts_webhook_interactions() -> Result<()> {
    let discord = Discord::start().await?;
    let bot = Bot::builder().registry(registry()).config(config("gateway", "127.0.0.1:0")?);
    let sandbox = Sandbox::start_on(discord, bot).await?;
    let url = format!("{}/discord/interactions", sandbox.http_url().unwrap());
    sandbox.set_interactions_endpoint(&url).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("hello").option("who", "world").send().await?.content, "Hello world!");
    // Discord refuses a URL that accepts any signature.
    let open = format!("{}/livez", sandbox.http_url().unwrap());
    assert!(sandbox.set_interactions_endpoint(&open).await.is_err());
    Ok(())
}

#[on_event(MemberJoin)]
async fn welcome() {}

#[tokio::test]
async fn http_mode_is_checked_at_start() -> Result<()> {
    let bot =
        Bot::builder().registry(registry().on_event::<welcome>()).config(config("http", "127.0.0.1:0")?);
    let error = bot.build().unwrap_err().to_string();
    assert!(error.contains("`welcome`") && error.contains("MemberJoin"), "{error}");
    let error = Bot::builder().registry(registry()).config(config("http", "off")?).build().unwrap_err();
    assert!(error.to_string().contains("DISCORD_MODE"), "{error}");
    Ok(())
}

#[tokio::test]
async fn repeated_old_and_forged_interactions_do_not_run() -> Result<()> {
    let (sandbox, _log) = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let fresh = std::time::Duration::ZERO;
    assert!(sandbox.resend_interaction(fresh, false).await.is_err());
    alice.slash("hello").option("who", "world").send().await?;
    assert_eq!(sandbox.resend_interaction(fresh, false).await?, 202);
    assert_eq!(sandbox.resend_interaction(std::time::Duration::from_mins(10), false).await?, 401);
    assert_eq!(sandbox.resend_interaction(fresh, true).await?, 401);
    sandbox.settle().await?;
    // One of the two uses per hour is left, so the repeated interaction did not run.
    assert_eq!(alice.slash("hello").option("who", "you").send().await?.content, "Hello you!");
    assert!(alice.slash("hello").option("who", "them").send().await?.content.contains("<t:"));
    Ok(())
}

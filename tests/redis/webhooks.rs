//! Webhooks whose repeated delivery reaches another process.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use reqwest::Method;
use serde::Deserialize;

use crate::api::{Api, Response, send};
use crate::server::Redis;
use crate::signature::signed;

const SECRET: &str = "a secret of the bot and its forge";

#[derive(Event, Deserialize)]
#[event(name = "push", http, secret = "HOOK_SECRET", delivery_id = "X-GitHub-Delivery")]
struct Push {}

#[derive(Clone, Default)]
struct Pushes(Arc<AtomicUsize>);

#[on_event(Push)]
async fn pushed(pushes: &Pushes) {
    pushes.0.fetch_add(1, Ordering::SeqCst);
}

async fn start(discord: &Discord, redis: &Redis, pushes: &Pushes) -> Result<Sandbox> {
    let url = redis.url();
    let config = Config::from_lookup(|name| match name {
        "DISCORD_MODE" => Some("http".to_owned()),
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_REDIS_URL" => Some(url.clone()),
        _ => None,
    })?;
    let registry = Registry::empty().on_event::<pushed>().http_event::<Push>();
    let bot = Bot::builder().registry(registry).config(config).state(pushes.clone());
    Ok(Sandbox::start_on(discord.clone(), bot.webhook_secret("HOOK_SECRET", SECRET)).await?)
}

async fn deliver(api: &Api, id: &str) -> Response {
    let request = api.bare(Method::POST, "/discord/webhooks/push").header("X-GitHub-Delivery", id);
    send(signed(request, SECRET, "{}".to_owned())).await
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_delivery_that_reaches_several_processes_runs_in_one() -> Result<()> {
    let redis = Redis::start().await;
    let (discord, pushes) = (Discord::start().await?, Pushes::default());
    let bots = [start(&discord, &redis, &pushes).await?, start(&discord, &redis, &pushes).await?];
    let apis = bots.each_ref().map(Api::of);
    for id in ["one", "two", "three"] {
        for api in apis.iter().chain(&apis) {
            assert_eq!(deliver(api, id).await.status, 202);
        }
    }
    for bot in &bots {
        bot.settle().await?;
    }
    assert_eq!(pushes.0.load(Ordering::SeqCst), 3);
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_delivery_that_another_process_refused_can_be_repeated_here() -> Result<()> {
    let redis = Redis::start().await;
    let (discord, pushes) = (Discord::start().await?, Pushes::default());
    let bots = [start(&discord, &redis, &pushes).await?, start(&discord, &redis, &pushes).await?];
    let apis = bots.each_ref().map(Api::of);
    for api in &apis {
        assert_eq!(deliver(api, "one").await.status, 202);
    }
    // As the first process forgets it when its queue is full.
    let key = redis.keys().await.into_iter().find(|key| key.contains(":handled:")).unwrap();
    redis.run(&["DEL", &key]).await;
    assert_eq!(deliver(&apis[1], "one").await.status, 202);
    for bot in &bots {
        bot.settle().await?;
    }
    assert_eq!(pushes.0.load(Ordering::SeqCst), 2);
    Ok(())
}

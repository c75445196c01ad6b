//! Idempotency keys that several processes share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::api::{Api, Response, send};
use crate::server::Redis;

struct Oven {
    /// A permit for each call that has started.
    started: Semaphore,
    open: Semaphore,
    baked: AtomicU32,
}

/// Bakes a cake, once the oven is free.
#[command]
async fn bake(oven: &Arc<Oven>) -> Result<String> {
    oven.started.add_permits(1);
    oven.open.acquire().await?.forget();
    Ok(format!("Cake {}.", oven.baked.fetch_add(1, Ordering::SeqCst) + 1))
}

/// Always fails.
#[command]
async fn burn(oven: &Arc<Oven>) -> Result<()> {
    oven.baked.fetch_add(1, Ordering::SeqCst);
    Err("smoke".into())
}

async fn ask(api: &Api, key: &str, content: &str) -> Response {
    let request = api.bare(Method::POST, "/discord/execute").bearer_auth(&api.token);
    send(request.header("Idempotency-Key", key).json(&json!({ "content": content }))).await
}

fn code(response: &Response) -> (u16, &Value) {
    (response.status.as_u16(), &response.body["code"])
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_call_with_a_key_runs_in_one_process() -> Result<()> {
    let mut redis = Redis::start().await;
    let oven =
        Arc::new(Oven { started: Semaphore::new(0), open: Semaphore::new(0), baked: AtomicU32::new(0) });
    let discord = Discord::start().await?;
    let url = redis.url();
    let bot = || {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_MODE" => Some("http".to_owned()),
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_REDIS_URL" => Some(url.clone()),
            _ => None,
        })?;
        let bot = Bot::builder().registry(Registry::empty().command::<bake>().command::<burn>());
        Ok::<_, BoxError>(bot.config(config).state(Arc::clone(&oven)))
    };
    let first = Sandbox::start_on(discord.clone(), bot()?).await?;
    let second = Sandbox::start_on(discord, bot()?).await?;
    let (a, b) = (Api::of(&first), Api::of(&second));
    // While it runs, another process refuses the key.
    let meanwhile = async {
        oven.started.acquire().await.unwrap().forget();
        assert_eq!(code(&ask(&b, "one", "!bake").await), (409, &json!("in_progress")));
        oven.open.add_permits(1);
    };
    let (answer, ()) = tokio::join!(ask(&a, "one", "!bake"), meanwhile);
    assert_eq!(answer.body["response"], "Cake 1.", "{}", answer.text);
    let replayed = ask(&b, "one", "!bake").await;
    assert_eq!((replayed.status, &replayed.text), (answer.status, &answer.text));
    assert_eq!(replayed.headers["idempotency-replayed"], "true");
    assert_eq!(code(&ask(&b, "one", "!bake now").await), (422, &json!("key_reused")));
    // A refusal is forgotten; a failure of a handler that started is not.
    assert_eq!(ask(&a, "two", "!unknown").await.status, 404);
    assert_eq!(ask(&b, "two", "!unknown").await.status, 404);
    assert_eq!(ask(&a, "three", "!burn").await.status, 500);
    let failed = ask(&b, "three", "!burn").await;
    assert_eq!(failed.status, 500);
    assert_eq!(failed.headers["idempotency-replayed"], "true");
    assert_eq!(oven.baked.load(Ordering::SeqCst), 2);
    // Without Redis, a key counts in each process.
    redis.process.kill().await?;
    oven.open.add_permits(2);
    for api in [&a, &a, &b] {
        assert_eq!(ask(api, "four", "!bake").await.status, 200);
    }
    assert_eq!(oven.baked.load(Ordering::SeqCst), 4);
    Ok(())
}

//! The headers of webhooks, and deliveries that come twice.

use std::sync::Arc;

use futures::future::join_all;
use mindtrace_discord::Registry;
use mindtrace_discord::config::Overflow;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::sync::{Notify, Semaphore};

use crate::api::{Api, send};
use crate::handler_log::Log;
use crate::signature;

const SECRET: &str = "a secret of the bot and its forge";

/// The kinds of webhooks that the bot knows.
#[derive(Debug, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Push,
    PullRequest,
}

#[derive(Event, serde::Deserialize)]
#[event(name = "hook", http, secret = "HOOK_SECRET", delivery_id = "X-GitHub-Delivery")]
struct Hook {
    number: u32,
    #[event(header = "X-GitHub-Event")]
    kind: Kind,
    #[event(header = "x-github-delivery")]
    #[serde(rename = "delivery")]
    id: String,
    #[event(header = "X-Sender")]
    sender: Option<String>,
}

#[on_event(Hook, timeout = "1m")]
async fn hooked(log: &Log, gate: &Arc<Semaphore>, event: &Hook) -> Result<()> {
    gate.acquire().await?.forget();
    let Hook { number, kind, id, sender } = event;
    log.write(format!("{number} {kind:?} {id} {sender:?}"));
    Ok(())
}

/// An event whose author does not read the id.
#[derive(Event, serde::Deserialize)]
#[event(name = "bare", http, secret = "HOOK_SECRET", delivery_id = "X-Delivery")]
struct Bare {}

/// Wait for a webhook with a number.
#[command(surfaces(slash))]
async fn expect(ctx: &Context, waiting: &Arc<Notify>, number: u32) -> Result<String> {
    let hook = ctx.wait_for::<Hook>(|hook| hook.number == number, Duration::from_mins(5));
    waiting.notify_one();
    let hook = hook.await?;
    Ok(format!("{} arrived", hook.id))
}

/// A bot whose handler may run `runs` times.
async fn sandbox(runs: usize) -> Result<(Sandbox, Log, Arc<Semaphore>)> {
    let (log, gate) = (Log::default(), Arc::new(Semaphore::new(runs)));
    Ok((Sandbox::start(bot(&log, &gate)).await?, log, gate))
}

/// A bot whose queue has room for one event behind the one that is handled.
fn bot(log: &Log, gate: &Arc<Semaphore>) -> BotBuilder {
    let registry = Registry::empty().on_event::<hooked>().http_event::<Hook>().http_event::<Bare>();
    let bot = Bot::builder().registry(registry).state(log.clone()).state(Arc::clone(gate));
    bot.webhook_secret("HOOK_SECRET", SECRET).event_queue(1, Overflow::DropNew)
}

/// A webhook with the signature of its body and no other header.
fn signed(api: &Api, body: &Value) -> RequestBuilder {
    signed_for(api, "hook", body)
}

fn signed_for(api: &Api, event: &str, body: &Value) -> RequestBuilder {
    let request = api.bare(Method::POST, &format!("/discord/webhooks/{event}"));
    signature::signed(request, SECRET, body.to_string())
}

/// A push with this number and id.
fn push(api: &Api, number: u32, id: &str) -> RequestBuilder {
    let request = signed(api, &json!({ "number": number })).header("X-GitHub-Event", "push");
    request.header("X-GitHub-Delivery", id)
}

#[tokio::test]
async fn a_handler_reads_the_headers_that_its_event_declares() -> Result<()> {
    let (sandbox, log, _gate) = sandbox(10).await?;
    let api = Api::of(&sandbox);
    assert_eq!(send(push(&api, 1, "a").header("X-Sender", "forge")).await.status, 202);
    // The body cannot say what the headers say.
    let forged = json!({ "number": 2, "kind": "push", "delivery": "x", "sender": "body" });
    let request =
        signed(&api, &forged).header("X-GitHub-Event", "pull_request").header("X-GitHub-Delivery", "b");
    assert_eq!(send(request).await.status, 202);
    sandbox.settle().await?;
    assert_eq!(log.take(), [r#"1 Push a Some("forge")"#, "2 PullRequest b None"]);

    let request = || signed(&api, &forged).header("X-GitHub-Delivery", "c");
    for (request, says) in [
        (request(), "kind"),
        (request().header("X-GitHub-Event", "star"), "star"),
        (signed(&api, &forged).header("X-GitHub-Event", "push"), "delivery"),
        (push(&api, 2, "d").header("X-GitHub-Delivery", "e"), "delivery"),
        (signed_for(&api, "bare", &forged), "`X-Delivery`"),
    ] {
        let refused = send(request).await;
        assert_eq!(refused.status, 400, "{says}: {}", refused.text);
        assert!(refused.body["detail"].as_str().unwrap().contains(says), "{says}: {}", refused.text);
    }
    // With a token, a program sets the fields as any others.
    let raised = api.post("/discord/events/hook", &forged).await;
    assert_eq!(raised.status, 202, "{}", raised.text);
    sandbox.settle().await?;
    assert_eq!(log.take(), [r#"2 Push x Some("body")"#]);
    Ok(())
}

#[tokio::test]
async fn a_repeated_delivery_is_answered_alike_and_runs_once() -> Result<()> {
    let (sandbox, log, _gate) = sandbox(10).await?;
    let api = Api::of(&sandbox);
    let answers = join_all((0..8).map(|_| send(push(&api, 1, "a")))).await;
    for answer in &answers {
        assert_eq!((answer.status.as_u16(), &answer.body), (202, &answers[0].body), "{}", answer.text);
    }
    assert_eq!(answers[0].body, json!({ "event": "hook", "handlers": 1 }));
    assert_eq!(send(push(&api, 2, "b")).await.status, 202);
    sandbox.settle().await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["1 Push a None", "2 Push b None"]);
    Ok(())
}

#[tokio::test]
async fn a_delivery_that_was_refused_can_be_repeated() -> Result<()> {
    let (sandbox, log, gate) = sandbox(0).await?;
    let api = Api::of(&sandbox);
    // The handler has the first one, the second waits, and the queue has no room for the third.
    let mut statuses = Vec::new();
    for (number, id) in [(1, "a"), (2, "b"), (3, "c")] {
        statuses.push(send(push(&api, number, id)).await.status.as_u16());
    }
    assert_eq!(statuses, [202, 202, 503]);
    gate.add_permits(10);
    sandbox.settle().await?;
    assert_eq!(log.take(), ["1 Push a None", "2 Push b None"]);
    assert_eq!(send(push(&api, 3, "c")).await.status, 202);
    sandbox.settle().await?;
    assert_eq!(log.take(), ["3 Push c None"]);
    Ok(())
}

#[tokio::test]
async fn a_wait_gets_a_delivery_that_was_refused_when_it_is_repeated() -> Result<()> {
    let (log, gate, waiting) = (Log::default(), Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
    let bot = bot(&log, &gate).command::<expect>().state(Arc::clone(&waiting));
    let sandbox = Sandbox::start(bot).await?;
    let (api, alice) = (Api::of(&sandbox), sandbox.member("alice").await?);
    for (number, id) in [(1, "a"), (2, "b")] {
        assert_eq!(send(push(&api, number, id)).await.status, 202);
    }
    let call = alice.slash("expect").option("number", 3).send();
    let deliveries = async {
        waiting.notified().await;
        // There is no room for it yet.
        assert_eq!(send(push(&api, 3, "first")).await.status, 503);
        gate.add_permits(10);
        sandbox.settle().await?;
        assert_eq!(send(push(&api, 3, "second")).await.status, 202);
        Ok::<_, BoxError>(())
    };
    let (answer, delivered) = tokio::join!(call, deliveries);
    delivered?;
    assert_eq!(answer?.content, "second arrived");
    Ok(())
}

#[tokio::test]
async fn the_openapi_document_lists_the_headers() -> Result<()> {
    let (sandbox, _log, _gate) = sandbox(0).await?;
    let paths = Api::of(&sandbox).get("/openapi.json").await.body["paths"].clone();
    let webhook = &paths["/discord/webhooks/hook"]["post"];
    let parameters = webhook["parameters"].as_array().unwrap();
    let listed: Vec<_> = parameters
        .iter()
        .map(|parameter| (parameter["name"].as_str().unwrap(), &parameter["in"], &parameter["required"]))
        .collect();
    let (header, yes, no) = (json!("header"), json!(true), json!(false));
    assert_eq!(
        listed,
        [("X-GitHub-Event", &header, &yes), ("x-github-delivery", &header, &yes), ("X-Sender", &header, &no)]
    );
    let schema =
        |path: &str| paths[path]["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    assert_eq!(schema("/discord/webhooks/hook")["required"], json!(["number"]));
    assert_eq!(schema("/discord/events/hook")["required"], json!(["delivery", "kind", "number"]));
    Ok(())
}

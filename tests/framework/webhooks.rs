//! Webhooks of other services that raise events: signatures, nested JSON and the schema in `/openapi.json`.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use reqwest::Method;
use serde_json::json;

use crate::api::{Api, Response, send};
use crate::handler_log::Log;

#[derive(Event, serde::Deserialize)]
#[event(name = "push", http, secret = "GITHUB_WEBHOOK_SECRET")]
struct Push {
    #[serde(rename = "ref")]
    branch: String,
    commits: Vec<Commit>,
    repository: Repository,
    compare: Option<String>,
}

#[derive(serde::Deserialize)]
struct Commit {
    id: String,
    author: Author,
}

#[derive(serde::Deserialize)]
struct Author {
    name: String,
}

#[derive(serde::Deserialize)]
struct Repository {
    full_name: String,
    #[serde(default)]
    private: bool,
}

#[derive(Event, serde::Deserialize)]
#[event(name = "internal", http)]
struct Internal {}

#[on_event(Push)]
async fn pushed(log: &Log, event: &Push) {
    let Push { branch, commits, repository, compare } = event;
    let commits: Vec<String> =
        commits.iter().map(|commit| format!("{} by {}", commit.id, commit.author.name)).collect();
    let repository = format!("{} {}", repository.full_name, repository.private);
    log.write(format!("{branch} {commits:?} {repository} {compare:?}"));
}

const SECRET: &str = "It's a Secret to Everybody";
const BODY: &str = r#"{"ref":"refs/heads/main","commits":[{"id":"1a2b","author":{"name":"Alice"}}],"repository":{"full_name":"a/b","private":false}}"#;
const SIGNATURE: &str = "sha256=79a4e57399a9b2cd5b4aa2b469f4e4579386b0c1938d013cdeb2ac25aff424b4";
/// The signature of the body with an empty secret.
const EMPTY_SIGNATURE: &str = "sha256=a0a3b8e321245baf4c21497dbeec98c0e3187542b63e65670a47e3555ed4743f";
const MISFIT: &str = r#"{"ref":7}"#;
const MISFIT_SIGNATURE: &str = "sha256=341966ca13da26275d3d42b77ac3c1149ccdcb9fb9252dead467a6ca7c547a21";

async fn sandbox() -> Result<(Sandbox, Log)> {
    let log = Log::default();
    let registry = Registry::empty().on_event::<pushed>().http_event::<Push>().http_event::<Internal>();
    let bot = Bot::builder().registry(registry).state(log.clone());
    Ok((Sandbox::start(bot.webhook_secret("GITHUB_WEBHOOK_SECRET", SECRET)).await?, log))
}

/// Sends a webhook as GitHub does, without a token.
async fn deliver(api: &Api, event: &str, signature: Option<&str>, body: &'static str) -> Response {
    let mut request = api.bare(Method::POST, &format!("/discord/webhooks/{event}")).body(body);
    if let Some(signature) = signature {
        request = request.header("X-Hub-Signature-256", signature);
    }
    send(request.header("Content-Type", "application/json")).await
}

#[tokio::test]
async fn a_signed_webhook_raises_its_event() -> Result<()> {
    let (sandbox, log) = sandbox().await?;
    let raised = deliver(&Api::of(&sandbox), "push", Some(SIGNATURE), BODY).await;
    assert_eq!(raised.status, 202, "{:?}", raised.body);
    assert_eq!(raised.body, json!({ "event": "push", "handlers": 1 }));
    sandbox.settle().await?;
    assert_eq!(log.take(), [r#"refs/heads/main ["1a2b by Alice"] a/b false None"#]);
    Ok(())
}

#[tokio::test]
async fn a_webhook_without_the_right_signature_is_refused() -> Result<()> {
    let (sandbox, log) = sandbox().await?;
    let api = Api::of(&sandbox);
    for (event, signature, body) in [
        ("push", None, BODY),
        ("push", Some("sha256=00"), BODY),
        ("push", Some("no signature"), BODY),
        ("push", Some(SIGNATURE), MISFIT),
        ("internal", Some(SIGNATURE), BODY),
        ("nothing", Some(SIGNATURE), BODY),
    ] {
        let refused = deliver(&api, event, signature, body).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.body["code"]),
            (401, &json!("bad_signature")),
            "{event}"
        );
    }
    let misfit = deliver(&api, "push", Some(MISFIT_SIGNATURE), MISFIT).await;
    assert_eq!((misfit.status.as_u16(), &misfit.body["parameter"]), (400, &json!("ref")));
    let ping = api.bare(Method::POST, "/discord/webhooks/push").body(MISFIT);
    let ping = ping.header("X-Hub-Signature-256", MISFIT_SIGNATURE).header("X-GitHub-Event", "ping");
    assert_eq!(send(ping).await.status, 204, "the ping of a new webhook has none of the fields");
    let form = api.bare(Method::POST, "/discord/webhooks/push").body(MISFIT);
    let form = form.header("X-Hub-Signature-256", MISFIT_SIGNATURE).header("X-GitHub-Event", "ping");
    let refused = send(form.header("Content-Type", "application/x-www-form-urlencoded")).await;
    assert_eq!(refused.status, 400);
    assert!(refused.body["detail"].as_str().unwrap().contains("`application/json`"), "{:?}", refused.body);
    sandbox.settle().await?;
    assert_eq!(log.take(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn an_empty_secret_signs_nothing() -> Result<()> {
    let log = Log::default();
    let registry = Registry::empty().on_event::<pushed>().http_event::<Push>();
    let bot = Bot::builder().registry(registry).state(log.clone());
    let sandbox = Sandbox::start(bot.webhook_secret("GITHUB_WEBHOOK_SECRET", "")).await?;
    let refused = deliver(&Api::of(&sandbox), "push", Some(EMPTY_SIGNATURE), BODY).await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (401, &json!("bad_signature")));
    sandbox.settle().await?;
    assert_eq!(log.take(), [""; 0]);
    Ok(())
}

#[tokio::test]
async fn the_schema_of_an_event_is_in_the_openapi_document() -> Result<()> {
    let (sandbox, _log) = sandbox().await?;
    let paths = Api::of(&sandbox).get("/openapi.json").await.body["paths"].clone();
    let schema =
        |path: &str| paths[path]["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    let push = schema("/discord/webhooks/push");
    assert_eq!(push, schema("/discord/events/push"));
    assert_eq!(push["required"], json!(["commits", "ref", "repository"]));
    assert_eq!(push["properties"]["repository"]["required"], json!(["full_name"]));
    let commit = &push["properties"]["commits"]["items"];
    assert_eq!(commit["properties"]["author"]["properties"]["name"]["type"], "string");
    assert_eq!(paths["/discord/webhooks/push"]["post"]["security"], json!([{ "signature": [] }]));
    assert_eq!(paths["/discord/webhooks/internal"], json!(null));
    assert_eq!(schema("/discord/events/internal")["type"], "object");
    Ok(())
}

//! The history of the last hour over HTTP.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::{Value, json};

use crate::api::Api;

#[command(cooldown = "1h")]
async fn rare() -> &'static str {
    "rare"
}

#[command]
async fn fails() -> Result<()> {
    Err("no cheese".into())
}

#[on_event(MemberJoin)]
async fn greets(event: &MemberJoin) -> Result<()> {
    if event.member.user.name == "bob" { Err("no paper".into()) } else { Ok(()) }
}

/// Returns the sum of a number over all minutes.
fn sum(history: &Value, path: &str) -> u64 {
    let minutes = history["minutes"].as_array().unwrap();
    minutes.iter().map(|minute| minute.pointer(path).and_then(Value::as_u64).unwrap()).sum()
}

#[tokio::test]
async fn the_history_counts_calls_and_events_by_the_minute() -> Result<()> {
    let registry = Registry::empty().command::<rare>().command::<fails>().on_event::<greets>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let api = Api::of(&sandbox);
    let empty = api.get("/discord/history").await.body;
    assert_eq!((sum(&empty, "/calls/succeeded"), &empty["commands"]), (0, &json!([])));
    assert!(empty["minutes"].as_array().unwrap().iter().all(|minute| minute["p50_ms"].is_null()), "{empty}");

    let alice = sandbox.member("alice").await?;
    for text in ["!rare", "!rare", "!fails", "!fails", "!secret-words"] {
        alice.posts(text).await?;
    }
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let history = api.get("/discord/history").await.body;
    let minutes = history["minutes"].as_array().unwrap();
    assert_eq!(minutes.len(), 60);
    assert!(minutes.is_sorted_by_key(|minute| minute["at"].as_str().unwrap()), "{history}");
    let calls = ["succeeded", "refused", "failed"].map(|name| sum(&history, &format!("/calls/{name}")));
    assert_eq!(calls, [1, 2, 2]);
    assert_eq!(history["since_start"], json!({ "succeeded": 1, "refused": 2, "failed": 2 }));
    assert_eq!((sum(&history, "/events/failed"), sum(&history, "/events/dropped")), (1, 0));
    let quantile = |name: &str| minutes.iter().find_map(|minute| minute[name].as_f64()).unwrap();
    assert!(quantile("p95_ms") >= quantile("p50_ms") && quantile("p50_ms") > 0.0, "{history}");
    let names: Vec<&str> =
        history["commands"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["fails", "rare"]);
    assert_eq!(history["commands"][1]["calls"], json!({ "succeeded": 1, "refused": 1, "failed": 0 }));
    assert!(history["commands"][0]["mean_ms"].as_f64().unwrap() > 0.0, "{history}");
    assert!(!history.to_string().contains("secret-words"), "{history}");
    Ok(())
}

//! Operations on the whole bot, and their entries in the audit log.

use std::path::PathBuf;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::{Value, json};

use crate::api::Api;

/// Sing a song.
#[command(category = "Music")]
async fn sing() -> &'static str {
    "la"
}

#[derive(Event, serde::Deserialize)]
#[event(name = "rung", http)]
struct Rung {}

#[on_event(Rung)]
async fn rings() {}

fn audit(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("operate-{name}-{}.jsonl", std::process::id()))
}

fn bot(audit: &std::path::Path) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_EXECUTE_TOKEN" => Some("run".to_owned()),
        "DISCORD_HTTP_EXECUTE_AS" => Some("any".to_owned()),
        "DISCORD_STATE" => Some("off".to_owned()),
        "DISCORD_AUDIT" => Some(audit.display().to_string()),
        _ => None,
    });
    let registry = Registry::empty().command::<sing>().on_event::<rings>().http_event::<Rung>();
    Ok(Bot::builder().registry(registry).operator_commands().config(config?))
}

#[tokio::test]
async fn every_operation_is_in_the_audit_log() -> Result<()> {
    let file = audit("all");
    let sandbox = Sandbox::start(bot(&file)?).await?;
    let api = Api::of(&sandbox);
    assert_eq!(api.post("/discord/events/rung", &json!({})).await.status, 202);
    assert_eq!(api.post("/discord/events/rung", &json!([])).await.status, 400);
    let commands = sandbox.commands().len();
    assert_eq!(api.post("/discord/resync", &json!({})).await.body, json!({ "resync": "started" }));
    sandbox.settle().await?;
    assert_eq!(sandbox.commands().len(), commands);
    api.put("/discord/commands/sing/enabled", &json!({ "enabled": false, "reason": "hoarse" })).await;
    let listed = api.get("/discord/commands?category=music").await.body["commands"][0].clone();
    assert_eq!((&listed["enabled"], &listed["toggle"]["reason"]), (&json!(false), &json!("hoarse")));
    assert_eq!(api.post("/discord/drain", &json!({})).await.body, json!({ "draining": true }));
    let ready = api.get("/readyz").await;
    assert_eq!((ready.status.as_u16(), &ready.body["reason"]), (503, &json!("draining")));
    assert_eq!(api.get("/livez").await.status, 200);
    assert_eq!(api.execute("!sing").await.status, 503);
    assert_eq!(api.post("/discord/resync", &json!({})).await.status, 503);
    assert_eq!(api.post("/shutdown", &json!({})).await.status, 200);
    sandbox.shutdown().await?;
    let lines = std::fs::read_to_string(&file)?;
    let lines: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let operations: Vec<_> = lines.iter().map(|line| line["what"].as_str().unwrap_or_default()).collect();
    assert_eq!(operations, ["event", "resync", "", "drain", "", "shutdown"]);
    assert_eq!((&lines[0]["name"], &lines[0]["by"]), (&json!("rung"), &json!("http")));
    assert_eq!((&lines[4]["outcome"], &lines[4]["token"]), (&json!("draining"), &json!("admin")));
    std::fs::remove_file(file)?;
    Ok(())
}

#[tokio::test]
async fn an_execute_token_has_no_owner_rights() -> Result<()> {
    let file = audit("owner");
    let sandbox = Sandbox::start(bot(&file)?).await?;
    let api = Api::of(&sandbox);
    let call = json!({
        "command": "toggle", "arguments": { "action": "disable", "name": "sing" },
        "author_id": sandbox.owner().id().to_string(),
    });
    let request = api.bare(reqwest::Method::POST, "/discord/execute").bearer_auth("run");
    let refused = crate::api::send(request.json(&call)).await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (403, &json!("owners_only")));
    assert_eq!(api.execute("!sing").await.status, 200);
    assert_eq!(api.post("/discord/execute", &call).await.status, 200);
    assert_eq!(api.execute("!sing").await.status, 409);
    sandbox.shutdown().await?;
    std::fs::remove_file(file)?;
    Ok(())
}

#[tokio::test]
async fn every_list_comes_in_pages() -> Result<()> {
    let file = audit("pages");
    let sandbox = Sandbox::start(bot(&file)?).await?;
    let api = Api::of(&sandbox);
    for name in ["sing", "toggle"] {
        let toggled =
            api.put(&format!("/discord/commands/{name}/enabled"), &json!({ "enabled": true })).await;
        assert_eq!(toggled.status, 200);
    }
    for (list, total) in [("commands", 3), ("toggles", 2), ("handlers", 1)] {
        let page = api.get(&format!("/discord/{list}?limit=1&offset=1")).await.body;
        assert_eq!(page["total"], total, "{list}");
        assert_eq!(page[list].as_array().unwrap().len(), usize::from(total > 1), "{list}");
        for wrong in ["limit=0", "limit=501", "limit=x", "offset=-1"] {
            assert_eq!(api.get(&format!("/discord/{list}?{wrong}")).await.status, 400, "{list}?{wrong}");
        }
    }
    sandbox.shutdown().await?;
    std::fs::remove_file(file)?;
    Ok(())
}

/// Say who you are.
#[command]
async fn whoami(ctx: &Context) -> String {
    ctx.author().name.clone()
}

#[tokio::test]
async fn each_token_acts_as_its_own_user() -> Result<()> {
    let discord = mindtrace_discord::sandbox::Discord::start().await?;
    let (alice, bob) = (discord.member("alice").await?, discord.member("bob").await?);
    let carol = discord.member("carol").await?;
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_EXECUTE_TOKEN" => Some("run".to_owned()),
        "DISCORD_HTTP_USER" => Some(alice.id().to_string()),
        "DISCORD_HTTP_EXECUTE_USER" => Some(bob.id().to_string()),
        "DISCORD_HTTP_EXECUTE_AS" => Some(carol.id().to_string()),
        _ => None,
    })?;
    let bot = Bot::builder().registry(Registry::empty().command::<whoami>()).config(config);
    let sandbox = Sandbox::start_on(discord, bot).await?;
    let api = Api::of(&sandbox);
    assert_eq!(api.execute("!whoami").await.body["response"], "alice");
    let request = api.bare(reqwest::Method::POST, "/discord/execute").bearer_auth("run");
    let answer = crate::api::send(request.json(&json!({ "content": "!whoami" }))).await;
    assert_eq!(answer.body["response"], "bob");
    // It may name the users that are listed, and no one else: not the guild's owner either.
    for (author, expected) in [
        (bob.id(), json!("bob")),
        (carol.id(), json!("carol")),
        (alice.id(), json!(null)),
        (sandbox.owner().id(), json!(null)),
    ] {
        let request = api.bare(reqwest::Method::POST, "/discord/execute").bearer_auth("run");
        let body = json!({ "content": "!whoami", "author_id": author.to_string() });
        let answer = crate::api::send(request.json(&body)).await;
        assert_eq!(answer.body["response"], expected);
        assert_eq!(answer.status == 403, expected.is_null(), "{}", answer.text);
    }
    Ok(())
}

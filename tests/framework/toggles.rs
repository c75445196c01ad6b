//! Toggles: at every surface, per guild or global, across restarts and processes; live events.

use std::path::PathBuf;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::{Value, json};

use crate::api::Api;
use crate::handler_log::Log;

/// Play.
#[command(category = "Fun")]
async fn play() -> &'static str {
    "played"
}

/// Work.
#[command(disabled)]
async fn work() -> &'static str {
    "worked"
}

#[component("again", category = "Fun")]
async fn again() -> &'static str {
    "once more"
}

/// Offer a button.
#[command]
async fn offer() -> Reply {
    Reply::new("Again?").buttons([Button::new("Again", again::id())])
}

#[on_event(MemberJoin)]
async fn welcome(log: &Log) {
    log.write("welcome");
}

fn registry() -> Registry {
    Registry::empty()
        .command::<play>()
        .command::<work>()
        .command::<again>()
        .command::<offer>()
        .on_event::<welcome>()
}

/// A folder that is removed at the end of the test.
struct TempFolder(PathBuf);

impl TempFolder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("mindtrace-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn config(&self) -> Result<Config> {
        let (state, audit) = (self.file("state.json"), self.file("audit.jsonl"));
        Ok(Config::from_lookup(|name| match name {
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
            "DISCORD_STATE" => Some(state.clone()),
            "DISCORD_AUDIT" => Some(audit.clone()),
            "DISCORD_SYNC_DISABLED" => Some("remove".to_owned()),
            _ => None,
        })?)
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn bot() -> BotBuilder {
    Bot::builder().registry(registry()).state(Log::default()).help().operator_commands()
}

const OFF: &str = "This command is disabled at the moment.";

#[tokio::test]
async fn a_toggle_applies_at_every_surface() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    let button = alice.says("!offer").await?;
    assert!(alice.says("!help").await?.raw["embeds"].to_string().contains("play"));
    let disable = json!({ "enabled": false, "reason": "it is late" });
    let toggled = api.put("/discord/categories/fun/enabled", &disable).await;
    assert_eq!((toggled.status.as_u16(), &toggled.body), (200, &json!({ "name": "Fun", "enabled": false })));
    assert_eq!(alice.says("!play").await?.content, OFF);
    assert_eq!(alice.slash("play").send().await?.content, OFF);
    assert_eq!(alice.clicks(&button, "Again").await?.content, OFF);
    let http = api.execute("!play").await;
    assert_eq!((http.status.as_u16(), &http.body["code"]), (409, &json!("disabled")));
    assert!(!alice.says("!help").await?.raw["embeds"].to_string().contains("play"));
    // A command's toggle overrides its category's.
    api.put("/discord/commands/play/enabled", &json!({ "enabled": true })).await;
    assert_eq!(alice.says("!play").await?.content, "played");
    let list = api.get("/discord/toggles").await.body;
    assert_eq!(list["total"], 2);
    assert_eq!(
        (&list["toggles"][0]["category"], &list["toggles"][0]["reason"], &list["toggles"][0]["by"]),
        (&json!("Fun"), &json!("it is late"), &json!("http"))
    );
    // `null` resets to what the program declares.
    for path in ["/discord/categories/Fun/enabled", "/discord/commands/play/enabled"] {
        assert_eq!(api.put(path, &json!({ "enabled": null })).await.status, 200);
    }
    assert_eq!(api.get("/discord/toggles").await.body["total"], 0);
    Ok(())
}

#[tokio::test]
async fn a_command_can_be_enabled_in_one_guild() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let here = json!({ "enabled": true, "guild_id": sandbox.guild().to_string() });
    Api::of(&sandbox).put("/discord/commands/work/enabled", &here).await;
    assert_eq!(alice.says("!work").await?.content, "worked");
    assert_eq!(alice.in_dm().says("!work").await?.content, OFF);
    Ok(())
}

#[tokio::test]
async fn a_disabled_handler_receives_no_events() -> Result<()> {
    let log = Log::default();
    let sandbox = Sandbox::start(bot().replace_state(log.clone())).await?;
    let api = Api::of(&sandbox);
    api.put("/discord/handlers/welcome/enabled", &json!({ "enabled": false })).await;
    sandbox.join("alice").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), Vec::<String>::new());
    api.put("/discord/handlers/welcome/enabled", &json!({ "enabled": true })).await;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["welcome"]);
    for (path, kind) in [("handlers/welcom", "handler"), ("categories/fum", "category")] {
        let unknown = api.put(&format!("/discord/{path}/enabled"), &json!({ "enabled": true })).await;
        assert_eq!((unknown.status.as_u16(), &unknown.body["code"]), (404, &json!("not_found")), "{kind}");
    }
    let incomplete = api.put("/discord/handlers/welcome/enabled", &json!({})).await;
    assert_eq!(incomplete.status, 400, "a missing field does not reset");
    Ok(())
}

#[tokio::test]
async fn owners_toggle_commands_on_discord() -> Result<()> {
    let discord = Discord::start().await?;
    let (alice, owner) = (discord.member("alice").await?, discord.owner());
    let sandbox = Sandbox::start_on(discord, bot().owner(owner.id())).await?;
    assert!(alice.says("!toggle disable play").await?.content.contains("owner"));
    assert_eq!(
        owner.says("!toggle disable play").await?.content,
        "The command `play` is disabled everywhere."
    );
    assert_eq!(alice.says("!play").await?.content, OFF);
    let enable = owner.slash("toggle").option("action", "enable").option("name", "fun").option("here", true);
    assert_eq!(enable.send().await?.content, "The category `Fun` is enabled in this server.");
    assert_eq!(alice.says("!play").await?.content, "played");
    assert_eq!(
        owner.says("!toggle disable nothing").await?.content,
        "There is no command, category, handler or schedule `nothing`."
    );
    let by = Api::of(&sandbox).get("/discord/toggles").await.body["toggles"][0]["by"].clone();
    assert_eq!(by, json!(format!("{} ({})", owner.name(), owner.id())));
    Ok(())
}

#[every("5m")]
async fn weed(log: &Log) {
    log.write("weed");
}

#[tokio::test]
async fn owners_toggle_schedules_on_discord() -> Result<()> {
    let discord = Discord::start().await?;
    let owner = discord.owner();
    let registry = Registry::empty().schedule::<weed>();
    let bot = Bot::builder().registry(registry).state(Log::default()).operator_commands().owner(owner.id());
    let sandbox = Sandbox::start_on(discord, bot).await?;
    let names = owner.slash("toggle").option("name", "wee").suggestions("name").await?;
    assert_eq!(names.iter().map(|name| name.name.as_str()).collect::<Vec<_>>(), ["weed"]);
    assert_eq!(
        owner.says("!toggle disable weed").await?.content,
        "The handler `weed` is disabled everywhere."
    );
    let status = Api::of(&sandbox).get("/discord/status").await.body;
    assert_eq!(status["schedules"][0]["enabled"], false);
    Ok(())
}

#[tokio::test]
async fn a_toggle_is_stored_audited_and_synced() -> Result<()> {
    let folder = TempFolder::new("stored");
    let sandbox = Sandbox::start(bot().config(folder.config()?)).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!play").await?.content, "played");
    let disable = json!({ "enabled": false, "reason": "broken" });
    Api::of(&sandbox).put("/discord/commands/play/enabled", &disable).await;
    sandbox.settle().await?;
    assert!(alice.slash("play").send().await.is_err(), "it is no longer in the list");
    let discord = sandbox.stop().await?;
    let sandbox = Sandbox::start_on(discord, bot().config(folder.config()?)).await?;
    assert_eq!(alice.says("!play").await?.content, OFF);
    sandbox.shutdown().await?;
    let audit = std::fs::read_to_string(folder.file("audit.jsonl"))?;
    let lines: Vec<Value> = audit.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let entries: Vec<String> =
        lines.iter().map(|line| format!("{} {}", line["type"], line["outcome"])).collect();
    assert_eq!(entries, ["\"invocation\" \"ok\"", "\"toggled\" null", "\"invocation\" \"disabled\""]);
    assert_eq!(
        (&lines[0]["command"], &lines[0]["user_id"], &lines[1]["reason"]),
        (&json!("play"), &json!(alice.id().to_string()), &json!("broken"))
    );
    Ok(())
}

#[tokio::test]
async fn toggles_of_another_process_are_applied() -> Result<()> {
    let folder = TempFolder::new("follow");
    let sandbox = Sandbox::start(bot().config(folder.config()?)).await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    api.put("/discord/commands/play/enabled", &json!({ "enabled": false })).await;
    assert_eq!(alice.says("!play").await?.content, OFF);
    let live = api.bare(reqwest::Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    let file = folder.file("state.json");
    let text = std::fs::read_to_string(&file)?.replace("\"enabled\": false", "\"enabled\": true");
    std::fs::write(&file, text)?;
    let applied = async { while api.get("/discord/toggles").await.body["toggles"][0]["enabled"] == false {} };
    tokio::time::timeout(Duration::from_secs(10), applied).await?;
    assert_eq!(alice.says("!play").await?.content, "played");
    // The change is announced as if it had been made in this process.
    let toggled = "\"type\":\"toggled\"";
    sandbox.settle().await?;
    let audit = folder.file("audit.jsonl");
    sandbox.shutdown().await?;
    assert_eq!(std::fs::read_to_string(audit)?.matches(toggled).count(), 2);
    assert_eq!(live.text().await?.matches(toggled).count(), 1);
    // An unreadable file keeps the bot from starting, so that disabled commands stay disabled.
    std::fs::write(&file, "{")?;
    let error = Sandbox::start(bot().config(folder.config()?)).await.unwrap_err().to_string();
    assert!(error.contains("DISCORD_STATE") && error.contains("repair the file"), "{error}");
    Ok(())
}

#[tokio::test]
async fn live_events_are_streamed() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    let live = api.bare(reqwest::Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    assert_eq!(live.headers()["content-type"], "text/event-stream");
    alice.says("!play").await?;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    api.put("/discord/commands/play/enabled", &json!({ "enabled": false })).await;
    // The stream ends with the bot.
    sandbox.shutdown().await?;
    let text = live.text().await?;
    let kinds: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("event: ")).collect();
    assert_eq!(kinds, ["invocation", "event", "toggled"], "{text}");
    assert!(text.contains("\"command\":\"play\"") && text.contains("\"handler\":\"welcome\""), "{text}");
    Ok(())
}

#[on_event(MemberJoin)]
async fn stumbles() -> Result<()> {
    Err("no legs".into())
}

#[tokio::test]
async fn a_new_subscriber_receives_earlier_failures() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().on_event::<stumbles>())).await?;
    let api = Api::of(&sandbox);
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let mut live = api.bare(reqwest::Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    let chunk = live.chunk().await?.unwrap();
    let text = String::from_utf8_lossy(&chunk);
    assert!(text.contains("\"handler\":\"stumbles\"") && text.contains("\"failed\":true"), "{text}");
    assert!(!text.contains("no legs"), "{text}");
    Ok(())
}

//! What operators switch off and on: at every surface, in a server or everywhere, and after a restart.

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

/// A file that is gone when the test is over.
struct Kept(PathBuf);

impl Kept {
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

impl Drop for Kept {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn bot() -> BotBuilder {
    Bot::builder().registry(registry()).state(Log::default()).help().operator_commands()
}

const OFF: &str = "This command is disabled at the moment.";

#[tokio::test]
async fn a_toggle_counts_at_every_surface() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    let button = alice.says("!offer").await?;
    assert!(alice.says("!help").await?.raw.to_string().contains("play"));
    let off = json!({ "enabled": false, "reason": "it is late" });
    let switched = api.put("/discord/categories/fun/enabled", &off).await;
    assert_eq!(
        (switched.status.as_u16(), &switched.body),
        (200, &json!({ "name": "Fun", "enabled": false }))
    );
    assert_eq!(alice.says("!play").await?.content, OFF);
    assert_eq!(alice.slash("play").send().await?.content, OFF);
    assert_eq!(alice.clicks(&button, "Again").await?.content, OFF);
    let http = api.execute("!play").await;
    assert_eq!((http.status.as_u16(), &http.body["code"]), (409, &json!("disabled")));
    assert!(!alice.says("!help").await?.raw.to_string().contains("play"));
    // What is said of the command itself is nearer than what is said of its category.
    api.put("/discord/commands/play/enabled", &json!({ "enabled": true })).await;
    assert_eq!(alice.says("!play").await?.content, "played");
    let list = api.get("/discord/toggles").await.body;
    assert_eq!(list["total"], 2);
    assert_eq!(
        (&list["toggles"][0]["category"], &list["toggles"][0]["reason"], &list["toggles"][0]["by"]),
        (&json!("Fun"), &json!("it is late"), &json!("http"))
    );
    // Back to what the program says.
    for path in ["/discord/categories/Fun/enabled", "/discord/commands/play/enabled"] {
        assert_eq!(api.put(path, &json!({ "enabled": null })).await.status, 200);
    }
    assert_eq!(api.get("/discord/toggles").await.body["total"], 0);
    Ok(())
}

#[tokio::test]
async fn a_server_may_have_what_others_have_not() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let here = json!({ "enabled": true, "guild_id": sandbox.guild().to_string() });
    Api::of(&sandbox).put("/discord/commands/work/enabled", &here).await;
    assert_eq!(alice.says("!work").await?.content, "worked");
    assert_eq!(alice.in_dm().says("!work").await?.content, OFF);
    Ok(())
}

#[tokio::test]
async fn a_handler_that_is_off_hears_nothing() -> Result<()> {
    let log = Log::default();
    let sandbox = Sandbox::start(bot().state(log.clone())).await?;
    let api = Api::of(&sandbox);
    api.put("/discord/handlers/welcome/enabled", &json!({ "enabled": false })).await;
    sandbox.join("alice").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), Vec::<String>::new());
    api.put("/discord/handlers/welcome/enabled", &json!({ "enabled": true })).await;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["welcome"]);
    for (path, what) in [("handlers/welcom", "handler"), ("categories/fum", "category")] {
        let unknown = api.put(&format!("/discord/{path}/enabled"), &json!({ "enabled": true })).await;
        assert_eq!((unknown.status.as_u16(), &unknown.body["code"]), (404, &json!("not_found")), "{what}");
    }
    let forgotten = api.put("/discord/handlers/welcome/enabled", &json!({})).await;
    assert_eq!(forgotten.status, 400, "a missing field is no reset");
    Ok(())
}

#[tokio::test]
async fn owners_toggle_on_discord() -> Result<()> {
    let discord = Discord::start().await?;
    let (alice, owner) = (discord.member("alice").await?, discord.owner());
    let sandbox = Sandbox::start_on(discord, bot().owner(owner.id())).await?;
    assert!(alice.says("!toggle disable play").await?.content.contains("owner"));
    assert_eq!(
        owner.says("!toggle disable play").await?.content,
        "The command `play` is disabled everywhere."
    );
    assert_eq!(alice.says("!play").await?.content, OFF);
    let on = owner.slash("toggle").option("action", "enable").option("name", "fun").option("here", true);
    assert_eq!(on.send().await?.content, "The category `Fun` is enabled in this server.");
    assert_eq!(alice.says("!play").await?.content, "played");
    assert_eq!(
        owner.says("!toggle disable nothing").await?.content,
        "There is no command, category or handler `nothing`."
    );
    let by = Api::of(&sandbox).get("/discord/toggles").await.body["toggles"][0]["by"].clone();
    assert_eq!(by, json!(format!("{} ({})", owner.name(), owner.id())));
    Ok(())
}

#[tokio::test]
async fn it_is_kept_and_audited_and_taken_out_of_the_list() -> Result<()> {
    let kept = Kept::new("kept");
    let sandbox = Sandbox::start(bot().config(kept.config()?)).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!play").await?.content, "played");
    let off = json!({ "enabled": false, "reason": "broken" });
    Api::of(&sandbox).put("/discord/commands/play/enabled", &off).await;
    sandbox.settle().await?;
    assert!(alice.slash("play").send().await.is_err(), "it is not in the list any more");
    let discord = sandbox.stop().await?;
    let sandbox = Sandbox::start_on(discord, bot().config(kept.config()?)).await?;
    assert_eq!(alice.says("!play").await?.content, OFF);
    sandbox.shutdown().await?;
    let audit = std::fs::read_to_string(kept.file("audit.jsonl"))?;
    let lines: Vec<Value> = audit.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let told: Vec<String> =
        lines.iter().map(|line| format!("{} {}", line["type"], line["outcome"])).collect();
    assert_eq!(told, ["\"invocation\" \"ok\"", "\"toggled\" null", "\"invocation\" \"disabled\""]);
    assert_eq!(
        (&lines[0]["command"], &lines[0]["user_id"], &lines[1]["reason"]),
        (&json!("play"), &json!(alice.id().to_string()), &json!("broken"))
    );
    Ok(())
}

#[tokio::test]
async fn what_another_process_writes_is_obeyed() -> Result<()> {
    let kept = Kept::new("follow");
    let sandbox = Sandbox::start(bot().config(kept.config()?)).await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    api.put("/discord/commands/play/enabled", &json!({ "enabled": false })).await;
    assert_eq!(alice.says("!play").await?.content, OFF);
    let live = api.bare(reqwest::Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    let file = kept.file("state.json");
    let text = std::fs::read_to_string(&file)?.replace("\"enabled\": false", "\"enabled\": true");
    std::fs::write(&file, text)?;
    let obeyed = async { while api.get("/discord/toggles").await.body["toggles"][0]["enabled"] == false {} };
    tokio::time::timeout(Duration::from_secs(10), obeyed).await?;
    assert_eq!(alice.says("!play").await?.content, "played");
    // It is told as if it had been done here.
    let told = "\"type\":\"toggled\"";
    sandbox.settle().await?;
    let audit = kept.file("audit.jsonl");
    // A file that cannot be read is an error at the start: what was switched off must not come back by that.
    sandbox.shutdown().await?;
    assert_eq!(std::fs::read_to_string(audit)?.matches(told).count(), 2);
    assert_eq!(live.text().await?.matches(told).count(), 1);
    std::fs::write(&file, "{")?;
    let error = Sandbox::start(bot().config(kept.config()?)).await.unwrap_err().to_string();
    assert!(error.contains("DISCORD_STATE") && error.contains("mend the file"), "{error}");
    Ok(())
}

#[tokio::test]
async fn what_happens_is_seen_while_it_happens() -> Result<()> {
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
async fn whoever_begins_to_watch_hears_of_what_failed_before() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().on_event::<stumbles>())).await?;
    let api = Api::of(&sandbox);
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let mut live = api.bare(reqwest::Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    let heard = live.chunk().await?.unwrap();
    let heard = String::from_utf8_lossy(&heard);
    assert!(heard.contains("\"handler\":\"stumbles\"") && heard.contains("\"failed\":true"), "{heard}");
    assert!(!heard.contains("no legs"), "{heard}");
    Ok(())
}

//! The HTTP surface: tokens, hosts, the status, the command list and how calls name ids.

use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::{Error, Registry};
use reqwest::{Method, StatusCode, header};
use serde_json::json;

use crate::api::{Api, send};

/// Roll a die.
///
/// As many sides as you like.
#[command(
    usage = "!roll [sides]",
    category = "Fun",
    aliases("dice"),
    cooldown = "1m",
    permissions(SEND_MESSAGES)
)]
async fn roll(
    /// How many sides
    #[arg(min = 2, max = 100, default = 6)]
    sides: u8,
) -> String {
    sides.to_string()
}

#[command(category = "Tools", hidden)]
async fn who(ctx: &Context) -> String {
    format!("{}|{:?}|{:?}|{:?}", ctx.author().name, ctx.guild_id(), ctx.channel_id(), ctx.message_id())
}

async fn sandbox() -> Result<Sandbox> {
    Ok(Sandbox::start(Bot::builder().registry(Registry::empty().command::<roll>().command::<who>())).await?)
}

#[tokio::test]
async fn only_the_probes_need_no_token() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    for path in ["/livez", "/readyz"] {
        assert_eq!(send(api.bare(Method::GET, path)).await.status, 200, "{path}");
    }
    let routes = [
        (Method::GET, "/discord/status"),
        (Method::GET, "/discord/commands"),
        (Method::POST, "/discord/execute"),
        (Method::POST, "/mcp-server/mcp"),
        (Method::POST, "/discord.status"),
        (Method::POST, "/discord.commands"),
        (Method::POST, "/discord.execute"),
        (Method::PUT, "/discord/commands/roll/enabled"),
    ];
    for (method, path) in routes {
        let refused = send(api.bare(method.clone(), path)).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(refused.headers[header::WWW_AUTHENTICATE], "Bearer");
        assert_eq!(refused.body["code"], "unauthorized");
        let refused = send(api.bare(method, path).bearer_auth("wrong")).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(api.get("/discord/nothing").await.status, 404);
    assert_eq!(api.get("/discord/execute").await.status, 405);
    Ok(())
}

#[tokio::test]
async fn unknown_hosts_and_large_bodies_are_refused() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    for path in ["/livez", "/discord/status"] {
        let request =
            api.bare(Method::GET, path).bearer_auth(&api.token).header(header::HOST, "evil.example");
        assert_eq!(send(request).await.status, StatusCode::MISDIRECTED_REQUEST);
    }
    let huge = json!({ "content": "x".repeat(70_000) });
    assert_eq!(api.post("/discord/execute", &huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let text =
        api.bare(Method::POST, "/discord/execute").bearer_auth(&api.token).body("{\"content\":\"!roll\"}");
    assert_eq!(
        send(text.header(header::CONTENT_TYPE, "text/plain")).await.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    Ok(())
}

#[tokio::test]
async fn the_status_describes_the_bot() -> Result<()> {
    let sandbox = sandbox().await?;
    sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    let status = api.get("/discord/status").await.body;
    assert_eq!(status["bot_name"], "sandbot");
    assert_eq!(status["state"], "connected");
    assert_eq!(status["guild_count"], 1);
    assert!(status["user_count"].as_u64().unwrap() >= 2);
    assert_eq!((&status["version"], &status["shards"][0]["guilds"]), (&json!(null), &json!(1)));
    assert_eq!(status["framework_version"], env!("CARGO_PKG_VERSION"));
    assert!(status["uptime_seconds"].as_f64().unwrap() > 0.0);
    assert_eq!(status["shards"][0]["id"], 0);
    assert_eq!((&status["shard_count"], &status["prefixes"]), (&json!(1), &json!(["!"])));
    assert_eq!(status["commands"], json!({ "total": 2, "enabled": 2 }));
    assert_eq!(api.post("/discord.status", &json!({})).await.body["bot_name"], "sandbot");
    Ok(())
}

#[tokio::test]
async fn a_version_is_that_of_the_bot() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<roll>()).version("7.8.9");
    let sandbox = Sandbox::start(bot).await?;
    let api = Api::of(&sandbox);
    assert_eq!(api.get("/discord/status").await.body["version"], "7.8.9");
    let document = api.get("/openapi.json").await.body;
    assert_eq!(
        (&document["info"]["title"], &document["info"]["version"]),
        (&json!("sandbot"), &json!("7.8.9"))
    );
    assert_eq!(document["info"]["x-framework-version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document["info"]["license"], json!(null));
    // The commands come first.
    let tags: Vec<&str> =
        document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    assert_eq!(tags, ["Fun", "Bot", "Toggles", "Log", "Probes", "Mindtrace"]);
    Ok(())
}

#[tokio::test]
async fn guilds_are_counted_without_a_cache() -> Result<()> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_CACHE" => Some("off".to_owned()),
        _ => None,
    })?;
    let bot = Bot::builder().registry(Registry::empty().command::<roll>()).config(config);
    let sandbox = Sandbox::start(bot).await?;
    let status = Api::of(&sandbox).get("/discord/status").await.body;
    assert_eq!((&status["guild_count"], &status["user_count"]), (&json!(1), &json!(null)), "{status}");
    Ok(())
}

#[tokio::test]
async fn the_list_describes_every_command() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let list = api.get("/discord/commands").await.body;
    assert_eq!(list["total"], 2);
    let expected = json!({
        "name": "roll",
            "kind": "chat", "description": "Roll a die.", "help": "As many sides as you like.", "usage": "!roll [sides]",
        "aliases": ["dice"], "category": "Fun", "enabled": true, "hidden": false, "cooldown": 60.0,
        "uses": 1, "counted_for": "user", "bucket": null, "concurrency": null, "checks": [], "guilds": [],
        "permissions": ["SEND_MESSAGES"], "bot_permissions": [], "contexts": "any", "nsfw": false, "owners_only": false,
        "ephemeral": false, "surfaces": ["prefix", "slash", "http"],
        "parameters": null,
    });
    let sides = json!({
        "name": "sides", "description": "How many sides", "type": "integer", "required": false, "list": false, "rest": false,
        "default": 6, "min": 2, "max": 100, "min_length": null, "max_length": null, "choices": [],
        "flag": false, "autocomplete": false, "below_caller": false, "channel_types": [],
    });
    let mut roll = list["commands"][0].clone();
    assert_eq!(roll["parameters"].take(), json!([sides]));
    assert_eq!(roll, expected);
    let tools = api.get("/discord/commands?category=tools").await.body;
    assert_eq!((&tools["total"], &tools["commands"][0]["name"]), (&json!(1), &json!("who")));
    assert_eq!(api.post("/discord.commands", &json!({})).await.body["total"], 2);
    Ok(())
}

#[tokio::test]
async fn ids_set_the_caller_and_location_as_string_or_number() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let channel = sandbox.channel("general")?;
    let guild = sandbox.guild();
    let expected =
        format!("alice|Some(GuildId({guild}))|Some(ChannelId({}))|Some(MessageId(7))", channel.id());
    let strings = json!({ "content": "!who", "author_id": alice.id().to_string(), "channel_id": channel.id().to_string(), "message_id": "7" });
    assert_eq!(api.post("/discord/execute", &strings).await.body["response"], expected);
    let numbers = json!({ "content": "/who", "author_id": alice.id().get(), "channel_id": channel.id().get(), "guild_id": guild.get(), "message_id": 7 });
    assert_eq!(api.post("/discord.execute", &numbers).await.body["response"], expected);
    assert!(
        api.execute("who").await.body["response"].as_str().unwrap().starts_with("sandbot|None|None|None")
    );
    for wrong in [
        json!({ "content": "!who", "author_id": 0 }),
        json!({ "content": "!who", "channel_id": "x" }),
        json!({ "content": 5 }),
        json!({}),
        json!({ "content": "  " }),
    ] {
        assert_eq!(api.post("/discord/execute", &wrong).await.status, 400, "{wrong}");
    }
    let elsewhere = json!({ "content": "!who", "channel_id": channel.id().to_string(), "guild_id": "4" });
    assert_eq!(api.post("/discord/execute", &elsewhere).await.status, 400);
    Ok(())
}

#[tokio::test]
async fn a_public_address_needs_a_token() -> Result<()> {
    let config = Config::from_lookup(|name| (name == "DISCORD_HTTP_ADDR").then(|| "0.0.0.0:0".to_owned()))?;
    let refused =
        Sandbox::start(Bot::builder().registry(Registry::empty()).config(config)).await.unwrap_err();
    assert!(matches!(refused, Error::HttpOpen(_)), "{refused}");
    Ok(())
}

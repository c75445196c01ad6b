//! The Rust client against a running bot.

use mindtrace_discord::Registry;
use mindtrace_discord::client::{Call, Client, ClientError};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;

use crate::handler_log::Log;

/// Count to a number.
#[command(category = "Numbers", cooldown = "1h")]
async fn count(to: u8) -> String {
    format!("1 … {to}")
}

#[derive(Event, serde::Deserialize)]
#[event(name = "order-paid", http)]
struct OrderPaid {
    order: u64,
}

#[on_event(OrderPaid)]
async fn paid(log: &Log, event: &OrderPaid) {
    log.write(event.order.to_string());
}

#[tokio::test]
async fn the_client_operates_a_running_bot() -> Result<()> {
    let log = Log::default();
    let registry = Registry::empty().command::<count>().on_event::<paid>().http_event::<OrderPaid>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).state(log.clone())).await?;
    let bot = Client::new(&sandbox.http_url().unwrap(), sandbox.http_token().unwrap());
    let status = bot.status().await?;
    assert_eq!(
        (status.bot_name.as_str(), status.state.as_str(), status.guild_count),
        ("sandbot", "connected", Some(1))
    );
    let [process] = &status.processes[..] else { panic!("there is one process") };
    assert_eq!((process.pid, &process.shards), (std::process::id(), &vec![0]));
    let commands = bot.commands().await?;
    assert_eq!((commands.len(), commands[0].category.as_deref()), (1, Some("Numbers")));
    assert_eq!(commands[0].rest["cooldown"], 3600.0);

    let call = Call::new("count").argument("to", 3).key("one");
    let dry = bot.call(call.clone().dry_run().key("dry")).await?;
    assert!(dry.dry_run && dry.response.is_none());
    let first = bot.call(call.clone()).await?;
    assert_eq!(first.response.as_deref(), Some("1 … 3"));
    assert_eq!(bot.call(call).await?, first, "it ran once");
    let Err(ClientError::Problem(refused)) = bot.execute("!count 4").await else {
        panic!("it is not refused")
    };
    assert_eq!((refused.status, refused.code.as_str()), (429, "cooldown"));
    assert!(refused.retry_after.is_some_and(|seconds| seconds > 3000));
    let Err(ClientError::Problem(wrong)) = bot.call(Call::new("count").argument("to", "many")).await else {
        panic!("it is not refused")
    };
    // The cooldown is checked before the arguments.
    assert_eq!(wrong.code, "cooldown");

    let history = bot.history().await?;
    assert_eq!((history.minutes.len(), history.since_start.succeeded), (60, 1));
    let [count] = &history.commands[..] else { panic!("one command was called") };
    assert_eq!((count.name.as_str(), count.calls.refused), ("count", 2));
    assert!(count.mean_ms.is_some_and(|ms| ms > 0.0));

    bot.toggle("count", false, Some("it is late")).await?;
    assert!(!bot.commands().await?[0].enabled);
    bot.emit("order-paid", &json!({ "order": 7 })).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["7"]);

    let unreachable = Client::new("http://127.0.0.1:1", "x".into());
    assert!(matches!(unreachable.status().await, Err(ClientError::Unreachable(_))));
    let unauthorized = Client::new(&sandbox.http_url().unwrap(), "wrong".into());
    let Err(ClientError::Problem(refused)) = unauthorized.status().await else { panic!("it is not refused") };
    assert_eq!(refused.code, "unauthorized");
    Ok(())
}

/// Compares the routes and fields that the client uses with the bot's OpenAPI document.
#[tokio::test]
async fn the_client_matches_the_openapi_document() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<count>())).await?;
    let document = crate::api::Api::of(&sandbox).get("/openapi.json").await.body;
    for (path, method) in [
        ("/discord/status", "get"),
        ("/discord/commands", "get"),
        ("/discord/history", "get"),
        ("/discord/commands/count", "post"),
        ("/discord/execute", "post"),
        ("/discord/commands/{name}/enabled", "put"),
        ("/discord/events/{name}", "post"),
    ] {
        assert!(document["paths"][path][method].is_object(), "{method} {path}");
    }
    let status = "bot_name state guild_count user_count latency_ms uptime_seconds version framework_version \
                  prefixes shard_count processes";
    let executed =
        "command response embeds ephemeral files poll delete_after followups reference elapsed_ms dry_run";
    let problem = "status code detail parameter retry_after reference";
    for (schema, fields) in [
        ("BotStatus", status),
        ("Process", "id host pid version started mode state shards"),
        ("History", "minutes commands since_start"),
        ("HistoryMinute", "at calls p50_ms p95_ms events"),
        ("CommandUse", "name calls mean_ms"),
        ("CallCounts", "succeeded refused failed"),
        ("EventCounts", "succeeded failed dropped"),
        ("Executed", executed),
        ("Problem", problem),
        ("Listed", "name kind description category enabled"),
        ("CommandList", "commands total"),
        ("ToggleChange", "enabled reason"),
    ] {
        let properties = &document["components"]["schemas"][schema]["properties"];
        for field in fields.split(' ') {
            assert!(properties[field].is_object(), "{schema} has no {field}");
        }
    }
    Ok(())
}

//! Shards over several processes, and sessions that the next process resumes.

use std::sync::Arc;

use mindtrace_discord::config::{Config, SessionSetting, ShardSetting};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::store::{Backend, MemoryStore, Scope};
use mindtrace_discord::{Error, GatewayError, Registry};
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::handler_log::Log;

/// Answer at once.
#[command]
async fn ping() -> &'static str {
    "pong"
}

#[on_event(Message)]
async fn heard(event: &Message, log: &Log) {
    log.write(event.content.clone());
}

#[on_event(GuildJoin)]
async fn joined(event: &GuildJoin, log: &Log) {
    log.write(format!("joined {}", event.guild.name));
}

#[on_event(ShardsReady)]
async fn ready(event: &ShardsReady, log: &Log) {
    log.write(format!("{} ready", event.total_shards));
}

/// Waits while the only permit is held.
#[on_event(ShardStateUpdate)]
async fn gated(gate: &Arc<Semaphore>) -> Result<()> {
    drop(gate.acquire().await?);
    Ok(())
}

fn bot(settings: &[(&str, &str)]) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| {
        let set = settings.iter().find(|(setting, _)| *setting == name).map(|(_, value)| *value);
        let value = set.or(match name {
            "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0"),
            "DISCORD_STATE" | "DISCORD_STORE" => Some("off"),
            _ => None,
        });
        value.map(str::to_owned)
    })?;
    Ok(Bot::builder().registry(Registry::empty().command::<ping>()).config(config))
}

/// A bot that logs what it receives, and keeps its sessions in `values`.
fn keeping(values: &Arc<MemoryStore>, log: &Log) -> Result<BotBuilder> {
    let registry = Registry::empty().command::<ping>().on_event::<heard>().on_event::<joined>();
    let bot = bot(&[("DISCORD_SESSIONS", "keep")])?.registry(registry);
    Ok(bot.state(log.clone()).store(values.clone()))
}

#[tokio::test]
async fn two_processes_divide_the_shards() -> Result<()> {
    let discord = Discord::start().await?;
    let log = Log::default();
    let mut bots = Vec::new();
    for part in ["0/2", "1/2"] {
        let registry = Registry::empty().command::<ping>().on_event::<ready>();
        let bot = bot(&[("DISCORD_SHARDS", part)])?.registry(registry).state(log.clone());
        bots.push(Sandbox::start_on(discord.clone(), bot).await?);
    }
    assert_eq!(log.take(), ["1 ready", "1 ready"], "each process counts its own shards");
    assert_eq!(discord.identifies(), 2);
    for (id, bot) in bots.iter().enumerate() {
        let api = Api::of(bot);
        assert_eq!(api.get("/readyz").await.status, 200);
        let status = api.get("/discord/status").await.body;
        let shards = &status["shards"];
        assert_eq!((shards.as_array().unwrap().len(), &shards[0]["id"]), (1, &id.into()));
        assert_eq!(status["shard_count"], 2);
    }
    let alice = discord.member("alice").await?;
    assert_eq!(alice.says("!ping").await?.content, "pong");
    for bot in &bots {
        bot.settle().await?;
    }
    assert_eq!(alice.messages().iter().filter(|message| message.content == "pong").count(), 1);
    // Only the process of the guild's shard can send a gateway command for it.
    let own = (discord.guild().get() >> 22) % 2;
    for (id, bot) in (0..).zip(&bots) {
        let asked = bot.handle().context()?.request_members(discord.guild(), "alice");
        if id == own {
            assert_eq!(asked, Ok(()));
        } else {
            let error = asked.unwrap_err();
            let shard = u32::try_from(own)?;
            assert_eq!(error, GatewayError::OtherProcess { shard });
            assert!(error.to_string().contains("another process"), "{error}");
        }
        bot.settle().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_next_process_resumes_and_neither_loses_nor_repeats_a_message() -> Result<()> {
    let (values, log) = (Arc::new(MemoryStore::default()), Log::default());
    let mut sandbox = Sandbox::start(keeping(&values, &log)?).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.settle().await?;
    log.take();
    let mut expected = Vec::new();
    for round in 0..3 {
        for number in 0..40 {
            let text = format!("message {round}.{number}");
            alice.posts(&text).await?;
            expected.push(text);
            if number % 4 == round {
                tokio::task::yield_now().await;
            }
            if number == 10 {
                sandbox.settle().await?;
            }
        }
        // Some of them are handled, some have arrived and wait for their handler, and some are on their way.
        let discord = sandbox.stop().await?;
        let between = format!("between {round}");
        alice.posts(&between).await?;
        expected.push(between);
        sandbox = Sandbox::start_on(discord, keeping(&values, &log)?).await?;
    }
    sandbox.settle().await?;
    assert_eq!(log.take(), expected);
    assert_eq!((sandbox.identifies(), sandbox.resumes()), (1, 3));
    assert_eq!(alice.says("!ping").await?.content, "pong");
    Ok(())
}

#[tokio::test]
async fn a_change_of_state_that_finds_no_room_repeats_no_message() -> Result<()> {
    let (values, log, gate) = (Arc::new(MemoryStore::default()), Log::default(), Arc::new(Semaphore::new(1)));
    let gating = || {
        let registry = Registry::empty().command::<ping>().on_event::<heard>().on_event::<gated>();
        let bot = bot(&[("DISCORD_SESSIONS", "keep"), ("DISCORD_EVENT_QUEUE", "3")])?.registry(registry);
        Ok::<_, BoxError>(bot.state(log.clone()).state(Arc::clone(&gate)).store(values.clone()))
    };
    let sandbox = Sandbox::start(gating()?).await?;
    let alice = sandbox.member("alice").await?;
    let closed = gate.acquire().await?;
    // Of the four changes, one is handled and three wait, so there is no room for the one at the end.
    let mut changes = sandbox.watch();
    sandbox.drop_connections().await;
    while sandbox.resumes() == 0 {
        changes.changed().await?;
    }
    alice.posts("hello").await?;
    while !log.take().contains(&"hello".to_owned()) {
        tokio::task::yield_now().await;
    }
    let opens = async {
        while values.get(Scope::Sessions, "0/1").await?.is_none() {
            tokio::task::yield_now().await;
        }
        drop(closed);
        Ok::<_, BoxError>(())
    };
    let (stopped, opened) = tokio::join!(sandbox.stop(), opens);
    opened?;
    let sandbox = Sandbox::start_on(stopped?, gating()?).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), Vec::<String>::new());
    assert_eq!(sandbox.resumes(), 2);
    Ok(())
}

#[tokio::test]
async fn a_resumed_session_knows_its_guilds() -> Result<()> {
    let (values, log) = (Arc::new(MemoryStore::default()), Log::default());
    let sandbox = Sandbox::start(keeping(&values, &log)?).await?;
    let guild = sandbox.guild();
    sandbox.outage(guild).await?;
    sandbox.settle().await?;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, keeping(&values, &log)?).await?;
    let api = Api::of(&sandbox);
    assert_eq!(api.get("/discord/status").await.body["guild_count"], 1);
    assert_eq!(sandbox.handle().context()?.cache().current_user().id, sandbox.bot());
    log.take();
    sandbox.end_outage(guild).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), Vec::<String>::new(), "the end of an outage is no join");
    sandbox.new_guild("Annex").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["joined Annex"]);
    assert_eq!(api.get("/discord/status").await.body["guild_count"], 2);
    Ok(())
}

#[tokio::test]
async fn a_session_that_discord_no_longer_has_is_replaced() -> Result<()> {
    let (values, log) = (Arc::new(MemoryStore::default()), Log::default());
    let sandbox = Sandbox::start(keeping(&values, &log)?).await?;
    let alice = sandbox.member("alice").await?;
    let discord = sandbox.stop().await?;
    // The sessions end, as they do on Discord some minutes after their connections.
    discord.invalidate_sessions(false).await;
    let sandbox = Sandbox::start_on(discord, keeping(&values, &log)?).await?;
    assert_eq!((sandbox.identifies(), sandbox.resumes()), (2, 0));
    assert_eq!(alice.says("!ping").await?.content, "pong");
    Ok(())
}

#[tokio::test]
async fn without_a_request_the_session_ends_with_the_process() -> Result<()> {
    let values = Arc::new(MemoryStore::default());
    let settings: [&[(&str, &str)]; 2] = [&[], &[("DISCORD_SESSIONS", "end")]];
    for settings in settings {
        let sandbox = Sandbox::start(bot(settings)?.store(values.clone())).await?;
        let sandbox = Sandbox::start_on(sandbox.stop().await?, bot(settings)?).await?;
        assert_eq!((sandbox.identifies(), sandbox.resumes()), (2, 0));
    }
    Ok(())
}

#[tokio::test]
async fn sessions_cannot_be_kept_in_memory() -> Result<()> {
    let Err(error) = Sandbox::start(bot(&[("DISCORD_SESSIONS", "keep")])?).await else {
        panic!("it started");
    };
    assert!(matches!(error, Error::Config(_)), "{error}");
    assert!(error.to_string().contains("DISCORD_STORE"), "{error}");
    Ok(())
}

#[tokio::test]
async fn the_builder_sets_the_shards_of_the_process() -> Result<()> {
    let bot = bot(&[("DISCORD_SHARDS", "4")])?;
    let sandbox = Sandbox::start(bot.shards(ShardSetting::Range { first: 1, last: 1, total: 3 })).await?;
    let status = Api::of(&sandbox).get("/discord/status").await.body;
    let ids: Vec<_> = status["shards"].as_array().unwrap().iter().map(|shard| shard["id"].as_u64()).collect();
    assert_eq!((ids, status["shard_count"].as_u64()), (vec![Some(1)], Some(3)));
    Ok(())
}

#[test]
fn shards_that_cannot_be_are_refused() -> Result<()> {
    for (shards, says) in [
        (ShardSetting::All(0), "from 1 to 100000"),
        (ShardSetting::Range { first: 0, last: 4, total: 4 }, "the last of 4 is 3"),
        (ShardSetting::Range { first: 2, last: 1, total: 4 }, "write `1-2/4`"),
        (ShardSetting::Lease(None), "`lease` needs DISCORD_REDIS_URL"),
    ] {
        let error = bot(&[])?.shards(shards).build().unwrap_err();
        let text = error.to_string();
        assert!(matches!(error, Error::Config(_)) && text.contains(says), "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn the_builder_says_what_becomes_of_the_sessions() -> Result<()> {
    for (setting, sessions, counts) in
        [("end", SessionSetting::Keep, (1, 1)), ("keep", SessionSetting::End, (2, 0))]
    {
        let values = Arc::new(MemoryStore::default());
        let settings = [("DISCORD_SESSIONS", setting)];
        let bot = || Ok::<_, BoxError>(bot(&settings)?.store(values.clone()).sessions(sessions));
        let sandbox = Sandbox::start(bot()?).await?;
        let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()?).await?;
        assert_eq!((sandbox.identifies(), sandbox.resumes()), counts, "{sessions:?}");
    }
    Ok(())
}

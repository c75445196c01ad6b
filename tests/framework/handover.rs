//! A bot that stops while events wait for their handlers: the next process handles each of them once.

use std::sync::Arc;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::store::{Backend, MemoryStore, Scope};
use serenity::all::ChannelType;
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::handler_log::Log;

/// Answer at once.
#[command]
async fn ping() -> &'static str {
    "pong"
}

fn is_from_a_user(event: &Message) -> bool {
    !event.author.bot
}

/// Logs that it has begun, and holds its queue while the gate is closed.
#[on_event(Message, filter = is_from_a_user)]
async fn slow(event: &Message, log: &Log, gate: &Arc<Semaphore>) -> Result<()> {
    log.write(event.content.clone());
    drop(gate.acquire().await?);
    Ok(())
}

#[on_event(MemberJoin)]
async fn welcome(event: &MemberJoin, log: &Log, gate: &Arc<Semaphore>) -> Result<()> {
    log.write(format!("{} joined", event.member.user.name));
    drop(gate.acquire().await?);
    Ok(())
}

#[on_event(ReactionAdd)]
async fn reacted(log: &Log, gate: &Arc<Semaphore>) -> Result<()> {
    log.write("reacted");
    drop(gate.acquire().await?);
    Ok(())
}

/// The second event of the same dispatch.
#[on_event(Reaction)]
async fn counted(log: &Log) {
    log.write("counted");
}

#[on_event(GuildJoin)]
async fn joined(event: &GuildJoin, log: &Log, gate: &Arc<Semaphore>) -> Result<()> {
    log.write(format!("the bot joined {}", event.guild.name));
    drop(gate.acquire().await?);
    Ok(())
}

#[on_event(GuildCreate)]
async fn appeared(event: &GuildCreate, log: &Log) {
    if event.is_new {
        log.write(format!("{} is new", event.guild.name));
    }
}

struct Test {
    values: Arc<MemoryStore>,
    log: Log,
    gate: Arc<Semaphore>,
}

impl Test {
    fn new() -> Self {
        Self { values: Arc::default(), log: Log::default(), gate: Arc::new(Semaphore::new(1)) }
    }

    fn bot(&self) -> Result<BotBuilder> {
        let config = Config::from_lookup(|name| {
            let value = match name {
                "DISCORD_SESSIONS" => "keep",
                "DISCORD_HTTP_ADDR" => "127.0.0.1:0",
                "DISCORD_STATE" | "DISCORD_STORE" => "off",
                _ => return None,
            };
            Some(value.to_owned())
        })?;
        let registry = Registry::empty().command::<ping>().on_event::<slow>().on_event::<welcome>();
        let registry = registry.on_event::<reacted>().on_event::<counted>();
        let registry = registry.on_event::<joined>().on_event::<appeared>();
        let bot = Bot::builder().registry(registry).config(config).store(self.values.clone());
        Ok(bot.state(self.log.clone()).state(Arc::clone(&self.gate)))
    }

    /// Stops the bot, whose handlers end when the session is stored, and starts the next one after `between`.
    async fn replace(
        &self,
        sandbox: Sandbox,
        closed: tokio::sync::SemaphorePermit<'_>,
        between: impl AsyncFnOnce() -> Result<()>,
    ) -> Result<(Vec<String>, Sandbox)> {
        let opens = async {
            while self.values.get(Scope::Sessions, "0/1").await?.is_none() {
                tokio::task::yield_now().await;
            }
            drop(closed);
            Ok::<_, BoxError>(())
        };
        let (stopped, opened) = tokio::join!(sandbox.stop(), opens);
        opened?;
        let discord = stopped?;
        let begun = self.begun();
        between().await?;
        let next = Sandbox::start_on(discord, self.bot()?).await?;
        next.settle().await?;
        Ok((begun, next))
    }

    /// Returns the handlers that have begun since the last call, sorted, because different queues run side by side.
    fn begun(&self) -> Vec<String> {
        let mut lines = self.log.take();
        lines.sort_unstable();
        lines
    }
}

/// Waits until so many events wait for their handlers.
async fn waiting(api: &Api, events: u64) {
    while api.get("/discord/status").await.body["events"]["waiting"] != events {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn events_that_wait_when_a_bot_stops_are_handled_once_by_the_next() -> Result<()> {
    let test = Test::new();
    let sandbox = Sandbox::start(test.bot()?).await?;
    let (alice, robot) = (sandbox.member("alice").await?, sandbox.bot_account("robot"));
    let elsewhere = sandbox.new_channel("elsewhere", ChannelType::Text).await?;
    let liked = robot.at(&elsewhere).posts("I am a bot").await?;
    sandbox.settle().await?;
    assert_eq!(test.begun(), Vec::<String>::new());
    let closed = test.gate.acquire().await?;
    for text in ["one", "!ping", "two"] {
        alice.posts(text).await?;
    }
    for name in ["bob", "carol"] {
        sandbox.join(name).await?;
    }
    alice.at(&elsewhere).reacts(&liked, "👍").await?;
    // The call, the second message, the answer to the call, the second member, and the second event of the reaction.
    waiting(&Api::of(&sandbox), 5).await;
    let between = async || {
        alice.posts("three").await?;
        Ok::<_, BoxError>(())
    };
    let (begun, next) = test.replace(sandbox, closed, between).await?;
    assert_eq!(begun, ["bob joined", "one", "reacted"]);
    assert_eq!(test.begun(), ["!ping", "carol joined", "counted", "three", "two"]);
    assert_eq!((next.identifies(), next.resumes()), (1, 1));
    let pongs = alice.messages().iter().filter(|message| message.content == "pong").count();
    assert_eq!(pongs, 1, "the call was answered by the first process: {}", next.transcript());
    // Nothing of it is left for a third one.
    let closed = test.gate.acquire().await?;
    let (begun, third) = test.replace(next, closed, async || Ok::<_, BoxError>(())).await?;
    assert_eq!((begun, test.begun()), (Vec::new(), Vec::new()));
    assert_eq!(alice.says("!ping").await?.content, "pong");
    assert_eq!((third.identifies(), third.resumes()), (1, 2));
    Ok(())
}

#[tokio::test]
async fn a_join_that_waits_when_a_bot_stops_is_one_for_the_next() -> Result<()> {
    let test = Test::new();
    let sandbox = Sandbox::start(test.bot()?).await?;
    sandbox.settle().await?;
    test.begun();
    let closed = test.gate.acquire().await?;
    sandbox.new_guild("Annex").await?;
    // `GuildCreate` waits behind the handler of `GuildJoin`.
    waiting(&Api::of(&sandbox), 1).await;
    let (begun, next) = test.replace(sandbox, closed, async || Ok::<_, BoxError>(())).await?;
    assert_eq!(
        (begun, test.begun()),
        (vec!["the bot joined Annex".to_owned()], vec!["Annex is new".to_owned()])
    );
    assert_eq!(Api::of(&next).get("/discord/status").await.body["guild_count"], 2);
    Ok(())
}

//! Settings of guilds and users, prefixes and scheduled events, across restarts.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use mindtrace_discord::prelude::*;
use mindtrace_discord::reply::ReplyError;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::store::{Backend, FileStore, Key, MemoryStore, StoreError};
use mindtrace_discord::{Error, Registry, TimerError, TimerId};

use crate::handler_log::Log;

const WELCOME: Key<ChannelId> = Key::new("welcome_channel");
const DAY: Duration = Duration::from_hours(24);

/// Choose the channel in which new members are welcomed.
#[command(guild_only, name = "welcome-in")]
async fn welcome_in(ctx: &Context, guild: &GuildId, channel: GuildChannel) -> Result<&'static str> {
    ctx.store().guild(*guild).set(WELCOME, &channel.id).await?;
    Ok("Stored.")
}

#[on_event(MemberJoin)]
async fn welcome(ctx: &Context, log: &Log, event: &MemberJoin) -> Result<()> {
    let guild = ctx.store().guild(event.member.guild_id);
    let count = guild.update("welcomed", |count: Option<u32>| count.unwrap_or(0) + 1).await?;
    log.write(format!("{count} {:?}", guild.get(WELCOME).await?));
    Ok(())
}

/// Work for coins.
#[command(guild_only)]
async fn work(ctx: &Context, guild: &GuildId) -> Result<String> {
    let member = ctx.store().member(*guild, ctx.author().id);
    let sums = join_all((0..20).map(|_| member.increment("coins", 1))).await;
    let most = sums.into_iter().collect::<Result<Vec<i64>, StoreError>>()?.into_iter().max();
    Ok(most.unwrap_or_default().to_string())
}

/// Store something.
#[command]
async fn keep(ctx: &Context, key: String, length: usize) -> String {
    match ctx.store().user(ctx.author().id).set(key, &"x".repeat(length)).await {
        Ok(()) => "kept".to_owned(),
        Err(StoreError::InvalidKey(_)) => "invalid key".to_owned(),
        Err(StoreError::ValueTooLarge { bytes, .. }) => format!("{bytes} bytes"),
        Err(error) => error.to_string(),
    }
}

#[command(name = "setprefix", guild_only)]
async fn set_prefix(ctx: &Context, prefix: Option<String>) -> Result<String> {
    ctx.set_prefix(prefix.as_deref()).await?;
    Ok(format!("now `{}`", ctx.prefix()))
}

#[derive(Event, serde::Serialize, serde::Deserialize)]
#[event(name = "reminder", stored)]
struct Reminder {
    text: String,
}

#[on_event(Reminder)]
async fn reminded(ctx: &Context, log: &Log, event: &Reminder) -> Result<()> {
    log.write(event.text.clone());
    ctx.say(format!("{}: {}", ctx.author().name, event.text)).await?;
    Ok(())
}

/// Remind me at a time.
#[command]
async fn remind(ctx: &Context, when: Timestamp, #[arg(rest)] text: String) -> Result<String> {
    Ok(ctx.schedule(when, Reminder { text }).await?.to_string())
}

/// Remind me after some time.
#[command(name = "remind-in")]
async fn remind_in(ctx: &Context, after: Duration, #[arg(rest)] text: String) -> Result<String> {
    match ctx.schedule_after(after, Reminder { text }).await {
        Ok(id) => Ok(id.to_string()),
        Err(error @ (TimerError::NotRegistered(_) | TimerError::OutOfRange)) => Ok(error.to_string()),
        Err(error) => Err(error.into()),
    }
}

/// Cancel a reminder.
#[command]
async fn forget(ctx: &Context, id: String) -> Result<String> {
    Ok(ctx.cancel_scheduled(&TimerId::from(id)).await?.to_string())
}

fn registry() -> Registry {
    Registry::empty()
        .command::<welcome_in>()
        .command::<work>()
        .command::<keep>()
        .command::<set_prefix>()
        .command::<remind>()
        .command::<remind_in>()
        .command::<forget>()
        .on_event::<welcome>()
        .on_event::<reminded>()
        .stored_event::<Reminder>()
}

fn bot(store: Arc<dyn Backend>, log: &Log) -> BotBuilder {
    Bot::builder().registry(registry()).state(log.clone()).store(store)
}

async fn november() -> Result<Discord> {
    Ok(Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?)
}

/// A file that is removed at the end of the test.
struct TempFile(PathBuf);

impl TempFile {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mindtrace-{name}-{}.redb", std::process::id()));
        let _ = std::fs::remove_file(&path);
        Self(path)
    }

    fn open(&self) -> Arc<dyn Backend> {
        Arc::new(FileStore::new(self.0.clone()))
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn a_setting_belongs_to_its_guild_and_survives_a_restart() -> Result<()> {
    let (file, log) = (TempFile::new("settings"), Log::default());
    let sandbox = Sandbox::start_on(Discord::start().await?, bot(file.open(), &log)).await?;
    let (alice, general) = (sandbox.member("alice").await?, sandbox.channel("general")?.id());
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["1 None"]);
    assert_eq!(alice.says(&format!("!welcome-in <#{general}>")).await?.content, "Stored.");
    let elsewhere = sandbox.handle().context()?.store().guild(GuildId::new(7));
    assert_eq!(elsewhere.get(WELCOME).await?, None);
    assert_eq!(elsewhere.keys("").await?, Vec::<String>::new());
    let discord = sandbox.stop().await?;
    assert!(matches!(elsewhere.get(WELCOME).await, Err(StoreError::Closed)));

    let sandbox = Sandbox::start_on(discord, bot(file.open(), &log)).await?;
    sandbox.join("carol").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), [format!("2 {:?}", Some(general))]);
    Ok(())
}

#[tokio::test]
async fn concurrent_updates_are_not_lost() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry()).state(Log::default())).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let (first, second) = tokio::join!(alice.says("!work"), bob.says("!work"));
    assert_eq!((first?.content, second?.content), ("20".to_owned(), "20".to_owned()));
    assert_eq!(alice.says("!work").await?.content, "40");
    Ok(())
}

#[tokio::test]
async fn invalid_keys_and_values_are_typed_errors() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry()).state(Log::default())).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!keep notes 10").await?.content, "kept");
    assert_eq!(alice.says("!keep \"two words\" 10").await?.content, "invalid key");
    assert_eq!(alice.says(&format!("!keep {} 10", "k".repeat(101))).await?.content, "invalid key");
    assert_eq!(alice.says("!keep notes 65535").await?.content, "65537 bytes");
    Ok(())
}

#[tokio::test]
async fn a_prefix_survives_a_restart() -> Result<()> {
    let (store, log) = (Arc::new(MemoryStore::default()), Log::default());
    let discord = Discord::start().await?;
    let here = discord.guild();
    let bot = || bot(store.clone(), &log).guild_prefixes([(here, "?".to_owned())]);
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    assert_eq!(sandbox.member("alice").await?.says("?setprefix $").await?.content, "now `$`");
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    assert_eq!(sandbox.member("alice").await?.says("$setprefix").await?.content, "now `!`");
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    assert_eq!(sandbox.member("alice").await?.says("!setprefix %").await?.content, "now `%`");
    Ok(())
}

#[tokio::test]
async fn a_reminder_for_march_is_raised_in_march() -> Result<()> {
    let log = Log::default();
    let sandbox = Sandbox::start_on(november().await?, bot(Arc::new(MemoryStore::default()), &log)).await?;
    let alice = sandbox.member("alice").await?;
    alice.says("!remind 2027-03-01T09:00Z water the plants").await?;
    alice.says("!remind-in 2h make tea").await?;
    let cancelled = alice.says("!remind-in 3h stretch").await?.content;
    assert_eq!(alice.says(&format!("!forget {cancelled}")).await?.content, "true");
    assert_eq!(alice.says(&format!("!forget {cancelled}")).await?.content, "false");
    assert_eq!(alice.says("!forget \"no id\"").await?.content, "false");
    sandbox.advance(DAY).await?;
    assert_eq!(log.take(), ["make tea"]);
    assert_eq!(alice.messages().last().unwrap().content, "alice: make tea", "{}", sandbox.transcript());
    // To 1 March, 08:00.
    sandbox.advance(DAY * 89 + Duration::from_hours(22)).await?;
    assert_eq!(log.take(), Vec::<String>::new());
    sandbox.advance(Duration::from_hours(1)).await?;
    assert_eq!(log.take(), ["water the plants"]);
    sandbox.advance(DAY).await?;
    assert_eq!(log.take(), Vec::<String>::new());
    // The time has passed.
    alice.says("!remind 2027-03-01T09:00Z look back").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["look back"]);
    Ok(())
}

#[tokio::test]
async fn a_reminder_survives_a_restart_and_is_raised_once() -> Result<()> {
    let (file, log) = (TempFile::new("reminders"), Log::default());
    let sandbox = Sandbox::start_on(november().await?, bot(file.open(), &log)).await?;
    let alice = sandbox.member("alice").await?;
    alice.says("!remind-in 1h early").await?;
    alice.says("!remind-in 3h late").await?;
    let cancelled = alice.says("!remind-in 4h never").await?.content;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot(file.open(), &log)).await?;
    sandbox.advance(Duration::from_hours(2)).await?;
    assert_eq!(log.take(), ["early"]);
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says(&format!("!forget {cancelled}")).await?.content, "true");
    let discord = sandbox.stop().await?;

    // While it is due, there is no bot.
    let idle = Bot::builder().registry(Registry::empty());
    let sandbox = Sandbox::start_on(discord, idle).await?;
    sandbox.advance(Duration::from_hours(2)).await?;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot(file.open(), &log)).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["late"]);
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot(file.open(), &log)).await?;
    sandbox.advance(DAY).await?;
    assert_eq!(log.take(), Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn an_event_unknown_after_an_upgrade_is_kept() -> Result<()> {
    let (store, log) = (Arc::new(MemoryStore::default()), Log::default());
    let sandbox = Sandbox::start_on(november().await?, bot(store.clone(), &log)).await?;
    sandbox.member("alice").await?.says("!remind-in 1h tea").await?;
    let other = Registry::empty().command::<remind_in>();
    let other = Bot::builder().registry(other).store(store.clone());
    let sandbox = Sandbox::start_on(sandbox.stop().await?, other).await?;
    let refused = sandbox.member("alice").await?.says("!remind-in 1h tea").await?.content;
    assert_eq!(refused, "the event `reminder` is not registered: add it with `Registry::stored_event`");
    sandbox.advance(DAY).await?;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot(store, &log)).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["tea"]);
    Ok(())
}

#[tokio::test]
async fn a_file_in_use_keeps_a_second_bot_from_starting() -> Result<()> {
    let (file, log) = (TempFile::new("in-use"), Log::default());
    let sandbox = Sandbox::start(bot(file.open(), &log)).await?;
    sandbox.handle().context()?.store().bot().set("started", &true).await?;
    let Err(error) = Sandbox::start(bot(file.open(), &log)).await else { panic!("it started") };
    assert!(matches!(error, Error::Store(StoreError::InUse(_))), "{error}");
    assert!(error.to_string().contains("DISCORD_STORE"), "{error}");
    Ok(())
}

#[test]
fn two_stored_events_with_one_name_are_refused() {
    mod other {
        use super::*;

        #[derive(Event, serde::Serialize, serde::Deserialize)]
        #[event(name = "reminder", stored)]
        pub(super) struct Duplicate;
    }
    let registry = Registry::empty().stored_event::<Reminder>().stored_event::<other::Duplicate>();
    let text = registry.validate().unwrap_err().to_string();
    assert!(text.contains("two events are named `reminder`, the other is at "), "{text}");
}

/// Read a note.
#[component("note:{page}/{text}", stored)]
async fn note(page: u32, text: String) -> String {
    format!("{page}: {}", text.len())
}

/// Write a note.
#[command]
async fn jot(ctx: &Context, length: usize) -> Result<Reply> {
    let id = note::id(ctx, 7, "x".repeat(length)).await?;
    Ok(Reply::new("Noted.").buttons([Button::new("Read", id.only_for(ctx.author().id))]))
}

#[tokio::test]
async fn a_value_that_does_not_fit_into_a_custom_id_is_stored() -> Result<()> {
    let store: Arc<dyn Backend> = Arc::new(MemoryStore::default());
    let bot = || {
        let registry = Registry::empty().command::<jot>().command::<note>();
        Bot::builder().registry(registry).store(Arc::clone(&store))
    };
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let (short, long) = (alice.says("!jot 10").await?, alice.says("!jot 1000").await?);
    assert!(alice.says("!jot 70000").await?.content.starts_with("Something went wrong"), "64 KiB");
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.clicks(&short, "Read").await?.content, "7: 10");
    assert_eq!(alice.clicks(&long, "Read").await?.content, "7: 1000", "also after a restart");
    let bob = sandbox.member("bob").await?;
    assert_eq!(bob.clicks(&long, "Read").await?.content, "This is for another user.");
    sandbox.advance(DAY * 31).await?;
    assert!(alice.clicks(&long, "Read").await?.content.starts_with("This has expired"));
    Ok(())
}

/// Write a note that is to be read for a long time.
#[command]
async fn pin(ctx: &Context, length: usize) -> Result<Option<Reply>> {
    let id = note::id(ctx, 7, "x".repeat(length)).await?.expires_in(DAY * 60);
    match ctx.reply(Reply::new("Noted.").buttons([Button::new("Read", id)])).await {
        Err(ReplyError::StoredTooLong) => Ok(Some(Reply::new("too long"))),
        sent => {
            sent?;
            Ok(None)
        }
    }
}

#[tokio::test]
async fn a_component_does_not_outlive_its_stored_values() -> Result<()> {
    let registry = Registry::empty().command::<pin>().command::<note>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!pin 1000").await?.content, "too long");
    let short = alice.says("!pin 10").await?;
    assert_eq!(short.content, "Noted.");
    sandbox.advance(DAY * 59).await?;
    assert_eq!(alice.clicks(&short, "Read").await?.content, "7: 10", "its values are not stored");
    Ok(())
}

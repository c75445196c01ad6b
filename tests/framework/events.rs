//! Event handlers: several for one event, their order and isolation, and guild joins during outages.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

use crate::handler_log::Log;

#[on_event(MemberJoin, order = 10)]
async fn last(log: &Log, event: &MemberJoin) {
    log.write(format!("last {}", event.member.user.name));
}

#[on_event(MemberJoin)]
async fn panics(log: &Log) {
    log.write("panics");
    panic!("hunter2");
}

#[on_event(MemberJoin, order = 1)]
async fn fails(log: &Log) -> Result<()> {
    log.write("fails");
    Err("hunter2".into())
}

#[on_event(MemberJoin, order = -10)]
async fn first(log: &Log, ctx: &Context) {
    log.write(format!("first {}", ctx.author().name));
}

#[on_event(MemberLeave)]
async fn left(log: &Log, event: &MemberLeave) {
    log.write(format!("left {}", event.user.name));
}

#[on_event(GuildJoin)]
async fn invited(log: &Log, event: &GuildJoin) {
    log.write(format!("invited to {}", event.guild.name));
}

#[on_event(GuildLeave)]
async fn removed(log: &Log, event: &GuildLeave) {
    log.write(format!("removed from {}", event.guild.as_ref().map_or("?", |guild| &guild.name)));
}

#[on_event(Ready)]
async fn ready(log: &Log, event: &Ready) {
    log.write(format!("ready {}", event.data.guilds.len()));
}

#[on_event(Message)]
async fn message(log: &Log, event: &Message) {
    log.write(format!("{}: {}", event.author.name, event.content));
}

#[on_event(Reaction)]
async fn reaction(log: &Log, ctx: &Context, event: &Reaction) {
    log.write(format!("{} {:?} {}", ctx.author().name, event.change, event.emoji));
}

#[on_event(VoiceStateUpdate)]
async fn voice(log: &Log, event: &VoiceStateUpdate) {
    let state = |channel: Option<ChannelId>| if channel.is_some() { "in" } else { "out" };
    log.write(format!(
        "{} -> {}",
        state(event.old.as_ref().and_then(|old| old.channel_id)),
        state(event.new.channel_id)
    ));
}

async fn sandbox(registry: Registry) -> Result<(Sandbox, Log)> {
    let log = Log::default();
    Ok((Sandbox::start(Bot::builder().registry(registry).state(log.clone())).await?, log))
}

#[tokio::test(flavor = "multi_thread")]
async fn handlers_start_in_order_and_are_isolated() -> Result<()> {
    let registry =
        Registry::empty().on_event::<last>().on_event::<panics>().on_event::<fails>().on_event::<first>();
    let (sandbox, log) = sandbox(registry).await?;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["first bob", "panics", "fails", "last bob"]);
    Ok(())
}

macro_rules! loggers {
    ($($module:ident: $event:ident;)*) => {$(
        mod $module {
            use super::{$event, Log, on_event};

            #[on_event($event)]
            pub(super) async fn log(log: &Log, _event: &$event) {
                log.write(stringify!($event));
            }
        }
    )*};
}

loggers! {
    joins: MemberJoin;
    leaves: MemberLeave;
}

#[tokio::test]
async fn handlers_from_one_macro_line_are_all_registered() -> Result<()> {
    let registry = Registry::empty().on_event::<joins::log>().on_event::<leaves::log>();
    assert_eq!(registry.event_handlers().count(), 2);
    let (sandbox, log) = sandbox(registry).await?;
    sandbox.join("bob").await?.leaves().await?;
    sandbox.settle().await?;
    let mut lines = log.take();
    lines.sort();
    assert_eq!(lines, ["MemberJoin", "MemberLeave"]);
    Ok(())
}

#[tokio::test]
async fn every_event_reaches_its_handler() -> Result<()> {
    let registry = Registry::empty()
        .on_event::<ready>()
        .on_event::<left>()
        .on_event::<message>()
        .on_event::<reaction>()
        .on_event::<voice>();
    let (sandbox, log) = sandbox(registry).await?;
    assert_eq!(log.take(), ["ready 1"]);
    let alice = sandbox.member("alice").await?;
    let posted = alice.posts("hi").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["alice: hi"]);
    alice.reacts(&posted, "👍").await?;
    sandbox.settle().await?;
    alice.unreacts(&posted, "👍").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["alice Added 👍", "alice Removed 👍"]);
    let channel = sandbox.channel("voice")?;
    alice.joins_voice(&channel).await?;
    sandbox.settle().await?;
    alice.leaves_voice().await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["out -> in", "in -> out"]);
    alice.leaves().await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["left alice"]);
    Ok(())
}

#[tokio::test]
async fn outages_are_neither_guild_joins_nor_leaves() -> Result<()> {
    let (sandbox, log) = sandbox(Registry::empty().on_event::<invited>().on_event::<removed>()).await?;
    assert_eq!(log.take(), Vec::<String>::new(), "the guilds at the start are not new");
    sandbox.outage(sandbox.guild()).await?;
    sandbox.end_outage(sandbox.guild()).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), Vec::<String>::new(), "an outage is not a removal");
    let second = sandbox.new_guild("Second").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["invited to Second"]);
    sandbox.remove_bot_from(second).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["removed from Second"]);
    Ok(())
}

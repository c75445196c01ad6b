//! Custom events: emitted by handlers, by other tasks, and over HTTP.

use std::time::Duration;

use mindtrace_discord::event::EventScope;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::id::{ChannelId, GuildId};
use mindtrace_discord::{EmitError, Registry};
use serde_json::json;

use crate::api::Api;
use crate::handler_log::Log;

#[derive(Event)]
struct MemberPromoted {
    member: Member,
    role: RoleId,
}

#[on_event(MemberUpdate)]
async fn compare(ctx: &Context, event: &MemberUpdate) {
    let (Some(old), Some(new)) = (&event.old, &event.new) else { return };
    for role in new.roles.iter().filter(|role| !old.roles.contains(role)) {
        ctx.emit(MemberPromoted { member: new.clone(), role: *role });
    }
}

#[on_event(MemberPromoted)]
async fn promoted(ctx: &Context, log: &Log, event: &MemberPromoted) {
    assert_eq!(
        ctx.guild_id(),
        Some(event.member.guild_id),
        "an emitted event has the scope of its handler's event"
    );
    assert_eq!(ctx.author().id, event.member.user.id);
    log.write(format!("{} is now {}", event.member.user.name, event.role));
}

#[derive(Event, serde::Deserialize)]
#[event(name = "order-paid", http)]
struct OrderPaid {
    order: u64,
    #[event(guild)]
    shop: Option<GuildId>,
    #[event(channel)]
    counter: Option<ChannelId>,
    #[event(user)]
    buyer: UserId,
}

#[on_event(OrderPaid)]
async fn celebrate(ctx: &Context, log: &Log, event: &OrderPaid) -> Result<()> {
    log.write(format!("{} paid {} in {:?}", ctx.author().name, event.order, ctx.guild_id()));
    if ctx.channel_id().is_some() {
        ctx.say("Sold!").await?;
    }
    Ok(())
}

struct ByHand(GuildId);

impl Event for ByHand {
    const NAME: &'static str = "by-hand";

    fn scope(&self) -> EventScope {
        EventScope::none().in_guild(self.0)
    }
}

#[on_event(ByHand)]
async fn by_hand(ctx: &Context, log: &Log) {
    log.write(format!("{:?} by {}", ctx.guild_id(), ctx.author().name));
}

fn registry() -> Registry {
    Registry::empty()
        .on_event::<compare>()
        .on_event::<promoted>()
        .on_event::<celebrate>()
        .on_event::<by_hand>()
        .http_event::<OrderPaid>()
}

async fn sandbox() -> Result<(Sandbox, Log)> {
    let log = Log::default();
    Ok((Sandbox::start(Bot::builder().registry(registry()).state(log.clone())).await?, log))
}

#[tokio::test]
async fn an_emitted_event_inherits_the_handlers_scope() -> Result<()> {
    let (sandbox, log) = sandbox().await?;
    // The member cache holds members who joined while the bot was running.
    let alice = sandbox.join("alice").await?;
    let role = sandbox.role("helper", Permissions::empty()).await?;
    alice.gets(&role).await?;
    sandbox.settle().await?;
    alice.loses(&role).await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), [format!("alice is now {}", role.id())]);
    Ok(())
}

#[tokio::test]
async fn an_event_declares_its_scope() -> Result<()> {
    let (sandbox, log) = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let shop = sandbox.guild();
    sandbox.emit(OrderPaid { order: 1, shop: Some(shop), counter: None, buyer: alice.id() })?;
    sandbox.emit(OrderPaid { order: 2, shop: None, counter: None, buyer: alice.id() })?;
    sandbox.emit(ByHand(shop))?;
    sandbox.settle().await?;
    let mut lines = log.take();
    lines.sort();
    let guild = format!("Some({shop:?})");
    assert_eq!(
        lines,
        [
            format!("{guild} by sandbot"),
            format!("alice paid 1 in {guild}"),
            "alice paid 2 in None".to_owned()
        ]
    );
    Ok(())
}

#[tokio::test]
async fn emitting_fails_while_the_bot_is_not_running() -> Result<()> {
    let log = Log::default();
    let bot = Bot::builder().registry(registry()).state(log.clone());
    let handle = bot.build()?.handle();
    assert_eq!(handle.emit(ByHand(GuildId::new(1))), Err(EmitError::NotRunning));
    assert!(handle.context().is_err());
    Ok(())
}

#[tokio::test]
async fn http_callers_raise_events_declared_for_http() -> Result<()> {
    let (sandbox, log) = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let api = Api::of(&sandbox);
    let body = json!({
        "order": 7,
        "shop": sandbox.guild().to_string(),
        "counter": sandbox.channel("general")?.id().to_string(),
        "buyer": alice.id().to_string(),
    });
    let raised = api.post("/discord/events/order-paid", &body).await;
    assert_eq!(raised.status, 202, "{:?}", raised.body);
    assert_eq!(raised.body, json!({ "event": "order-paid", "handlers": 1 }));
    assert_eq!(alice.sees().await?.content, "Sold!");
    assert_eq!(log.take(), [format!("alice paid 7 in Some({:?})", sandbox.guild())]);
    Ok(())
}

#[tokio::test]
async fn an_invalid_event_body_names_its_field() -> Result<()> {
    let (sandbox, _log) = sandbox().await?;
    let api = Api::of(&sandbox);
    let misfit = api.post("/discord/events/order-paid", &json!({ "order": "seven", "buyer": "1" })).await;
    assert_eq!(misfit.status, 400);
    assert_eq!(misfit.body["parameter"], "order");
    assert_eq!(misfit.body["detail"], "The body is invalid: invalid type: string \"seven\", expected u64.");
    let unknown = api.post("/discord/events/by-hand", &json!({})).await;
    assert_eq!((unknown.status.as_u16(), &unknown.body["code"]), (404, &json!("unknown_event")));
    assert_eq!(
        unknown.body["detail"],
        "There is no event `by-hand` with `#[event(http)]`. The bot has: order-paid."
    );
    Ok(())
}

#[tokio::test]
async fn an_http_event_is_refused_when_its_queue_is_full() -> Result<()> {
    let log = Log::default();
    let stuck = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    let registry = Registry::empty().on_event::<waits>().http_event::<OrderPaid>();
    let bot = Bot::builder()
        .registry(registry)
        .state(log.clone())
        .state(std::sync::Arc::clone(&stuck))
        .event_queue(1, mindtrace_discord::config::Overflow::DropNew);
    let sandbox = Sandbox::start(bot).await?;
    let api = Api::of(&sandbox);
    let body = json!({ "order": 1, "buyer": "1" });
    // The handler has the first event, the second waits in the queue, the third is refused.
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(api.post("/discord/events/order-paid", &body).await.status.as_u16());
    }
    assert_eq!(answers, [202, 202, 503]);
    assert_eq!(api.get("/discord/status").await.body["events"], json!({ "waiting": 1, "dropped": 1 }));
    stuck.add_permits(2);
    sandbox.settle().await?;
    assert_eq!(log.take(), ["1", "1"]);
    Ok(())
}

#[on_event(OrderPaid, timeout = "1m")]
async fn waits(log: &Log, stuck: &std::sync::Arc<tokio::sync::Semaphore>, event: &OrderPaid) -> Result<()> {
    tokio::time::timeout(Duration::from_secs(30), stuck.acquire()).await??.forget();
    log.write(event.order.to_string());
    Ok(())
}

#[test]
fn duplicate_event_names_are_refused() {
    mod other {
        use super::*;

        #[derive(Event, serde::Deserialize)]
        #[event(name = "order-paid", http)]
        pub(super) struct Duplicate;
    }
    let registry = Registry::empty().http_event::<OrderPaid>().http_event::<other::Duplicate>();
    let text = registry.validate().unwrap_err().to_string();
    assert!(text.contains("two events are named `order-paid`, the other is at "), "{text}");
}

//! Cooldowns and concurrency limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use futures::StreamExt;
use futures::future::join_all;
use futures::stream::FuturesUnordered;
use mindtrace_discord::__private::check;
use mindtrace_discord::Registry;
use mindtrace_discord::command::{Check, Concurrency, Cooldown, CooldownScope};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use serde_json::json;
use tokio::sync::{Notify, Semaphore};

use crate::api::Api;
use crate::deferral::until_deferred;

const HOUR: u64 = 3_600_000;

async fn ok(_: &Context) -> &'static str {
    "ok"
}

by_hand!(Guild, "guild", ok, .cooldown(Cooldown::new(1, HOUR).scope(CooldownScope::Guild)));
by_hand!(Channel, "channel", ok, .cooldown(Cooldown::new(1, HOUR).scope(CooldownScope::Channel)));
by_hand!(Member, "member", ok, .cooldown(Cooldown::new(1, HOUR).scope(CooldownScope::Member)));
by_hand!(Global, "global", ok, .cooldown(Cooldown::new(1, HOUR).scope(CooldownScope::Global)));
by_hand!(Twice, "twice", ok, .cooldown(Cooldown::new(2, HOUR)));
by_hand!(Find, "find", ok, .cooldown(Cooldown::new(2, HOUR).bucket("search")));
by_hand!(Seek, "seek", ok, .cooldown(Cooldown::new(2, HOUR).bucket("search")));

async fn sandbox(registry: Registry) -> Result<Sandbox> {
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

fn is_slowed_down(answer: &str) -> bool {
    answer.starts_with("Slow down: you can use this again <t:")
}

#[tokio::test]
async fn cooldowns_are_counted_by_scope() -> Result<()> {
    let registry =
        Registry::empty().command::<Guild>().command::<Channel>().command::<Member>().command::<Global>();
    let sandbox = sandbox(registry).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let elsewhere = bob.at(&sandbox.channel("nsfw")?);

    assert_eq!(alice.says("!guild").await?.content, "ok");
    assert!(is_slowed_down(&elsewhere.slash("guild").send().await?.content), "a guild shares its cooldown");
    assert_eq!(bob.in_dm().says("!guild").await?.content, "ok");
    assert_eq!(
        alice.in_dm().says("!guild").await?.content,
        "ok",
        "each user has their own in direct messages"
    );

    assert_eq!(alice.says("!channel").await?.content, "ok");
    assert!(is_slowed_down(&bob.says("!channel").await?.content));
    assert_eq!(elsewhere.says("!channel").await?.content, "ok");

    assert_eq!(alice.says("!member").await?.content, "ok");
    assert_eq!(bob.says("!member").await?.content, "ok");
    assert_eq!(alice.in_dm().says("!member").await?.content, "ok");
    assert!(is_slowed_down(&alice.says("!member").await?.content));

    assert_eq!(alice.in_dm().says("!global").await?.content, "ok");
    assert!(is_slowed_down(&bob.says("!global").await?.content));
    assert_eq!(Api::of(&sandbox).execute("!global").await.status, 429);
    Ok(())
}

#[tokio::test]
async fn cooldowns_allow_bursts_and_share_buckets() -> Result<()> {
    let registry = Registry::empty().command::<Twice>().command::<Find>().command::<Seek>();
    let sandbox = sandbox(registry).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!twice").await?.content, "ok");
    assert_eq!(alice.says("!twice").await?.content, "ok");
    assert!(is_slowed_down(&alice.says("!twice").await?.content));
    assert_eq!(alice.says("!find").await?.content, "ok");
    assert_eq!(alice.slash("seek").send().await?.content, "ok");
    assert!(is_slowed_down(&alice.says("!find").await?.content));
    assert!(is_slowed_down(&alice.says("!seek").await?.content));
    Ok(())
}

#[tokio::test]
async fn a_wait_is_a_timestamp_on_discord_and_text_over_http() -> Result<()> {
    let sandbox = sandbox(Registry::empty().command::<Member>()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    alice.says("!member").await?;
    let refusal = alice.says("!member").await?.content;
    let at = refusal.rsplit_once("<t:").and_then(|(_, rest)| rest.strip_suffix(":R>."));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
    assert!((now + 3590..=now + 3601).contains(&at.unwrap().parse()?), "{refusal}");
    let refused = api.execute_as(&sandbox, &alice, "!member").await;
    assert_eq!(refused.body["detail"], "Slow down: you can use this again in 60 minutes.");
    assert!(refused.headers.contains_key("retry-after"));
    Ok(())
}

/// Counts the runs of the check.
struct Asked(Arc<AtomicU32>);

async fn refuses_the_first(ctx: &Context) -> bool {
    ctx.state::<Asked>().is_some_and(|asked| asked.0.fetch_add(1, Ordering::Relaxed) > 0)
}

by_hand!(Checked, "checked", ok,
    .cooldown(Cooldown::new(1, HOUR))
    .checks(const { &[Check::Is("refuses_the_first", |ctx| check(refuses_the_first(ctx)))] }));

#[tokio::test]
async fn a_cooldown_is_checked_before_and_used_after_checks() -> Result<()> {
    let asked = Arc::new(AtomicU32::new(0));
    let registry = Registry::empty().command::<Checked>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).state(Asked(Arc::clone(&asked)))).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!checked").await?.content, "You cannot use this command here.");
    assert_eq!(alice.says("!checked").await?.content, "ok", "a refused call takes no use");
    assert!(is_slowed_down(&alice.says("!checked").await?.content));
    assert_eq!(asked.load(Ordering::Relaxed), 2, "the cooldown is checked before the checks run");
    Ok(())
}

async fn lucky(ctx: &Context) -> Result<&'static str> {
    ctx.reply("nothing found").await?;
    ctx.refund_cooldown();
    ctx.refund_cooldown();
    Ok("so it cost nothing")
}

by_hand!(Lucky, "lucky", lucky, .cooldown(Cooldown::new(1, HOUR)));

#[tokio::test]
async fn a_handler_refunds_its_cooldown_once() -> Result<()> {
    let sandbox = sandbox(Registry::empty().command::<Lucky>()).await?;
    let alice = sandbox.member("alice").await?;
    for _ in 0..3 {
        assert_eq!(alice.says("!lucky").await?.content, "nothing found");
        assert_eq!(alice.sees().await?.content, "so it cost nothing");
    }
    Ok(())
}

/// Notifies the test when a handler starts, and lets the handler end when the test opens the gate.
struct Gate {
    started: Semaphore,
    open: Notify,
    running: AtomicU32,
}

async fn long(ctx: &Context) -> &'static str {
    let Some(gate) = ctx.state::<Arc<Gate>>() else { return "no gate" };
    assert_eq!(gate.running.fetch_add(1, Ordering::SeqCst), 0, "another call is running");
    gate.started.add_permits(1);
    gate.open.notified().await;
    gate.running.fetch_sub(1, Ordering::SeqCst);
    "done"
}

by_hand!(Alone, "alone", long,
    .cooldown(Cooldown::new(1, HOUR)).concurrency(Concurrency::new(CooldownScope::Global, 1)));
by_hand!(Queue, "queue", long, .concurrency(Concurrency::new(CooldownScope::Guild, 1).wait_millis(60_000)));

async fn gated(registry: Registry) -> Result<(Sandbox, Arc<Gate>)> {
    let gate = Arc::new(Gate { started: Semaphore::new(0), open: Notify::new(), running: AtomicU32::new(0) });
    let bot = Bot::builder().registry(registry).state(Arc::clone(&gate));
    Ok((Sandbox::start(bot).await?, gate))
}

#[tokio::test]
async fn one_permit_admits_one_of_five_callers() -> Result<()> {
    let (sandbox, gate) = gated(Registry::empty().command::<Alone>()).await?;
    let api = Api::of(&sandbox);
    let mut members = Vec::new();
    for name in ["alice", "bob", "carol", "dave", "erin"] {
        members.push(sandbox.join(name).await?);
    }
    let ask = async |member| (member, api.execute_as(&sandbox, member, "alone").await);
    let calls = members.iter().map(ask);
    let mut calls: FuturesUnordered<_> = calls.collect();
    let mut refused = Vec::new();
    while refused.len() < 4 {
        let (member, answer) = calls.next().await.unwrap();
        assert_eq!((answer.status.as_u16(), &answer.body["code"]), (429, &json!("busy")));
        refused.push(member);
    }
    let refusal = refused[0].says("!alone").await?.content;
    assert_eq!(refusal, "This is running already. Please try again when it is done.");
    gate.open.notify_one();
    assert_eq!(calls.next().await.unwrap().1.body["response"], "done");
    assert_eq!(gate.started.available_permits(), 1, "no other call ran");
    // The refused calls took no use, and the permit is free again.
    gate.open.notify_one();
    assert_eq!(refused[0].says("!alone").await?.content, "done");
    Ok(())
}

#[tokio::test]
async fn a_waiting_caller_runs_when_the_permit_is_free() -> Result<()> {
    let (sandbox, gate) = gated(Registry::empty().command::<Queue>()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.posts("!queue").await?;
    gate.started.acquire().await?.forget();
    let waiting = bob.slash("queue");
    let opened = async {
        gate.open.notify_one();
        gate.started.acquire().await.map(tokio::sync::SemaphorePermit::forget)?;
        gate.open.notify_one();
        Ok::<_, BoxError>(())
    };
    let (answer, opened) = tokio::join!(waiting.send(), opened);
    opened?;
    assert_eq!(answer?.content, "done");
    Ok(())
}

#[derive(Default)]
struct Calls(AtomicU32);

/// Panics, then hangs, then answers.
async fn moody(ctx: &Context) -> &'static str {
    match ctx.state::<Calls>().map_or(0, |calls| calls.0.fetch_add(1, Ordering::SeqCst)) {
        0 => panic!("out of order"),
        1 => std::future::pending().await,
        _ => "well",
    }
}

by_hand!(Moody, "moody", moody,
    .concurrency(Concurrency::new(CooldownScope::Global, 1).wait_millis(60_000)).timeout_millis(500));

#[tokio::test]
async fn a_permit_is_always_released() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<Moody>()).state(Calls::default());
    let sandbox = Sandbox::start(bot).await?;
    let api = Api::of(&sandbox);
    let calls = join_all((0..3).map(|_| api.execute("moody"))).await;
    let mut statuses: Vec<u16> = calls.iter().map(|call| call.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 500, 504], "{:?}", calls.iter().map(|call| &call.text).collect::<Vec<_>>());
    assert_eq!(api.execute("moody").await.body["response"], json!("well"));
    Ok(())
}

/// The first run keeps the permit until the test opens the gate.
async fn late(ctx: &Context) -> Result<&'static str> {
    let Some(gate) = ctx.state::<Arc<Gate>>() else { return Ok("no gate") };
    if gate.running.fetch_add(1, Ordering::SeqCst) == 0 {
        gate.started.add_permits(1);
        tokio::select! {
            // Its timeout does not count in here.
            slept = ctx.sleep(Duration::from_hours(1)) => slept?,
            () = gate.open.notified() => {}
        }
    }
    // A run that is done at its first poll is never late.
    tokio::task::yield_now().await;
    Ok("done")
}

async fn hang(_: &Context) -> &'static str {
    std::future::pending().await
}

by_hand!(Late, "late", late,
    .concurrency(Concurrency::new(CooldownScope::Global, 1).wait_millis(60_000)).timeout_millis(500));
by_hand!(Hang, "hang", hang, .timeout_millis(700));

#[tokio::test]
async fn waiting_for_a_permit_does_not_count_towards_the_timeout() -> Result<()> {
    let (sandbox, gate) = gated(Registry::empty().command::<Late>().command::<Hang>()).await?;
    let api = Api::of(&sandbox);
    let later = async {
        gate.started.acquire().await?.forget();
        // The second call waits for longer than its timeout.
        let opened = async {
            let hung = api.execute("hang").await;
            gate.open.notify_one();
            hung.status.as_u16()
        };
        Ok::<_, BoxError>(tokio::join!(api.execute("late"), opened))
    };
    let (first, later) = tokio::join!(api.execute("late"), later);
    let (second, hung) = later?;
    assert_eq!((first.body["response"].as_str(), hung), (Some("done"), 504), "{}", first.text);
    assert_eq!(second.body["response"], "done", "{}", second.text);
    Ok(())
}

static DEFERRED: Notify = Notify::const_new();

/// The first run takes until the second call is deferred.
async fn drowsy(ctx: &Context) -> &'static str {
    if ctx.state::<Calls>().is_some_and(|calls| calls.0.fetch_add(1, Ordering::SeqCst) == 0) {
        DEFERRED.notified().await;
    }
    "awake"
}

by_hand!(Drowsy, "drowsy", drowsy,
    .concurrency(Concurrency::new(CooldownScope::Global, 1).wait_millis(60_000)));

#[tokio::test]
async fn a_call_that_waits_for_a_permit_is_deferred() -> Result<()> {
    let bot = Bot::builder().registry(Registry::empty().command::<Drowsy>()).state(Calls::default());
    let sandbox = Sandbox::start(bot).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.posts("!drowsy").await?;
    let opened = async {
        until_deferred(&sandbox, &bob).await?;
        DEFERRED.notify_one();
        Ok::<(), BoxError>(())
    };
    let (answer, opened) = tokio::join!(bob.slash("drowsy").send(), opened);
    opened?;
    let answer = answer?;
    assert_eq!((answer.content.as_str(), answer.deferred), ("awake", true));
    Ok(())
}

#[tokio::test]
async fn a_caller_who_disconnects_leaves_the_wait_queue() -> Result<()> {
    let (sandbox, gate) = gated(Registry::empty().command::<Queue>()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    alice.posts("!queue").await?;
    gate.started.acquire().await?.forget();
    // A caller who disconnects while waiting leaves the queue.
    let bob = sandbox.member("bob").await?;
    let hung_up = tokio::time::timeout(Duration::from_millis(200), api.execute_as(&sandbox, &bob, "queue"));
    assert!(hung_up.await.is_err());
    gate.open.notify_one();
    sandbox.settle().await?;
    assert_eq!(gate.started.available_permits(), 0);
    tokio::time::timeout(Duration::from_secs(5), sandbox.shutdown()).await??;
    Ok(())
}

#[tokio::test]
async fn concurrent_calls_share_a_single_use() -> Result<()> {
    let sandbox = sandbox(Registry::empty().command::<Guild>()).await?;
    let mut members = Vec::new();
    for name in ["ann", "ben", "cid", "dan", "eve"] {
        members.push(sandbox.member(name).await?);
    }
    let answers = join_all(members.iter().map(|member| member.slash("guild").send())).await;
    let answers = answers.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(answers.iter().filter(|answer| answer.content == "ok").count(), 1);
    assert_eq!(answers.iter().filter(|answer| is_slowed_down(&answer.content)).count(), 4);
    Ok(())
}

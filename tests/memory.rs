//! Memory is back to the base line after each fault that the sandbox injects.
//!
//! An allocator counts the live bytes of this process, in which the bot, the emulator and the test run, so there is one test only. The
//! emulator keeps messages, interactions and the frames for a resume, so live bytes grow with every call. A fault passes if the same calls
//! grow them as much as without it. `cargo test -p tests --test memory -- --nocapture` prints the measurements.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::print_stdout,
    reason = "a test fails by panicking, and this one prints measurements"
)]

use std::alloc::System;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future;
use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Fault, Injection, Member as Caller, Sandbox};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The most bytes by which a round with a fault may grow further than one without. A round that ends with another connection in the pool
/// differs by its buffers, about 40 KiB on both sides.
const ALLOWANCE: i64 = 128 << 10;

/// The most bytes by which a call may grow what the emulator keeps: two messages with their frames, and an interaction.
const PER_CALL: i64 = 16 << 10;

/// The times that a fault happens in a round. A fault that kept something would keep it as often.
const REPEATS: usize = 3;

/// The rounds that are measured for a fault until one of them passes. A table that doubles, or a cache that the first fault of its kind
/// creates, grows once; a leak grows every time.
const ATTEMPTS: usize = 3;

/// The rounds before the first measurement: caches of the process are created, and the symbols of backtraces are loaded.
const WARM_UP: usize = 10;

/// A connection that lasted this long is replaced without a delay.
const STABLE: Duration = Duration::from_secs(61);

/// The time for which a command sleeps.
const SLEEP: Duration = Duration::from_mins(1);

/// How a test sees that a fault is over.
#[derive(Clone, Copy)]
enum Over {
    /// The bot is idle.
    Idle,
    /// The session was resumed.
    Resumed,
    /// A new session has begun.
    Identified,
}

/// Faults of the gateway and of the clock. Every other close code is handled like one of these two, except 4004 and 4010 to 4014, which
/// end the bot.
const GATEWAY_AND_CLOCK: &[(&[&str], Over)] = &[
    (&["close 4000"], Over::Resumed),
    (&["close 4009"], Over::Identified),
    (&["drop"], Over::Resumed),
    (&["freeze"], Over::Resumed),
    (&["reconnect"], Over::Resumed),
    (&["invalid-session"], Over::Identified),
    (&["invalid-session resumable"], Over::Resumed),
    (&["no-acks"], Over::Resumed),
    (&["no-hello", "drop"], Over::Resumed),
    (&["refuse-connection", "drop"], Over::Resumed),
    (&["repeat MESSAGE_CREATE"], Over::Idle),
    (&["repeat INTERACTION_CREATE"], Over::Idle),
    (&["repeat-as-new MESSAGE_CREATE"], Over::Idle),
    (&["repeat-as-new INTERACTION_CREATE"], Over::Idle),
    (&["unknown-event"], Over::Idle),
    (&["unknown-opcode"], Over::Idle),
    (&["bad-json"], Over::Idle),
    (&["bad-utf8"], Over::Resumed),
    (&["bad-compression"], Over::Resumed),
    // The emulator keeps each dispatch for a resume, until the session is over.
    (&["huge-frame 8", "invalid-session"], Over::Identified),
    (&["frame {\"op\":0,\"t\":\"TYPING_START\",\"s\":1,\"d\":[]}"], Over::Idle),
    (&["clock-jump 1h"], Over::Idle),
    (&["clock-back 1h"], Over::Idle),
];

/// The requests with which both surfaces answer.
const ANSWERS: &[&str] = &["POST /messages", "PATCH /messages/@original"];

/// Faults of requests, and the requests that they meet. The status 401 is not among them, because it ends the bot.
const REQUESTS: &[(&str, &[&str])] = &[
    ("status 503", ANSWERS),
    ("status-after 503", ANSWERS),
    ("rate-limit 0.2", ANSWERS),
    ("rate-limit 0.2 shared", ANSWERS),
    ("rate-limit 0.2 global", ANSWERS),
    ("ban", ANSWERS),
    ("bad-headers", ANSWERS),
    // Of messages only, so that no caller of a slash command waits for ten seconds.
    ("hang", &["POST /messages"]),
    ("hang-in-body", &["POST /messages"]),
    ("truncate", ANSWERS),
    ("wrong-json", ANSWERS),
    ("body {}", ANSWERS),
    ("reset", ANSWERS),
    ("reset-after", ANSWERS),
];

/// Faults that happen together, as they are typed.
struct Case {
    faults: Vec<String>,
    over: Over,
}

fn cases() -> Vec<Case> {
    let typed = |faults: &[&str]| faults.iter().map(|fault| (*fault).to_owned()).collect::<Vec<_>>();
    let others = GATEWAY_AND_CLOCK.iter().map(|(faults, over)| Case { faults: typed(faults), over: *over });
    let on = |(fault, requests): &(&str, &[&str])| Case {
        faults: requests.iter().map(|request| format!("{fault} on {request}")).collect(),
        over: Over::Idle,
    };
    others.chain(REQUESTS.iter().map(on)).collect()
}

/// The commands, each of which counts its calls.
const COMMANDS: [&str; 4] = ["answers", "slow", "fails", "panics"];

/// Answer at once.
#[command]
async fn answers(calls: &Arc<AtomicUsize>) -> &'static str {
    calls.fetch_add(1, Ordering::SeqCst);
    "done"
}

/// Answer a minute later.
#[command]
async fn slow(ctx: &Context, calls: &Arc<AtomicUsize>) -> Result<&'static str> {
    calls.fetch_add(1, Ordering::SeqCst);
    ctx.defer().await?;
    ctx.sleep(SLEEP).await?;
    Ok("done at last")
}

/// Fail.
#[command]
async fn fails(calls: &Arc<AtomicUsize>) -> Result<()> {
    calls.fetch_add(1, Ordering::SeqCst);
    Err("as planned".into())
}

/// Panic.
#[command]
async fn panics(calls: &Arc<AtomicUsize>) -> Result<()> {
    calls.fetch_add(1, Ordering::SeqCst);
    panic!("as planned");
}

#[tokio::test]
async fn memory_is_back_to_the_base_line_after_every_fault() -> Result<()> {
    let cases = cases();
    let is_injected = |name: &str| {
        cases.iter().any(|case| case.faults.iter().any(|fault| fault.split(' ').next() == Some(name)))
    };
    for name in Fault::NAMES {
        assert!(is_injected(name), "`{name}` is missing in the lists above");
    }
    let bot = Subject::start().await?;
    for _ in 0..WARM_UP {
        bot.round(None).await?;
    }
    // The frames of a session that has just begun are all kept, and a round without a fault grows by its frames as well.
    bot.suffers(&Case { faults: vec!["invalid-session".to_owned()], over: Over::Identified }).await?;
    let mut base = i64::MAX;
    for _ in 0..ATTEMPTS {
        base = base.min(bot.growth(None).await?);
    }
    let calls = i64::try_from(REPEATS * COMMANDS.len() * 2)?;
    println!("{base:>8} B in a round of {calls} calls without a fault");
    assert!(base <= calls * PER_CALL, "{base} bytes are kept after {calls} calls");
    let mut kept = Vec::new();
    for case in &cases {
        let mut least = i64::MAX;
        for _ in 0..ATTEMPTS {
            least = least.min(bot.growth(Some(case)).await? - base);
            if least <= ALLOWANCE {
                break;
            }
        }
        let fault = case.faults.join(", ");
        println!("{least:>+8} B with `{fault}`");
        if least > ALLOWANCE {
            kept.push(format!("`{fault}` keeps {least} bytes in a round"));
        }
    }
    assert!(kept.is_empty(), "{}", kept.join("\n"));
    bot.sandbox.shutdown().await?;
    Ok(())
}

/// A bot in the sandbox, and how often its commands ran.
struct Subject {
    sandbox: Sandbox,
    alice: Caller,
    calls: Arc<AtomicUsize>,
}

impl Subject {
    async fn start() -> Result<Self> {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_HTTP_ADDR" | "DISCORD_STATE" | "DISCORD_STORE" => Some("off".to_owned()),
            _ => None,
        })?;
        let calls = Arc::new(AtomicUsize::new(0));
        let registry =
            Registry::empty().command::<answers>().command::<slow>().command::<fails>().command::<panics>();
        let bot = Bot::builder().registry(registry).config(config).state(Arc::clone(&calls));
        let discord = Discord::builder().heartbeat_interval(Duration::from_secs(5)).start().await?;
        let sandbox = Sandbox::start_on(discord, bot).await?;
        let alice = sandbox.member("alice").await?;
        Ok(Self { sandbox, alice, calls })
    }

    /// Returns by how many live bytes the process grows in a round.
    async fn growth(&self, case: Option<&Case>) -> Result<i64> {
        let before = live();
        self.round(case).await?;
        Ok(live() - before)
    }

    /// Lets faults happen several times, and calls each command after each time.
    async fn round(&self, case: Option<&Case>) -> Result<()> {
        for _ in 0..REPEATS {
            pass(STABLE).await;
            if let Some(case) = case {
                self.suffers(case).await?;
            }
            self.called().await?;
        }
        Ok(())
    }

    /// Injects faults and waits until they are over, or until they wait for a request.
    async fn suffers(&self, case: &Case) -> Result<()> {
        let (resumes, identifies) = (self.sandbox.resumes(), self.sandbox.identifies());
        for fault in &case.faults {
            self.sandbox.inject(fault.parse::<Injection>()?).await?;
        }
        match case.over {
            Over::Idle => {}
            Over::Resumed => self.until(|discord| discord.resumes() > resumes).await,
            Over::Identified => self.until(|discord| discord.identifies() > identifies).await,
        }
        self.settle().await
    }

    /// Calls each command at both surfaces, and checks that each ran once.
    async fn called(&self) -> Result<()> {
        let before = self.calls.load(Ordering::SeqCst);
        for command in COMMANDS {
            self.alice.posts(&format!("!{command}")).await?;
        }
        self.settle().await?;
        self.sandbox.advance(SLEEP).await?;
        for command in COMMANDS {
            // The first one is polled first, so the call is made before the clock moves.
            let answer = self.alice.slash(command).send();
            let (answer, advanced) = future::join(answer, self.sandbox.advance(SLEEP)).await;
            advanced?;
            assert!(!answer?.content.is_empty());
        }
        self.settle().await?;
        assert_eq!(self.calls.load(Ordering::SeqCst) - before, 2 * COMMANDS.len());
        Ok(())
    }

    /// Waits until the emulator is in a state. Where the bot waits for a time, that passes at once.
    async fn until(&self, condition: impl Fn(&Discord) -> bool) {
        for _ in 0..1000 {
            if condition(self.sandbox.discord()) {
                return;
            }
            let mut changes = self.sandbox.watch();
            if tokio::time::timeout(IDLE, changes.changed()).await.is_err() {
                pass(STEP).await;
            }
        }
        panic!("{}", self.sandbox.transcript());
    }

    /// Waits until the bot is idle. Where it waits for a time, that passes at once.
    async fn settle(&self) -> Result<()> {
        for _ in 0..300 {
            let mut changes = self.sandbox.watch();
            let idle = async { while tokio::time::timeout(IDLE, changes.changed()).await.is_ok() {} };
            tokio::select! {
                settled = self.sandbox.settle() => return Ok(settled?),
                () = idle => pass(STEP).await,
            }
        }
        Ok(self.sandbox.settle().await?)
    }
}

/// The time without a change of the emulator after which the bot waits for a time to pass. The bot, the emulator and the test share a
/// thread, so a slow machine does not make a difference.
const IDLE: Duration = Duration::from_millis(100);

/// The time that passes at once. It is shorter than any timeout, so that no request in progress is given up for it.
const STEP: Duration = Duration::from_secs(1);

/// Moves the clock of timeouts, delays and heartbeats.
async fn pass(duration: Duration) {
    tokio::time::pause();
    tokio::time::advance(duration).await;
    tokio::time::resume();
}

/// Returns the number of bytes that are allocated.
fn live() -> i64 {
    let stats = ALLOCATOR.stats();
    i64::try_from(stats.bytes_allocated - stats.bytes_deallocated).unwrap()
}

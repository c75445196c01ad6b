//! One round: a bot is started, warmed up, and measured under each load.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::bail;

use super::{Bot, BotProcess, Executables, ServerProcess};
use crate::server::{Job, Mode};

/// The commands in flight in the loads with many.
const MANY: u64 = 64;

/// The number of messages that are no command, for each command of the other loads.
const NOISE: u64 = 5;

/// What was measured of a bot in one round.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The bot.
    pub bot: Bot,
    /// The number of its commands.
    pub commands: u16,
    /// Milliseconds from the start of the process to IDENTIFY.
    pub cold_start_millis: f64,
    /// The most memory it had resident, in KiB.
    pub peak_kib: u64,
    /// The loads.
    pub loads: Vec<Load>,
}

/// What was measured under one load.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// The kind of the events.
    pub mode: Mode,
    /// The number of commands that waited for their answers at once.
    pub in_flight: u64,
    /// Milliseconds of CPU time for each 1,000 events.
    pub cpu_millis: f64,
    /// Events per second.
    pub throughput: f64,
    /// The median latency in microseconds.
    pub p50_micros: f64,
    /// The 99th percentile of the latency in microseconds.
    pub p99_micros: f64,
    /// Commands without an answer.
    pub lost: u64,
    /// Further answers to answered commands, and answers with a wrong text.
    pub doubled: u64,
}

/// Measures a bot once.
///
/// # Errors
///
/// Fails if the bot or the server ends early.
pub fn round(executables: &Executables, bot: Bot, commands: u16, count: u64) -> anyhow::Result<Sample> {
    let mut server = ServerProcess::start(executables)?;
    let started = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    let process = BotProcess::start(&executables.path(bot.executable()), &server, commands, &[])?;
    let cold_start_millis = (server.identified()? - started) * 1000.0;
    let mut loads = Vec::new();
    for (mode, in_flight) in
        [(Mode::Prefix, 1), (Mode::Prefix, MANY), (Mode::Slash, 1), (Mode::Slash, MANY), (Mode::Noise, MANY)]
    {
        server.run(Job { mode, count: count / 10, in_flight, gap_micros: 0, faults: false })?;
        let count = if mode == Mode::Noise { count * NOISE } else { count };
        let before = process.cpu_millis()?;
        let outcome = server.run(Job { mode, count, in_flight, gap_micros: 0, faults: false })?;
        let used = process.cpu_millis()? - before;
        loads.push(Load {
            mode,
            in_flight,
            cpu_millis: as_float(used) * 1000.0 / as_float(count),
            throughput: outcome.throughput,
            p50_micros: outcome.p50_micros,
            p99_micros: outcome.p99_micros,
            lost: outcome.lost,
            doubled: outcome.doubled + outcome.wrong,
        });
    }
    let peak_kib = process.peak_kib()?;
    process.stop()?;
    Ok(Sample { bot, commands, cold_start_millis, peak_kib, loads })
}

/// The number of parts of a soak test, after each of which memory is measured.
const PARTS: u64 = 10;

/// Calls a slash command this many times, and returns the resident memory in KiB after each tenth.
///
/// With `faults`, 1 % of the handlers panic, 1 % of the requests fail, and the gateway drops its connection every ten seconds.
///
/// # Errors
///
/// Fails if the bot or the server ends early, or if an answer is missing.
pub fn soak(executables: &Executables, bot: Bot, count: u64, faults: bool) -> anyhow::Result<Vec<u64>> {
    let mut server = ServerProcess::start(executables)?;
    let panics = ["env".to_owned(), "BENCH_PANICS=1".to_owned()];
    let wrapper = if faults { &panics[..] } else { &[] };
    let process = BotProcess::start(&executables.path(bot.executable()), &server, 10, wrapper)?;
    server.identified()?;
    let mut memory = Vec::new();
    for _ in 0..PARTS {
        let job = Job { mode: Mode::Slash, count: count / PARTS, in_flight: MANY, gap_micros: 0, faults };
        let outcome = server.run(job)?;
        if outcome.lost + outcome.doubled + outcome.wrong > 0 {
            bail!("{outcome:?}");
        }
        memory.push(process.resident_kib()?);
    }
    process.stop()?;
    Ok(memory)
}

/// The time after a burst in which memory has to be given back.
const REST: Duration = Duration::from_mins(1);

/// The memory of a bot around a burst, in KiB.
#[derive(Clone, Copy, Debug)]
pub struct Burst {
    /// Before it.
    pub before: u64,
    /// The most during it.
    pub peak: u64,
    /// A minute after it.
    pub after: u64,
}

/// Calls a slash command this many times at once.
///
/// # Errors
///
/// Fails if the bot or the server ends early, or if an answer is missing.
pub fn burst(executables: &Executables, bot: Bot, count: u64) -> anyhow::Result<Burst> {
    let mut server = ServerProcess::start(executables)?;
    let process = BotProcess::start(&executables.path(bot.executable()), &server, 10, &[])?;
    server.identified()?;
    let job = |count| Job { mode: Mode::Slash, count, in_flight: count, gap_micros: 0, faults: false };
    server.run(job(100))?;
    let before = process.resident_kib()?;
    let outcome = server.run(job(count))?;
    if outcome.lost + outcome.doubled + outcome.wrong > 0 {
        bail!("{outcome:?}");
    }
    let peak = process.peak_kib()?;
    std::thread::sleep(REST);
    let after = process.resident_kib()?;
    process.stop()?;
    Ok(Burst { before, peak, after })
}

/// Converts a count, of which there are never as many as a `f64` cannot hold.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn as_float(count: u64) -> f64 {
    count as f64
}

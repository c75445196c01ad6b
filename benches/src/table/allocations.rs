//! Counts heap allocations, as the difference of two runs.

use anyhow::{Context, bail};

use super::instructions::{GAP_MICROS, RUNS};
use super::measure::as_float;
use super::{BotProcess, Executables, ServerProcess};
use crate::server::{Job, Mode};

/// The heap allocations of one event of the bot on this framework.
#[derive(Clone, Copy, Debug)]
pub struct Allocations {
    /// Of a prefix command.
    pub prefix: f64,
    /// Of a slash command.
    pub slash: f64,
    /// Of a message that is no command.
    pub noise: f64,
}

/// Counts the allocations of each kind of event.
///
/// # Errors
///
/// Fails if an answer is missing.
pub fn allocations(executables: &Executables) -> anyhow::Result<Allocations> {
    let per_event = |mode: Mode| {
        let mut counts = [0; 2];
        for (allocated, count) in counts.iter_mut().zip(RUNS) {
            *allocated =
                run(executables, Job { mode, count, in_flight: 1, gap_micros: GAP_MICROS, faults: false })?;
        }
        let more = counts[1].saturating_sub(counts[0]);
        Ok::<f64, anyhow::Error>(as_float(more) / as_float(RUNS[1] - RUNS[0]))
    };
    Ok(Allocations {
        prefix: per_event(Mode::Prefix)?,
        slash: per_event(Mode::Slash)?,
        noise: per_event(Mode::Noise)?,
    })
}

fn run(executables: &Executables, job: Job) -> anyhow::Result<u64> {
    let mut server = ServerProcess::start(executables)?;
    let process = BotProcess::start(&executables.path("allocations"), &server, 10, &[])?;
    server.identified()?;
    let outcome = server.run(job)?;
    if outcome.lost + outcome.doubled + outcome.wrong > 0 {
        bail!("{outcome:?}");
    }
    process.stop()?.trim().parse().context("the bot printed no number")
}

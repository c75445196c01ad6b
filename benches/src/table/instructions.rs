//! Counts instructions under callgrind.
//!
//! A bot runs twice with different numbers of events. The difference leaves out what happens once, such as the start.

use std::path::Path;

use anyhow::{Context, bail};

use super::{Bot, BotProcess, Executables, ServerProcess};
use crate::server::{Job, Mode};

/// The numbers of events of the two runs.
pub(super) const RUNS: [u64; 2] = [200, 1200];

/// The pause between two messages that are no command, so that they are read one at a time. Under callgrind a bot needs about a
/// millisecond for each.
pub(super) const GAP_MICROS: u64 = 3000;

/// glibc clears and copies large buffers with one `rep` instruction where the processor is good at it, and callgrind counts each of its
/// iterations: a byte. These thresholds make it use vector instructions everywhere.
const TUNABLES: &str = "GLIBC_TUNABLES=glibc.cpu.x86_rep_stosb_threshold=1000000000:glibc.cpu.x86_rep_movsb_threshold=1000000000";

/// User-space instructions of one event.
#[derive(Clone, Copy, Debug)]
pub struct Instructions {
    /// The bot.
    pub bot: Bot,
    /// The number of its commands.
    pub commands: u16,
    /// For a prefix command.
    pub prefix: u64,
    /// For a slash command.
    pub slash: u64,
    /// For a message that is no command, among many that arrive at once.
    pub noise: u64,
    /// For a message that is no command and arrives alone.
    pub alone: u64,
}

/// Counts the instructions of a bot. The profiles stay in `profiles`, named after bot, number of commands, event and run.
///
/// # Errors
///
/// Fails without valgrind, and if an answer is missing.
pub fn instructions(
    executables: &Executables,
    bot: Bot,
    commands: u16,
    profiles: &Path,
) -> anyhow::Result<Instructions> {
    std::fs::create_dir_all(profiles)?;
    let per_event = |mode: Mode, gap_micros: u64| {
        let mut counts = [0; 2];
        let event = if gap_micros > 0 { "alone".to_owned() } else { format!("{mode:?}").to_lowercase() };
        for (counted, count) in counts.iter_mut().zip(RUNS) {
            let name = format!("{}-{commands}-{event}-{count}.callgrind", bot.executable());
            let file = std::path::absolute(profiles)?.join(name);
            *counted = run(
                executables,
                bot,
                commands,
                Job { mode, count, in_flight: 1, gap_micros, faults: false },
                &file,
            )?;
        }
        Ok::<u64, anyhow::Error>(counts[1].saturating_sub(counts[0]) / (RUNS[1] - RUNS[0]))
    };
    Ok(Instructions {
        bot,
        commands,
        prefix: per_event(Mode::Prefix, 0)?,
        slash: per_event(Mode::Slash, 0)?,
        noise: per_event(Mode::Noise, 0)?,
        alone: per_event(Mode::Noise, GAP_MICROS)?,
    })
}

/// Runs a bot under callgrind and returns the number of its instructions.
fn run(executables: &Executables, bot: Bot, commands: u16, job: Job, file: &Path) -> anyhow::Result<u64> {
    let wrapper = [
        "env".to_owned(),
        TUNABLES.to_owned(),
        "valgrind".to_owned(),
        "--quiet".to_owned(),
        "--tool=callgrind".to_owned(),
        format!("--callgrind-out-file={}", file.display()),
    ];
    let mut server = ServerProcess::start(executables)?;
    let process = BotProcess::start(&executables.path(bot.executable()), &server, commands, &wrapper)
        .context("is valgrind installed?")?;
    server.identified()?;
    let outcome = server.run(job)?;
    process.stop()?;
    if outcome.lost + outcome.doubled + outcome.wrong > 0 {
        bail!("{}: {outcome:?}", bot.label());
    }
    total(&std::fs::read_to_string(file)?).with_context(|| format!("{} has no total", file.display()))
}

/// Reads the total of a profile.
fn total(profile: &str) -> Option<u64> {
    let line = profile.lines().rev().find_map(|line| line.strip_prefix("totals: "));
    line.or_else(|| profile.lines().find_map(|line| line.strip_prefix("summary: ")))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::total;

    #[test]
    fn the_total_is_read_from_a_profile() {
        assert_eq!(
            total("version: 1\nevents: Ir\nsummary: 12\n\nfn=(1) main\n0 12\n\ntotals: 34\n"),
            Some(34)
        );
        assert_eq!(total("summary: 12\n"), Some(12));
        assert_eq!(total(""), None);
    }
}

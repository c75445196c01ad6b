//! Measures the bots and prints the tables of `docs/BENCHMARKS.md`.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use benches::table::{
    Bot, Executables, allocations, allocations_table, burst, burst_table, check, instructions,
    instructions_table, round, soak, soak_table, tables,
};
use clap::Parser;

/// Builds the bots and measures them. Without an option: CPU time, throughput, latency and memory.
#[derive(Parser)]
struct Line {
    /// The number of rounds; cells are the medians.
    #[arg(long, default_value_t = 5)]
    rounds: u32,
    /// The number of commands of each load.
    #[arg(long, default_value_t = 20_000)]
    count: u64,
    /// The bots, separated by commas; all if it is missing.
    #[arg(long, value_enum, value_delimiter = ',')]
    bots: Vec<Bot>,
    /// The numbers of registered commands, separated by commas.
    #[arg(long, value_delimiter = ',', default_values_t = [10, 1000])]
    commands: Vec<u16>,
    /// Counts instructions under callgrind instead.
    #[arg(long)]
    instructions: bool,
    /// Counts heap allocations instead.
    #[arg(long)]
    allocations: bool,
    /// Calls a slash command of the first bot this many times instead, and measures its memory after each tenth.
    #[arg(long, value_name = "INTERACTIONS")]
    soak: Option<u64>,
    /// With `--soak`: 1 % of the handlers panic, 1 % of the requests fail, and the gateway drops its connection every ten seconds.
    #[arg(long)]
    faults: bool,
    /// Calls a slash command this many times at once instead, and measures memory before, during and a minute later. This framework is
    /// built with an allocator that gives memory back.
    #[arg(long, value_name = "INTERACTIONS")]
    burst: Option<u64>,
    /// Measures this framework only, with 10 commands, in one short round: verifies the replies.
    #[arg(long)]
    quick: bool,
    /// With `--instructions`: fails if the counts of this framework are more than 5 % above those in this document.
    #[arg(long)]
    check: Option<PathBuf>,
    /// Measures the executables beside this one as they are.
    #[arg(long)]
    no_build: bool,
    /// The folder of the callgrind profiles.
    #[arg(long, default_value = "target/profiles")]
    profiles: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let mut line = Line::parse();
    if line.quick {
        line.bots = vec![Bot::Ours];
        line.commands = vec![10];
        line.rounds = 1;
        line.count = 2000;
    }
    if line.bots.is_empty() {
        line.bots = Bot::ALL.to_vec();
    }
    let executables = Executables::beside_this()?;
    if line.allocations {
        if !line.no_build {
            executables.build("server", None)?;
            executables.build("allocations", Some("allocations"))?;
        }
        return print(&allocations_table(allocations(&executables)?));
    }
    if let Some(count) = line.burst {
        if !line.no_build {
            executables.build("server", None)?;
            executables.build("ours", Some("jemalloc"))?;
        }
        return print(&burst_table(count, burst(&executables, Bot::Ours, count)?));
    }
    if !line.no_build {
        executables.build_all(&line.bots)?;
    }
    if let (Some(count), Some(bot)) = (line.soak, line.bots.first()) {
        return print(&soak_table(count, &soak(&executables, *bot, count, line.faults)?));
    }
    if line.instructions {
        return count_instructions(&executables, &line);
    }
    let mut samples = Vec::new();
    for _ in 0..line.rounds {
        for commands in &line.commands {
            for bot in &line.bots {
                let sample = round(&executables, *bot, *commands, line.count).with_context(|| bot.label())?;
                samples.push(sample);
            }
        }
    }
    print(&tables(&samples))?;
    let missing: u64 =
        samples.iter().flat_map(|sample| &sample.loads).map(|load| load.lost + load.doubled).sum();
    ensure!(missing == 0, "{missing} replies are lost or doubled");
    Ok(())
}

fn count_instructions(executables: &Executables, line: &Line) -> anyhow::Result<()> {
    let mut counted = Vec::new();
    for commands in &line.commands {
        for bot in &line.bots {
            counted.push(
                instructions(executables, *bot, *commands, &line.profiles).with_context(|| bot.label())?,
            );
        }
    }
    print(&instructions_table(&counted))?;
    let Some(document) = &line.check else { return Ok(()) };
    let text = std::fs::read_to_string(document).with_context(|| document.display().to_string())?;
    check(counted.iter().find(|row| row.bot == Bot::Ours).context("--check needs counts of ours")?, &text)
}

fn print(text: &str) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    Ok(output.write_all(text.as_bytes())?)
}

//! The tables, in Markdown.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::check::marker;
use super::measure::{Load, as_float};
use super::{Allocations, Bot, Burst, Instructions, Sample};
use crate::server::Mode;

/// The loads in the order of the tables.
const LOADS: [(Mode, bool, &str); 5] = [
    (Mode::Prefix, false, "Prefix commands, one at a time"),
    (Mode::Prefix, true, "Prefix commands, 64 in flight"),
    (Mode::Slash, false, "Slash commands, one at a time"),
    (Mode::Slash, true, "Slash commands, 64 in flight"),
    (Mode::Noise, true, "Messages that are no command"),
];

/// Returns a table for each load and one of starts and memory, for each number of commands. Cells are medians of all rounds.
pub fn tables(samples: &[Sample]) -> String {
    let counts: BTreeSet<u16> = samples.iter().map(|sample| sample.commands).collect();
    let mut text = String::new();
    for commands in counts {
        let of_count: Vec<&Sample> = samples.iter().filter(|sample| sample.commands == commands).collect();
        let bots: BTreeSet<Bot> = of_count.iter().map(|sample| sample.bot).collect();
        let of_bot = |bot: Bot| of_count.iter().filter(move |sample| sample.bot == bot).copied();
        let _ = write!(text, "## {} commands\n\n", thousands(commands.into()));
        for (mode, many, title) in LOADS {
            load_table(&mut text, title, mode == Mode::Noise, &bots, |bot| {
                let loads = of_bot(bot).flat_map(|sample| &sample.loads);
                loads.filter(|load| load.mode == mode && (load.in_flight > 1) == many).copied().collect()
            });
        }
        text.push_str("Start and memory\n\n| | cold start, ms | peak memory, MiB |\n|---|---|---|\n");
        for bot in &bots {
            let start = median(of_bot(*bot).map(|sample| sample.cold_start_millis));
            let peak = median(of_bot(*bot).map(|sample| as_float(sample.peak_kib) / 1024.0));
            let _ = writeln!(text, "| {} | {start:.0} | {peak:.1} |", bot.label());
        }
        text.push('\n');
    }
    text
}

fn load_table(
    text: &mut String,
    title: &str,
    is_noise: bool,
    bots: &BTreeSet<Bot>,
    loads: impl Fn(Bot) -> Vec<Load>,
) {
    let _ = write!(text, "{title}\n\n| | CPU ms per 1,000 | per second |");
    text.push_str(if is_noise {
        " lost | doubled |\n|---|---|---|---|---|\n"
    } else {
        " p50 µs | p99 µs | lost | doubled |\n|---|---|---|---|---|---|---|\n"
    });
    for bot in bots {
        let loads = loads(*bot);
        let of = |value: fn(&Load) -> f64| median(loads.iter().map(value));
        let cpu = of(|load| load.cpu_millis);
        let throughput = thousands(round(of(|load| load.throughput)));
        let _ = write!(text, "| {} | {cpu:.1} | {throughput} |", bot.label());
        if !is_noise {
            let (p50, p99) = (round(of(|load| load.p50_micros)), round(of(|load| load.p99_micros)));
            let _ = write!(text, " {} | {} |", thousands(p50), thousands(p99));
        }
        let lost: u64 = loads.iter().map(|load| load.lost).sum();
        let doubled: u64 = loads.iter().map(|load| load.doubled).sum();
        let _ = writeln!(text, " {lost} | {doubled} |");
    }
    text.push('\n');
}

/// Returns the table of instructions. With counts of this framework it ends with the line that `--check` reads.
pub fn instructions_table(counted: &[Instructions]) -> String {
    let mut text = String::from(
        "| instructions | commands | prefix | slash | no command | no command, alone |\n|---|---|---|---|---|---|\n",
    );
    for row in counted {
        let [prefix, slash, noise, alone] = [row.prefix, row.slash, row.noise, row.alone].map(thousands);
        let commands = thousands(row.commands.into());
        let _ =
            writeln!(text, "| {} | {commands} | {prefix} | {slash} | {noise} | {alone} |", row.bot.label());
    }
    if let Some(ours) = counted.iter().find(|row| row.bot == Bot::Ours) {
        let _ = writeln!(text, "\n{}", marker(ours));
    }
    text
}

/// Returns the table of heap allocations.
pub fn allocations_table(counted: Allocations) -> String {
    let Allocations { prefix, slash, noise } = counted;
    format!(
        "| | prefix | slash | message that is no command |\n|---|---|---|---|\n| heap allocations | {prefix:.1} | {slash:.1} | {noise:.1} |\n"
    )
}

/// Returns the table of a burst.
pub fn burst_table(count: u64, burst: Burst) -> String {
    let Burst { before, peak, after } = burst;
    let mib = |kib| as_float(kib) / 1024.0;
    format!(
        "| interactions at once | before, MiB | most, MiB | a minute later, MiB |\n|---|---|---|---|\n| {} | {:.1} | {:.1} | {:.1} |\n",
        thousands(count),
        mib(before),
        mib(peak),
        mib(after)
    )
}

/// Returns the table of a soak test: resident memory in KiB after each tenth of its calls.
pub fn soak_table(count: u64, memory: &[u64]) -> String {
    // The test fails otherwise.
    let mut text = String::from(
        "0 lost, 0 doubled, 0 unanswered\n\n| interactions | resident memory, MiB |\n|---|---|\n",
    );
    for (part, kib) in (1..).zip(memory) {
        let calls = count / memory.len() as u64 * part;
        let _ = writeln!(text, "| {} | {:.1} |", thousands(calls), as_float(*kib) / 1024.0);
    }
    text
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "measured values are neither large nor negative"
)]
fn round(value: f64) -> u64 {
    value.round() as u64
}

/// Writes a number with commas.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{median, thousands};

    #[test]
    fn numbers_have_commas_and_medians_ignore_outliers() {
        assert_eq!([7, 999, 1000, 1_234_567].map(thousands), ["7", "999", "1,000", "1,234,567"]);
        assert!((median([1.0, 900.0, 2.0].into_iter()) - 2.0).abs() < f64::EPSILON);
    }
}

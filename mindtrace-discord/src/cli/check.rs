//! `check`: describes a bot. Building it has already found all problems.

use crate::bot::{Bot, Error, Explained, explained, portal, remark};
use crate::cli::show;
use crate::schedule::{ScheduleSpec, Times};

pub(crate) fn check(bot: &Bot) -> Result<(), Error> {
    let count = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    let languages: Vec<&str> = bot.locales.languages().collect();
    let mut text = format!(
        "No problems: {}, {}, {}",
        count(bot.registry.commands().len(), "command"),
        count(bot.registry.event_handlers().len(), "event handler"),
        count(bot.registry.schedules().len(), "schedule"),
    );
    if !languages.is_empty() {
        let fallback = bot.locales.fallback_language();
        text.push_str(&format!(", texts in {} (fallback: {fallback})", languages.join(", ")));
    }
    text.push('\n');
    let now = jiff::Timestamp::now();
    let rows: Vec<[String; 3]> = bot.registry.schedules().map(|schedule| row(schedule, now)).collect();
    if !rows.is_empty() {
        text.push_str("\nSchedules:\n");
        text.push_str(&show::columns(&rows));
    }
    text.push_str("\nIntents:\n");
    let cache = &bot.config.cache;
    let rows: Vec<[String; 2]> = explained(bot.intents, cache, &bot.registry)
        .map(|Explained { name, is_privileged, reason }| {
            let approval = if is_privileged { " (privileged)" } else { "" };
            [format!("  {name}"), format!("{reason}{approval}")]
        })
        .collect();
    if rows.is_empty() {
        text.push_str("  none\n");
    }
    text.push_str(&show::columns(&rows));
    if let Some(portal) = portal(bot.intents, cache, &bot.registry) {
        text.push_str(&format!("\nBefore the first start, {portal}\n"));
    }
    if let Some(remark) = remark(bot.intents, &bot.registry) {
        text.push_str(&format!("\n{remark}\n"));
    }
    show::text(&text)
}

/// Returns a row with a schedule, its times, and its next run.
fn row(schedule: &ScheduleSpec, now: jiff::Timestamp) -> [String; 3] {
    let next = Times::new(schedule.when, now).ok().and_then(|times| times.after(now));
    let next = next.map(|next| next.strftime("next %Y-%m-%d %H:%M:%S UTC").to_string());
    [format!("  {}", schedule.name()), schedule.times(), next.unwrap_or_default()]
}

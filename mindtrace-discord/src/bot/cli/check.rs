//! `check`: a bot that was built has no problems; what is left is to say what it consists of.

use super::{Bot, show};
use crate::bot::intents::{self, Explained};
use crate::error::Error;

pub(super) fn check(bot: &Bot) -> Result<(), Error> {
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let languages: Vec<&str> = bot.locales.languages().collect();
    let mut text = format!(
        "No problems: {}, {}",
        count(bot.registry.commands().len(), "command"),
        count(bot.registry.event_handlers().count(), "event handler"),
    );
    if !languages.is_empty() {
        let fallback = bot.locales.fallback_language();
        text.push_str(&format!(", texts in {} (others read {fallback})", languages.join(", ")));
    }
    text.push_str("\n\nDiscord is asked for these intents:\n");
    let cache = &bot.config.cache;
    let rows: Vec<[String; 2]> = intents::explained(bot.intents, cache, &bot.registry)
        .map(|Explained { name, is_privileged, reason }| {
            let approval = if is_privileged { " (privileged)" } else { "" };
            [format!("  {name}"), format!("{reason}{approval}")]
        })
        .collect();
    if rows.is_empty() {
        text.push_str("  none\n");
    }
    text.push_str(&show::columns(&rows));
    if let Some(portal) = intents::portal(bot.intents, cache, &bot.registry) {
        text.push_str(&format!("\nOnce, {portal}\n"));
    }
    if let Some(remark) = intents::remark(bot.intents, &bot.registry) {
        text.push_str(&format!("\n{remark}\n"));
    }
    show::text(&text)
}

//! `check`: a bot that was built has no problems; what is left is to say what it consists of.

use super::{Bot, show};
use crate::bot::intents;
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
    let rows: Vec<[String; 2]> = intents::explained(bot.intents, &bot.registry)
        .map(|(name, privileged, reason)| {
            let approval =
                if privileged { " (privileged: to be switched on in the developer portal)" } else { "" };
            [format!("  {name}"), format!("{reason}{approval}")]
        })
        .collect();
    text.push_str(&show::columns(&rows));
    show::text(&text)
}

//! Why the bot does not answer a message that begins like a command.

use serenity::model::id::GuildId;

use crate::prefix::called;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// Returns why the bot is silent about a text: it names no command with a prefix. `None` if the bot answers.
pub(super) fn unanswered(runtime: &Runtime, text: &str, guild_id: Option<GuildId>) -> Option<String> {
    let prefix = runtime.settings.prefixes.used(guild_id, text);
    let called = called(text, prefix.as_deref(), runtime.identity.id)?;
    let (registry, name) = (&runtime.registry, called.name.to_lowercase());
    let is_known = |name: &str| {
        let is_prefix_command = registry.find(name).is_some_and(|found| found.is_offered_at(Surface::Prefix));
        is_prefix_command || !registry.members(name).is_empty()
    };
    // In these cases the bot says so itself, because no other bot can be meant.
    let is_answered = called.by_mention || guild_id.is_none();
    if is_answered
        || is_known(called.name)
        || is_known(&name)
        || !registry.nearest(&name, Surface::Prefix).is_empty()
    {
        return None;
    }
    if registry.find(&name).is_some_and(|found| found.is_offered_at(Surface::Slash)) {
        return Some(format!("`{name}` is no command with a prefix; use it as `/{name}`"));
    }
    let prefix = prefix.as_deref().unwrap_or_default();
    let commands = registry.commands().filter(|command| command.is_offered_at(Surface::Prefix));
    let names: Vec<String> = commands
        .filter(|command| !command.hidden)
        .map(|command| format!("{prefix}{}", command.name))
        .collect();
    if names.is_empty() {
        return Some(format!(
            "there is no command `{name}`, and no command is linked into this program. A file in `tests/` has to use the crate of the bot: \
             its commands belong in `src/lib.rs`"
        ));
    }
    Some(format!("there is no command `{name}`; commands with a prefix: {}", names.join(", ")))
}

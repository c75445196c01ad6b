//! The intents that the program needs, with reasons.

use serenity::model::gateway::GatewayIntents;

use crate::config::{CacheSetting, IntentSetting};
use crate::registry::Registry;
use crate::surface::Surface;

/// The intents that deliver messages. Without their content, commands work in direct messages and after a mention.
const MESSAGES: GatewayIntents = GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);

/// The intents that text commands need.
const TEXT: GatewayIntents = MESSAGES.union(GatewayIntents::MESSAGE_CONTENT);

/// The most reasons listed for one intent.
const REASONS: usize = 3;

/// The privileged intents and the names of their toggles in the developer portal.
const PORTAL: [(GatewayIntents, &str); 3] = [
    (GatewayIntents::GUILD_PRESENCES, "Presence Intent"),
    (GatewayIntents::GUILD_MEMBERS, "Server Members Intent"),
    (GatewayIntents::MESSAGE_CONTENT, "Message Content Intent"),
];

/// A requested intent with its reason.
pub(crate) struct Explained {
    /// The name of serenity's constant.
    pub(crate) name: &'static str,
    /// Whether it must be enabled in the developer portal.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) is_privileged: bool,
    /// The commands, handlers and settings that need it.
    pub(crate) reason: String,
}

/// Returns the intents to identify with.
pub(crate) fn requested(setting: IntentSetting, cache: &CacheSetting, registry: &Registry) -> GatewayIntents {
    match setting {
        IntentSetting::Auto => needed(cache, registry),
        IntentSetting::Exactly(intents) => intents,
    }
}

/// Returns the intents that the commands, the handlers and the cache need.
fn needed(cache: &CacheSetting, registry: &Registry) -> GatewayIntents {
    let handlers = registry.event_handlers().map(|handler| handler.intents | handler.extra_intents);
    let commands = registry.commands().map(|command| command.intents);
    let schedules = registry.schedules().map(|schedule| schedule.handler.extra_intents);
    let all = handlers.chain(commands).chain(schedules).fold(cache.intents(), |sum, intents| sum | intents);
    if has_text_commands(registry) { all | TEXT } else { all }
}

/// Returns each requested intent with its reasons.
pub(crate) fn explained<'a>(
    requested: GatewayIntents,
    cache: &'a CacheSetting,
    registry: &'a Registry,
) -> impl Iterator<Item = Explained> + 'a {
    requested.iter_names().map(move |(name, intent)| {
        let mut reasons = reasons(intent, cache, registry);
        let more = reasons.len().saturating_sub(REASONS);
        reasons.truncate(REASONS);
        if more > 0 {
            reasons.push(format!("and {more} more"));
        }
        if reasons.is_empty() {
            reasons.push("DISCORD_INTENTS requests it".to_owned());
        }
        Explained { name, is_privileged: intent.is_privileged(), reason: reasons.join(", ") }
    })
}

fn reasons(intent: GatewayIntents, cache: &CacheSetting, registry: &Registry) -> Vec<String> {
    let mut reasons = Vec::new();
    if TEXT.contains(intent) && has_text_commands(registry) {
        reasons.push("commands are called by prefix".to_owned());
    }
    for handler in registry.event_handlers() {
        if handler.intents.contains(intent) {
            reasons.push(format!("`{}` at {} handles {}", handler.name, handler.source, handler.event));
        } else if handler.extra_intents.contains(intent) {
            reasons.push(format!("`{}` at {} requests it", handler.name, handler.source));
        }
    }
    for command in registry.commands().filter(|command| command.intents.contains(intent)) {
        reasons.push(format!("`{}` at {} requests it", command.name, command.source));
    }
    for schedule in registry.schedules().filter(|schedule| schedule.handler.extra_intents.contains(intent)) {
        reasons.push(format!("`{}` at {} requests it", schedule.name(), schedule.declared_at()));
    }
    reasons.extend(cache.reason(intent).map(str::to_owned));
    reasons
}

/// Returns a warning when the intents are too narrow for the bot's text commands.
pub(crate) fn remark(requested: GatewayIntents, registry: &Registry) -> Option<&'static str> {
    if !has_text_commands(registry) || requested.contains(GatewayIntents::MESSAGE_CONTENT) {
        return None;
    }
    Some(if requested.intersects(MESSAGES) {
        "Without MESSAGE_CONTENT, prefix commands work in direct messages only; in guilds they work after a mention of the bot."
    } else {
        "Without GUILD_MESSAGES and DIRECT_MESSAGES the bot receives no messages: commands cannot be called by prefix or mention."
    })
}

/// Explains where to enable the privileged ones of these intents, if there are any.
pub(crate) fn portal(requested: GatewayIntents, cache: &CacheSetting, registry: &Registry) -> Option<String> {
    let toggles: Vec<String> = PORTAL
        .iter()
        .filter(|(intent, _)| requested.contains(*intent))
        .map(|(intent, toggle)| {
            let explained = explained(*intent, cache, registry).next();
            format!("\n      {toggle}: {}", explained.map_or_else(String::new, |explained| explained.reason))
        })
        .collect();
    (!toggles.is_empty()).then(|| {
        format!(
            "in Discord's developer portal open your application, then Bot, then Privileged Gateway Intents, and enable{}",
            toggles.concat()
        )
    })
}

/// Returns the help text for refused intents: the privileged ones, what needs them, and where to enable them.
pub(crate) fn refusal(requested: GatewayIntents, cache: &CacheSetting, registry: &Registry) -> String {
    let portal = portal(requested, cache, registry).unwrap_or_default();
    format!(
        "help: {portal}\n      Or request fewer intents with DISCORD_INTENTS, a list such as `guilds,messages`."
    )
}

/// Logs the requested intents with their reasons.
pub(crate) fn log(requested: GatewayIntents, cache: &CacheSetting, registry: &Registry) {
    for Explained { name, reason, .. } in explained(requested, cache, registry) {
        tracing::info!(reason, "requesting the intent {name}");
    }
    if let Some(portal) = portal(requested, cache, registry) {
        tracing::info!("some intents are privileged; if Discord refuses them: {portal}");
    }
    if let Some(remark) = remark(requested, registry) {
        tracing::warn!("{remark}");
    }
}

fn has_text_commands(registry: &Registry) -> bool {
    registry.commands().any(|command| command.is_offered_at(Surface::Prefix))
}

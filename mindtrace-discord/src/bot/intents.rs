//! Which intents the program needs, and for what.

use serenity::model::gateway::GatewayIntents;

use crate::config::{CacheSetting, IntentSetting};
use crate::registry::Registry;
use crate::surface::Surface;

/// What brings text commands at all. Without the content they are heard in direct messages and after a mention.
const HEARING: GatewayIntents = GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);

/// What text commands need.
const TEXT: GatewayIntents = HEARING.union(GatewayIntents::MESSAGE_CONTENT);

/// How many reasons are named for one intent.
const REASONS: usize = 3;

/// The privileged intents and what their switches are called in the developer portal.
const PORTAL: [(GatewayIntents, &str); 3] = [
    (GatewayIntents::GUILD_PRESENCES, "Presence Intent"),
    (GatewayIntents::GUILD_MEMBERS, "Server Members Intent"),
    (GatewayIntents::MESSAGE_CONTENT, "Message Content Intent"),
];

/// One intent that Discord is asked for.
pub(crate) struct Explained {
    /// serenity's constant for it.
    pub(crate) name: &'static str,
    /// Whether it has to be switched on in the developer portal.
    #[cfg_attr(not(feature = "cli"), allow(dead_code))]
    pub(crate) is_privileged: bool,
    /// Who needs it.
    pub(crate) reason: String,
}

/// The intents to identify with.
pub(crate) fn requested(setting: IntentSetting, cache: &CacheSetting, registry: &Registry) -> GatewayIntents {
    match setting {
        IntentSetting::Auto => needed(cache, registry),
        IntentSetting::Exactly(intents) => intents,
    }
}

/// What the commands, the handlers and the cache need.
fn needed(cache: &CacheSetting, registry: &Registry) -> GatewayIntents {
    let handlers = registry.event_handlers().map(|handler| handler.intents | handler.extra_intents);
    let commands = registry.commands().map(|command| command.intents);
    let schedules = registry.schedules().map(|schedule| schedule.handler.extra_intents);
    let all = handlers.chain(commands).chain(schedules).fold(cache.intents(), |sum, intents| sum | intents);
    if has_text_commands(registry) { all | TEXT } else { all }
}

/// Each intent, and for what it is asked.
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
            reasons.push("DISCORD_INTENTS asks for it".to_owned());
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
            reasons.push(format!("`{}` at {} asks for it", handler.name, handler.source));
        }
    }
    for command in registry.commands().filter(|command| command.intents.contains(intent)) {
        reasons.push(format!("`{}` at {} asks for it", command.name, command.source));
    }
    for schedule in registry.schedules().filter(|schedule| schedule.handler.extra_intents.contains(intent)) {
        reasons.push(format!("`{}` at {} asks for it", schedule.name(), schedule.declared_at()));
    }
    reasons.extend(cache.reason(intent).map(str::to_owned));
    reasons
}

/// What somebody should know who narrowed the intents of a bot with text commands.
pub(crate) fn remark(requested: GatewayIntents, registry: &Registry) -> Option<&'static str> {
    if !has_text_commands(registry) || requested.contains(GatewayIntents::MESSAGE_CONTENT) {
        return None;
    }
    Some(if requested.intersects(HEARING) {
        "Without MESSAGE_CONTENT commands are heard by prefix in direct messages only; in servers they work after a mention of the bot."
    } else {
        "Without GUILD_MESSAGES and DIRECT_MESSAGES no message is heard: commands cannot be called by prefix or mention."
    })
}

/// Where to switch on the privileged ones of these intents, if there are any.
pub(crate) fn portal(requested: GatewayIntents, cache: &CacheSetting, registry: &Registry) -> Option<String> {
    let switches: Vec<String> = PORTAL
        .iter()
        .filter(|(intent, _)| requested.contains(*intent))
        .map(|(intent, switch)| {
            let explained = explained(*intent, cache, registry).next();
            format!("\n      {switch}: {}", explained.map_or_else(String::new, |explained| explained.reason))
        })
        .collect();
    (!switches.is_empty()).then(|| {
        format!(
            "in Discord's developer portal open your application, then Bot, then Privileged Gateway Intents, and switch on{}",
            switches.concat()
        )
    })
}

/// The text for a bot whose intents Discord refused: which are privileged, who needs them, where to allow them.
pub(crate) fn refusal(requested: GatewayIntents, cache: &CacheSetting, registry: &Registry) -> String {
    let portal = portal(requested, cache, registry).unwrap_or_default();
    format!("help: {portal}\n      Or leave them out with DISCORD_INTENTS, a list such as `guilds,messages`.")
}

/// Says once what Discord is asked for, and why.
pub(crate) fn log(requested: GatewayIntents, cache: &CacheSetting, registry: &Registry) {
    for Explained { name, reason, .. } in explained(requested, cache, registry) {
        tracing::info!(reason, "Discord is asked for {name}");
    }
    if let Some(portal) = portal(requested, cache, registry) {
        tracing::info!("some of that is privileged; if Discord refuses it: {portal}");
    }
    if let Some(remark) = remark(requested, registry) {
        tracing::warn!("{remark}");
    }
}

fn has_text_commands(registry: &Registry) -> bool {
    registry.commands().any(|command| command.is_offered_at(Surface::Prefix))
}

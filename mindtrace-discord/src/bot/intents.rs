//! Which intents the program needs, and for what.

use serenity::model::gateway::GatewayIntents;

use crate::config::IntentSetting;
use crate::registry::Registry;
use crate::surface::Surface;

/// What text commands need. The content is what lets a prefix be seen at all.
const TEXT: GatewayIntents = GatewayIntents::GUILD_MESSAGES
    .union(GatewayIntents::DIRECT_MESSAGES)
    .union(GatewayIntents::MESSAGE_CONTENT);

/// The intents to identify with.
pub(crate) fn requested(setting: IntentSetting, registry: &Registry) -> GatewayIntents {
    match setting {
        IntentSetting::Auto => needed(registry),
        IntentSetting::Exactly(intents) => intents,
    }
}

/// What the commands and handlers need; servers are always told of, because permissions are computed from them.
fn needed(registry: &Registry) -> GatewayIntents {
    let handlers =
        registry.event_handlers().fold(GatewayIntents::GUILDS, |sum, handler| sum | handler.intents);
    if has_text_commands(registry) { handlers | TEXT } else { handlers }
}

/// The text for a bot whose intents Discord refused: which are privileged, who needs them, where to allow them.
pub(crate) fn refusal(requested: GatewayIntents, registry: &Registry) -> String {
    const PORTAL: [(GatewayIntents, &str, &str); 3] = [
        (GatewayIntents::GUILD_PRESENCES, "Presence Intent", "presences"),
        (GatewayIntents::GUILD_MEMBERS, "Server Members Intent", "members"),
        (GatewayIntents::MESSAGE_CONTENT, "Message Content Intent", "message_content"),
    ];
    let mut text = String::from(
        "help: in Discord's developer portal open your application, then Bot, then Privileged Gateway Intents, and switch on",
    );
    for (intent, switch, name) in PORTAL {
        if !requested.contains(intent) {
            continue;
        }
        let handler = registry.event_handlers().find(|handler| handler.intents.contains(intent));
        let reason = match handler {
            Some(handler) => format!("`{}` at {} handles {}", handler.name, handler.source, handler.event),
            None if intent == GatewayIntents::MESSAGE_CONTENT && has_text_commands(registry) => {
                "commands are called by prefix".to_owned()
            }
            None => format!("DISCORD_INTENTS asks for `{name}`"),
        };
        text.push_str(&format!("\n      {switch}: {reason}"));
    }
    text.push_str("\n      Or leave them out with DISCORD_INTENTS, a list such as `guilds,messages`.");
    text
}

/// Each intent, whether Discord has to approve of it, and for what it is asked.
#[cfg(feature = "cli")]
pub(crate) fn explained(
    requested: GatewayIntents,
    registry: &Registry,
) -> impl Iterator<Item = (&'static str, bool, String)> {
    requested.iter_names().map(move |(name, intent)| {
        let handler = registry.event_handlers().find(|handler| handler.intents.contains(intent));
        let reason = match handler {
            Some(handler) => format!("`{}` at {} handles {}", handler.name, handler.source, handler.event),
            None if intent == GatewayIntents::GUILDS => {
                "servers, channels and roles, from which permissions are computed".to_owned()
            }
            None if TEXT.contains(intent) && has_text_commands(registry) => {
                "commands are called by prefix".to_owned()
            }
            None => "DISCORD_INTENTS asks for it".to_owned(),
        };
        (name, intent.is_privileged(), reason)
    })
}

fn has_text_commands(registry: &Registry) -> bool {
    registry.commands().any(|command| command.is_offered_at(Surface::Prefix))
}

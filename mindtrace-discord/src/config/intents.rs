//! `DISCORD_INTENTS`: the gateway intents to request.

use serenity::model::gateway::GatewayIntents;

use super::read::list;

/// The gateway intents to request.
///
/// ```
/// use mindtrace_discord::config::{Config, IntentSetting};
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// # fn main() -> Result<(), mindtrace_discord::config::ConfigError> {
/// let config = Config::from_lookup(|name| (name == "DISCORD_INTENTS").then(|| "guilds, members".to_owned()))?;
/// let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MEMBERS;
/// assert_eq!(config.intents, IntentSetting::Exactly(intents));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum IntentSetting {
    /// The intents that the program's commands and handlers need.
    #[default]
    Auto,
    /// Exactly these.
    Exactly(GatewayIntents),
}

/// Additional names of intents, from the original service and its users.
const ALIASES: &[(&str, GatewayIntents)] = &[
    ("members", GatewayIntents::GUILD_MEMBERS),
    ("bans", GatewayIntents::GUILD_MODERATION),
    ("moderation", GatewayIntents::GUILD_MODERATION),
    ("emojis", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("guild_expressions", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("integrations", GatewayIntents::GUILD_INTEGRATIONS),
    ("webhooks", GatewayIntents::GUILD_WEBHOOKS),
    ("invites", GatewayIntents::GUILD_INVITES),
    ("voice_states", GatewayIntents::GUILD_VOICE_STATES),
    ("presences", GatewayIntents::GUILD_PRESENCES),
    ("messages", GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES)),
    ("dm_messages", GatewayIntents::DIRECT_MESSAGES),
    ("reactions", GatewayIntents::GUILD_MESSAGE_REACTIONS.union(GatewayIntents::DIRECT_MESSAGE_REACTIONS)),
    ("typing", GatewayIntents::GUILD_MESSAGE_TYPING.union(GatewayIntents::DIRECT_MESSAGE_TYPING)),
];

impl IntentSetting {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text.to_lowercase().as_str() {
            "auto" => Ok(Self::Auto),
            "default" => Ok(Self::Exactly(GatewayIntents::non_privileged())),
            "all" => Ok(Self::Exactly(GatewayIntents::all())),
            text => {
                let mut intents = GatewayIntents::empty();
                for name in list(text) {
                    intents |= named(name).ok_or_else(|| unknown(name))?;
                }
                Ok(Self::Exactly(intents))
            }
        }
    }
}

fn named(name: &str) -> Option<GatewayIntents> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, intents)| *intents);
    alias.or_else(|| GatewayIntents::from_name(&name.to_uppercase()))
}

fn unknown(name: &str) -> String {
    // A text that cannot be a name is not repeated, because it may be a secret in the wrong variable.
    if name.len() > 40 || !name.chars().all(|c| c.is_ascii_alphabetic() || c == '_') {
        return "it contains something that is not an intent".to_owned();
    }
    let all: Vec<String> = GatewayIntents::all().iter_names().map(|(name, _)| name.to_lowercase()).collect();
    let known = ALIASES.iter().map(|(alias, _)| *alias).chain(all.iter().map(String::as_str));
    match known.min_by_key(|known| strsim::osa_distance(name, known)) {
        Some(near) => format!("unknown intent `{name}`; did you mean `{near}`?"),
        None => format!("unknown intent `{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{GatewayIntents, IntentSetting};

    #[test]
    fn discords_names_and_aliases_are_accepted() {
        let parsed = IntentSetting::parse("guilds, members,MESSAGE_CONTENT").unwrap();
        let expected =
            GatewayIntents::GUILDS | GatewayIntents::GUILD_MEMBERS | GatewayIntents::MESSAGE_CONTENT;
        assert_eq!(parsed, IntentSetting::Exactly(expected));
        assert_eq!(IntentSetting::parse("auto"), Ok(IntentSetting::Auto));
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest() {
        assert!(IntentSetting::parse("guild_memberz").unwrap_err().contains("`guild_members`"));
    }
}

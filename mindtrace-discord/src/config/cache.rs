//! `DISCORD_CACHE`: what the bot remembers of what Discord tells it.

use serenity::cache::Settings;
use serenity::model::gateway::GatewayIntents;

use super::read::list;

/// What the bot remembers of what Discord tells it, and so has to be told.
///
/// Members, presences and voice states come with the events about them; a bot that handles none of these need not remember them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CacheSetting {
    /// Servers with their channels, roles and threads: what permissions are computed from without asking Discord.
    pub guilds: bool,
    /// Members, as Discord tells of them.
    pub members: bool,
    /// What members do.
    pub presences: bool,
    /// Who is in which voice channel.
    pub voice: bool,
    /// How many messages in each channel: what they were before they were edited or deleted.
    pub messages: usize,
}

impl Default for CacheSetting {
    fn default() -> Self {
        Self { guilds: true, ..Self::off() }
    }
}

impl CacheSetting {
    /// Nothing is remembered.
    pub fn off() -> Self {
        Self { guilds: false, members: false, presences: false, voice: false, messages: 0 }
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut setting = Self::off();
        if text == "off" {
            return Ok(setting);
        }
        for part in list(text) {
            match (part, part.split_once('=')) {
                ("guilds", _) => setting.guilds = true,
                ("members", _) => setting.members = true,
                ("presences", _) => setting.presences = true,
                ("voice", _) => setting.voice = true,
                (_, Some(("messages", number))) => {
                    let number = number.trim().parse().ok().filter(|number| (1..=10_000).contains(number));
                    setting.messages =
                        number.ok_or("`messages` takes a number from 1 to 10000, as in `messages=100`")?;
                }
                ("messages", None) => return Err("`messages` has no number, as in `messages=100`".to_owned()),
                _ => return Err("something in it is none of these".to_owned()),
            }
        }
        if setting != Self::off() {
            // What is remembered of members and messages is remembered with their server.
            setting.guilds = true;
        }
        Ok(setting)
    }

    /// What Discord has to tell.
    pub(crate) fn intents(&self) -> GatewayIntents {
        self.parts()
            .filter(|(is_on, ..)| *is_on)
            .fold(GatewayIntents::empty(), |sum, (_, intents, _)| sum | intents)
    }

    /// Why an intent is asked for, if it is.
    pub(crate) fn reason(&self, intent: GatewayIntents) -> Option<&'static str> {
        self.parts().find(|(is_on, intents, _)| *is_on && intents.contains(intent)).map(|(.., reason)| reason)
    }

    fn parts(&self) -> impl Iterator<Item = (bool, GatewayIntents, &'static str)> {
        let messages = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
        [
            (
                self.guilds,
                GatewayIntents::GUILDS,
                "the cache keeps servers, channels and roles, from which permissions are computed",
            ),
            (self.members, GatewayIntents::GUILD_MEMBERS, "the cache keeps members"),
            (self.presences, GatewayIntents::GUILD_PRESENCES, "the cache keeps presences"),
            (self.voice, GatewayIntents::GUILD_VOICE_STATES, "the cache keeps voice states"),
            (self.messages > 0, messages | GatewayIntents::MESSAGE_CONTENT, "the cache keeps messages"),
        ]
        .into_iter()
    }

    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        settings.max_messages = self.messages;
        settings.cache_guilds = self.guilds;
        settings.cache_channels = self.guilds;
        settings.cache_users = self.guilds;
        settings
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::gateway::GatewayIntents;

    use super::CacheSetting;

    #[test]
    fn what_is_remembered_has_to_be_told() {
        assert_eq!(CacheSetting::parse("off").unwrap().intents(), GatewayIntents::empty());
        assert_eq!(CacheSetting::parse("guilds").unwrap(), CacheSetting::default());
        let setting = CacheSetting::parse("members, messages=50").unwrap();
        assert_eq!((setting.guilds, setting.members, setting.messages), (true, true, 50));
        assert!(setting.intents().contains(GatewayIntents::GUILD_MEMBERS | GatewayIntents::MESSAGE_CONTENT));
        for wrong in ["messages", "messages=0", "messages=x", "membres"] {
            assert!(CacheSetting::parse(wrong).is_err(), "{wrong}");
        }
    }
}

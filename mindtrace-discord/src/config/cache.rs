//! `DISCORD_CACHE`: the data that the bot caches.

use serenity::cache::Settings;
use serenity::model::gateway::GatewayIntents;

use super::read::list;

/// The data that the bot caches. Each kind requests the intents that deliver it.
///
/// Members, presences and voice states arrive in events; a bot that does not use them need not cache them.
///
/// ```
/// use mindtrace_discord::config::CacheSetting;
/// use mindtrace_discord::prelude::*;
///
/// let mut cache = CacheSetting::off();
/// (cache.guilds, cache.voice, cache.messages) = (true, true, 100);
/// let bot = Bot::builder().cache(cache);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CacheSetting {
    /// Guilds with their channels, roles and threads, from which permissions are computed without a request to Discord.
    pub guilds: bool,
    /// Members, as they occur in events.
    pub members: bool,
    /// Presences of members: status and activities.
    pub presences: bool,
    /// Voice states: the members in each voice channel.
    pub voice: bool,
    /// The number of messages per channel, from which an event supplies a message as it was before it was edited or deleted.
    pub messages: usize,
}

impl Default for CacheSetting {
    fn default() -> Self {
        Self { guilds: true, ..Self::off() }
    }
}

impl CacheSetting {
    /// Returns the setting that caches nothing.
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
                _ => return Err("it contains an unknown word".to_owned()),
            }
        }
        if setting != Self::off() {
            // The cache stores members and messages with their guild.
            setting.guilds = true;
        }
        Ok(setting)
    }

    /// Returns the intents that deliver the cached data.
    pub(crate) fn intents(&self) -> GatewayIntents {
        self.parts()
            .filter(|(enabled, ..)| *enabled)
            .fold(GatewayIntents::empty(), |sum, (_, intents, _)| sum | intents)
    }

    /// Returns why the cache needs an intent, if it does.
    pub(crate) fn reason(&self, intent: GatewayIntents) -> Option<&'static str> {
        self.parts()
            .find(|(enabled, intents, _)| *enabled && intents.contains(intent))
            .map(|(.., reason)| reason)
    }

    fn parts(&self) -> impl Iterator<Item = (bool, GatewayIntents, &'static str)> {
        let messages = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
        [
            (
                self.guilds,
                GatewayIntents::GUILDS,
                "the cache stores guilds, channels and roles, from which permissions are computed",
            ),
            (self.members, GatewayIntents::GUILD_MEMBERS, "the cache stores members"),
            (self.presences, GatewayIntents::GUILD_PRESENCES, "the cache stores presences"),
            (self.voice, GatewayIntents::GUILD_VOICE_STATES, "the cache stores voice states"),
            (self.messages > 0, messages | GatewayIntents::MESSAGE_CONTENT, "the cache stores messages"),
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
    fn cached_data_needs_its_intents() {
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

//! The guilds, channels, roles and members that an emulator starts with, as a TOML file.

mod check;
mod plant;

use serde::{Deserialize, Deserializer, de::Error};
use serenity::model::{Permissions, channel::ChannelType};

use crate::discord::permissions::PIN_MESSAGES;

/// The guilds, channels, roles and members that an emulator starts with.
///
/// ```
/// use mindtrace_discord::sandbox::{Discord, Seed};
///
/// # #[tokio::main]
/// # async fn main() -> mindtrace_discord::Result<()> {
/// let seed: Seed = r#"
///     [[guild]]
///     name = "Tea house"
///
///     [[guild.channel]]
///     name = "kitchen"
/// "#
/// .parse()?;
/// let discord = Discord::builder().seed(seed).start().await?;
/// assert_eq!(discord.channel("kitchen")?.name(), "kitchen");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    #[serde(default)]
    bot: BotSeed,
    /// The first one replaces the guild of an emulator without a seed.
    #[serde(default, rename = "guild")]
    guilds: Vec<GuildSeed>,
}

/// A mistake in a [`Seed`]: where it is, and what to write.
///
/// ```
/// use mindtrace_discord::sandbox::Seed;
///
/// let wrong = "[[guild]]\nnam = \"Tea house\"".parse::<Seed>();
/// assert!(wrong.is_err_and(|error| error.to_string().contains("nam")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SeedError(String);

/// The bot under test.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct BotSeed {
    name: Option<String>,
    /// Of the bot's own role. Default: those of a moderation bot.
    permissions: Option<Names>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GuildSeed {
    name: String,
    /// The name of the owner. Default: `owner`.
    owner: Option<String>,
    /// The preferred locale. Default: `en-US`.
    locale: Option<String>,
    /// The permissions of @everyone. Default: Discord's for a new guild.
    everyone: Option<Names>,
    /// From the lowest to the highest.
    #[serde(default, rename = "role")]
    roles: Vec<RoleSeed>,
    #[serde(default, rename = "channel")]
    channels: Vec<ChannelSeed>,
    #[serde(default, rename = "member")]
    members: Vec<MemberSeed>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleSeed {
    name: String,
    #[serde(default)]
    permissions: Names,
    /// Whether the role is above the bot's own, so that the bot cannot act on its members.
    #[serde(default)]
    above_bot: bool,
    /// For example `0x4650d8` or `"#4650d8"`.
    #[serde(default, deserialize_with = "color")]
    color: u32,
    #[serde(default)]
    hoist: bool,
    #[serde(default)]
    mentionable: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelSeed {
    name: String,
    #[serde(default, rename = "type")]
    kind: Kind,
    /// The name of a category.
    category: Option<String>,
    topic: Option<String>,
    #[serde(default)]
    nsfw: bool,
    /// The seconds between two messages of a member.
    #[serde(default)]
    slow_mode: u16,
    #[serde(default, rename = "overwrite")]
    overwrites: Vec<OverwriteSeed>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Text,
    Voice,
    Category,
    Announcement,
    Stage,
    Forum,
}

/// Permissions that a channel allows or denies to a role or a member.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverwriteSeed {
    /// The name of a role, or `@everyone`.
    role: Option<String>,
    member: Option<String>,
    #[serde(default)]
    allow: Names,
    #[serde(default)]
    deny: Names,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberSeed {
    name: String,
    nick: Option<String>,
    /// The names of roles.
    #[serde(default)]
    roles: Vec<String>,
    /// Whether it is another bot.
    #[serde(default)]
    bot: bool,
}

/// Permissions by name.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "Vec<String>")]
struct Names(Permissions);

impl Default for Names {
    fn default() -> Self {
        Self(Permissions::empty())
    }
}

impl TryFrom<Vec<String>> for Names {
    type Error = String;

    fn try_from(names: Vec<String>) -> Result<Self, String> {
        names.iter().try_fold(Self::default(), |Self(all), name| match permission(name) {
            Some(permission) => Ok(Self(all | permission)),
            None => Err(format!("there is no permission `{name}`; write it as in `SEND_MESSAGES`")),
        })
    }
}

/// The spellings of a color.
#[derive(Deserialize)]
#[serde(untagged, expecting = "write a color as in 0x4650d8 or \"#4650d8\"")]
enum Color {
    Number(u32),
    Text(String),
}

fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match Color::deserialize(deserializer)? {
        Color::Number(number) => Ok(number),
        Color::Text(text) => {
            let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
            let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            number.ok_or_else(|| D::Error::custom(format!("`{text}` is no color; write it as in `#4650d8`")))
        }
    }
}

fn permission(name: &str) -> Option<Permissions> {
    if name == "PIN_MESSAGES" { Some(PIN_MESSAGES) } else { Permissions::from_name(name) }
}

impl Kind {
    fn channel_type(self) -> ChannelType {
        match self {
            Self::Text => ChannelType::Text,
            Self::Voice => ChannelType::Voice,
            Self::Category => ChannelType::Category,
            Self::Announcement => ChannelType::News,
            Self::Stage => ChannelType::Stage,
            Self::Forum => ChannelType::Forum,
        }
    }
}

impl std::str::FromStr for Seed {
    type Err = SeedError;

    /// Parses a TOML document.
    ///
    /// # Errors
    ///
    /// [`SeedError`] for a document that is not TOML, an unknown key or value, and a name that does not exist or is used twice.
    fn from_str(text: &str) -> Result<Self, SeedError> {
        let seed: Self = toml::from_str(text).map_err(|error| SeedError(error.to_string()))?;
        seed.check().map_err(|error| match check::line_of(text, &error) {
            Some(line) => SeedError(format!("line {line}: {error}")),
            None => SeedError(error),
        })?;
        Ok(seed)
    }
}

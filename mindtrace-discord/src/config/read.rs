//! Parses the values of settings.

use std::net::SocketAddr;

use secrecy::SecretString;
use serenity::model::id::{GuildId, UserId};

use super::address::{ApiUrl, GatewayUrl};
use super::compression::Compression;
use super::mode::Mode;
use super::overflow::Overflow;
use super::sessions::SessionSetting;
use super::setting::{ConfigError, Setting};
use super::settings;
use super::shards::ShardSetting;
use crate::characters::{is_control, is_invisible, is_joiner};

/// The most prefixes of one guild, because a message is compared with each of them. `PrefixError::TooMany` repeats the number.
pub(crate) const MOST_GUILD_PREFIXES: usize = 25;

pub(super) fn secret(setting: &Setting, text: String) -> Result<Option<SecretString>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    // The HTTP surface does not hash longer tokens, and Discord's tokens are much shorter.
    if text.len() > 512 {
        return Err(setting.invalid("it is longer than 512 characters"));
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || !c.is_ascii()) {
        return Err(setting.invalid("it contains white space or characters that a token cannot have"));
    }
    Ok(Some(SecretString::from(text)))
}

/// Checks the global prefix.
pub(crate) fn check_prefix(text: String) -> Result<String, ConfigError> {
    match prefix_problem(&text) {
        Some(problem) => Err(settings::PREFIX.invalid(problem)),
        None => Ok(text),
    }
}

/// Checks the prefix of one guild.
pub(crate) fn check_guild_prefix(guild_id: GuildId, text: String) -> Result<String, ConfigError> {
    match prefix_problem(&text) {
        Some(problem) => {
            Err(ConfigError::GuildPrefix { guild_id, problem, accepts: settings::PREFIX.accepts })
        }
        None => Ok(text),
    }
}

/// Returns why a text cannot be a prefix; `None` if it can.
pub(crate) fn prefix_problem(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("it is empty, which would make every message a command");
    }
    if text.chars().any(char::is_whitespace) {
        return Some("it contains white space");
    }
    if text.contains(is_control) {
        return Some("it contains a control character");
    }
    if text.contains(is_invisible) || text.chars().all(is_joiner) {
        return Some("it contains an invisible character");
    }
    if text.starts_with('/') {
        return Some("`/` is reserved for slash commands");
    }
    // Members may choose the prefix of their guild, and all prefixes are stored.
    (text.chars().count() > 32).then_some("it is longer than 32 characters")
}

pub(super) fn address(text: &str) -> Result<Option<SocketAddr>, ConfigError> {
    if text == "off" {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        settings::HTTP_ADDR.invalid("it is not an IP address with a port; write 127.0.0.1 for `localhost`")
    })
}

pub(super) fn users(setting: &Setting, text: &str) -> Result<Vec<UserId>, ConfigError> {
    list(text)
        .map(|id| match id.parse::<u64>() {
            Ok(id) if id != 0 => Ok(UserId::new(id)),
            _ => Err(setting.invalid("it contains something that is not a user id")),
        })
        .collect()
}

pub(super) fn user(setting: &Setting, text: &str) -> Result<Option<UserId>, ConfigError> {
    let mut users = users(setting, text)?;
    match (users.pop(), users.is_empty()) {
        (user, true) => Ok(user),
        _ => Err(setting.invalid("it names more than one user")),
    }
}

pub(super) fn guild(text: &str) -> Result<Option<GuildId>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u64>() {
        Ok(id) if id != 0 => Ok(Some(GuildId::new(id))),
        _ => Err(settings::SYNC_GUILD.invalid("it is not a guild id")),
    }
}

pub(super) fn number(setting: &Setting, text: &str) -> Result<u32, ConfigError> {
    match text.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err(setting.invalid("it is not a number from 1 to 1000000")),
    }
}

pub(super) fn overflow(text: &str) -> Result<Overflow, ConfigError> {
    match text {
        "drop-new" => Ok(Overflow::DropNew),
        "drop-old" => Ok(Overflow::DropOld),
        "wait" => Ok(Overflow::Wait),
        _ => Err(settings::EVENT_OVERFLOW.invalid("it is not one of the accepted values")),
    }
}

pub(crate) fn api_url(text: &str, allow_plaintext: bool) -> Result<ApiUrl, ConfigError> {
    ApiUrl::parse(text, allow_plaintext).map_err(|problem| settings::API_URL.invalid(problem))
}

pub(crate) fn gateway_url(text: &str, allow_plaintext: bool) -> Result<Option<GatewayUrl>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    let url = GatewayUrl::parse(text, allow_plaintext);
    url.map(Some).map_err(|problem| settings::GATEWAY_URL.invalid(problem))
}

pub(super) fn plaintext(text: &str) -> Result<bool, ConfigError> {
    match text {
        "no" => Ok(false),
        "yes" => Ok(true),
        _ => Err(settings::ALLOW_PLAINTEXT.invalid("it is not one of the accepted values")),
    }
}

pub(super) fn compression(text: &str) -> Result<Compression, ConfigError> {
    match text {
        "zstd-stream" => Ok(Compression::Zstd),
        "zlib-stream" => Ok(Compression::Zlib),
        "off" => Ok(Compression::Off),
        _ => Err(settings::COMPRESSION.invalid("it is not one of the accepted values")),
    }
}

pub(super) fn disabled(text: &str) -> Result<bool, ConfigError> {
    match text {
        "keep" => Ok(false),
        "remove" => Ok(true),
        _ => Err(settings::SYNC_DISABLED.invalid("it is not one of the accepted values")),
    }
}

pub(super) fn mode(text: &str) -> Result<Mode, ConfigError> {
    match text {
        "gateway" => Ok(Mode::Gateway),
        "http" => Ok(Mode::Http),
        _ => Err(settings::MODE.invalid("it is not one of the accepted values")),
    }
}

pub(super) fn sessions(text: &str) -> Result<SessionSetting, ConfigError> {
    match text {
        "auto" => Ok(SessionSetting::Auto),
        "keep" => Ok(SessionSetting::Keep),
        "end" => Ok(SessionSetting::End),
        _ => Err(settings::SESSIONS.invalid("it is not one of the accepted values")),
    }
}

/// Checks the shards of this process. `has_redis` is whether there is a Redis in which they can be leased.
pub(crate) fn check_shards(shards: ShardSetting, has_redis: bool) -> Result<ShardSetting, ConfigError> {
    let problem = match shards {
        ShardSetting::Lease(_) if !has_redis => Some("`lease` needs DISCORD_REDIS_URL".to_owned()),
        shards => shards.problem(),
    };
    problem.map_or(Ok(shards), |problem| Err(settings::SHARDS.invalid(problem)))
}

/// Returns the name of this host, where the system shows it as a file.
pub(super) fn host_name() -> Option<String> {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

pub(super) fn deletions(text: &str) -> Result<bool, ConfigError> {
    match text {
        "careful" => Ok(false),
        "allow" => Ok(true),
        _ => Err(settings::SYNC_DELETIONS.invalid("it is not one of the accepted values")),
    }
}

pub(super) fn log(text: String) -> Result<Option<String>, ConfigError> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<tracing_subscriber::EnvFilter>() {
        Ok(_) => Ok(Some(text)),
        Err(_) => Err(settings::LOG.invalid("it is not a valid filter")),
    }
}

pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

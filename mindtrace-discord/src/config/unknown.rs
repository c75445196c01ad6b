//! Environment variables that are named like settings, but are none.

use std::cmp::Reverse;

use super::settings::{OTHER_TOKEN, SETTINGS};

/// The beginning of the names of settings.
const PREFIX: &str = "DISCORD_";

/// Variables that are noticed elsewhere: another name of the token, and a setting of the emulator.
const OTHERS: [&str; 2] = [OTHER_TOKEN, "DISCORD_SANDBOX_RECORD"];

/// Returns the names that begin like those of settings and are none, sorted.
pub(super) fn among(names: impl Iterator<Item = String>) -> Vec<String> {
    let is_known = |name: &str| OTHERS.contains(&name) || SETTINGS.iter().any(|known| known.name == name);
    let is_name = |name: &str| {
        // A longer one, or one with other characters, does not come from a mistake in typing.
        name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let mut unknown: Vec<String> =
        names.filter(|name| name.starts_with(PREFIX) && is_name(name) && !is_known(name)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
}

/// Returns the setting whose name is the most similar: it has the most words of this one, else it differs by few letters.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let words = |name: &str| -> Vec<String> {
        name.trim_start_matches(PREFIX).split('_').map(str::to_ascii_uppercase).collect()
    };
    let typed = words(name);
    let rated = SETTINGS.iter().map(|setting| {
        let known = words(setting.name);
        let shared = typed.iter().filter(|word| known.iter().any(|known| is_same(word, known))).count();
        (shared, Reverse(strsim::osa_distance(name, setting.name)), setting.name)
    });
    let (shared, Reverse(distance), nearest) =
        rated.max_by_key(|(shared, distance, _)| (*shared, *distance))?;
    (shared > 0 || distance <= 3).then_some(nearest)
}

/// Returns whether two words are the same, or differ by one letter.
fn is_same(one: &str, other: &str) -> bool {
    one == other || (one.len().min(other.len()) >= 3 && strsim::osa_distance(one, other) <= 1)
}

#[cfg(test)]
mod tests {
    use super::{among, nearest};

    #[test]
    fn variables_that_are_no_settings_are_found() {
        let names = [
            "DISCORD_PREFIX",
            "PATH",
            "DISCORD_LOG",
            "DISCORD_TOKEN",
            "DISCORD_SANDBOX_RECORD",
            "DISCORD_LOGS",
            "DISCORD_PREFIX",
            "DISCORD_ \n",
        ];
        assert_eq!(among(names.into_iter().map(str::to_owned)), ["DISCORD_LOGS", "DISCORD_PREFIX"]);
    }

    #[test]
    fn the_nearest_setting_has_the_same_words_or_nearly_the_same_letters() {
        for (name, setting) in [
            ("DISCORD_PREFIX", Some("DISCORD_COMMAND_PREFIX")),
            ("DISCORD_COMAND_PREFX", Some("DISCORD_COMMAND_PREFIX")),
            ("DISCORD_LOGS", Some("DISCORD_LOG")),
            ("DISCORD_REDIS", Some("DISCORD_REDIS_URL")),
            ("DISCORD_HTTP_ADDRESS", Some("DISCORD_HTTP_ADDR")),
            ("DISCORD_OWNER", Some("DISCORD_OWNERS")),
            ("DISCORD_FAVOURITE_COLOUR", None),
        ] {
            assert_eq!(nearest(name), setting, "{name}");
        }
    }
}

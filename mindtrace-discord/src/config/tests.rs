//! Tests of the settings as a whole.

use super::{Config, ConfigError, ShardSetting, StoreSetting};

fn with(name: &'static str, value: &'static str) -> Result<Config, ConfigError> {
    Config::from_lookup(|requested| (requested == name).then(|| value.to_owned()))
}

#[test]
fn unset_variables_have_defaults() {
    let config = Config::from_lookup(|_| None).unwrap();
    assert!(config.token.is_none());
    assert_eq!(config.prefix, "!");
    assert_eq!(config.http_addr, Some("127.0.0.1:8080".parse().unwrap()));
}

#[test]
fn an_invalid_value_names_its_variable_and_accepted_values() {
    let cases = [
        ("DISCORD_COMMAND_PREFIX", "/"),
        ("DISCORD_API_URL", "http://proxy:3000"),
        ("DISCORD_GATEWAY_URL", "https://gateway.discord.gg"),
        ("DISCORD_ALLOW_PLAINTEXT", "true"),
        ("DISCORD_API_RATE", "0"),
        ("DISCORD_COMPRESSION", "gzip"),
        ("DISCORD_MODE", "both"),
        ("DISCORD_SHARDS", "0-7"),
        ("DISCORD_SHARDS", "lease"),
        ("DISCORD_SESSIONS", "yes"),
        ("DISCORD_INTENTS", "guild_memberz"),
        ("DISCORD_CACHE", "messages"),
        ("DISCORD_EVENT_QUEUE", "0"),
        ("DISCORD_EVENT_OVERFLOW", "drop"),
        ("DISCORD_HTTP_ADDR", "localhost"),
        ("DISCORD_HTTP_USER", "alice"),
        ("DISCORD_HTTP_RATE", "many"),
        ("DISCORD_HTTP_EXECUTE_USER", "1,2"),
        ("DISCORD_HTTP_EXECUTE_AS", "all"),
        ("DISCORD_STORE", "redis"),
        ("DISCORD_STATE", "redis"),
        ("DISCORD_OWNERS", "1,bob"),
        ("DISCORD_SYNC_GUILD", "home"),
        ("DISCORD_SYNC_DISABLED", "no"),
        ("DISCORD_SYNC_DELETIONS", "yes"),
        ("DISCORD_LOG", "loud=very"),
    ];
    for (name, value) in cases {
        let error = with(name, value).unwrap_err().to_string();
        assert!(error.starts_with(name) && error.contains("help: it accepts"), "{error}");
    }
}

#[test]
fn a_prefix_is_visible() {
    for prefix in ["👩\u{200d}💻", "❤\u{fe0f}", "می\u{200c}", "bot>"] {
        assert_eq!(with("DISCORD_COMMAND_PREFIX", prefix).unwrap().prefix, prefix);
    }
    for (prefix, problem) in [
        ("!\u{200b}", "an invisible character"),
        ("\u{feff}!", "an invisible character"),
        ("\u{200d}", "an invisible character"),
        ("\u{fe0f}\u{200c}", "an invisible character"),
        ("!\u{202e}", "a control character"),
        ("\u{2066}!\u{2069}", "a control character"),
        ("!\u{7}", "a control character"),
    ] {
        let error = with("DISCORD_COMMAND_PREFIX", prefix).unwrap_err().to_string();
        assert!(error.contains(problem), "{prefix:?}: {error}");
    }
}

#[test]
fn the_store_is_a_file_redis_or_memory() {
    let file = |path: &str| StoreSetting::File(path.into());
    assert_eq!(Config::from_lookup(|_| None).unwrap().store, file("discord-store.redb"));
    assert_eq!(with("DISCORD_STORE", "bot.redb").unwrap().store, file("bot.redb"));
    assert_eq!(with("DISCORD_STORE", "off").unwrap().store, StoreSetting::Memory);
    let shared = Config::from_lookup(|name| match name {
        "DISCORD_STORE" => Some("redis".to_owned()),
        "DISCORD_REDIS_URL" => Some("redis://127.0.0.1:6379".to_owned()),
        _ => None,
    });
    assert_eq!(shared.unwrap().store, StoreSetting::Redis);
}

#[test]
fn toggles_are_in_a_file_or_in_redis_if_there_is_one() {
    assert_eq!(Config::from_lookup(|_| None).unwrap().state, StoreSetting::File("discord-state.json".into()));
    assert_eq!(with("DISCORD_STATE", "off").unwrap().state, StoreSetting::Memory);
    let with_redis = |state: Option<&'static str>| {
        let config = Config::from_lookup(|name| match name {
            "DISCORD_STATE" => state.map(str::to_owned),
            "DISCORD_REDIS_URL" => Some("redis://127.0.0.1:6379".to_owned()),
            _ => None,
        });
        config.unwrap().state
    };
    if cfg!(feature = "redis") {
        assert_eq!(with_redis(None), StoreSetting::Redis);
    }
    assert_eq!(with_redis(Some("redis")), StoreSetting::Redis);
    assert_eq!(with_redis(Some("toggles.json")), StoreSetting::File("toggles.json".into()));
}

#[test]
fn sessions_are_kept_with_redis_or_on_request() {
    let keeps = |pairs: &[(&str, &str)], has_store| {
        let value = |name: &str| pairs.iter().find(|(pair, _)| *pair == name);
        let config = Config::from_lookup(|name| value(name).map(|(_, value)| (*value).to_owned()));
        config.unwrap().keeps_sessions(has_store)
    };
    let redis = ("DISCORD_REDIS_URL", "redis://127.0.0.1:6379");
    let (keep, off) = (("DISCORD_SESSIONS", "keep"), ("DISCORD_STORE", "off"));
    assert_eq!(keeps(&[], true), Ok(false));
    assert_eq!(keeps(&[redis], false), Ok(true));
    assert_eq!(keeps(&[redis, ("DISCORD_SESSIONS", "end")], false), Ok(false));
    assert_eq!(keeps(&[keep], false), Ok(true));
    assert_eq!(keeps(&[keep, off], true), Ok(true));
    let refused = keeps(&[keep, off], false).unwrap_err().to_string();
    assert!(refused.starts_with("DISCORD_SESSIONS") && refused.contains("DISCORD_STORE"), "{refused}");
}

#[test]
fn the_ordinal_of_the_host_chooses_the_shards() {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_SHARDS" => Some("ordinal*2/8".to_owned()),
        "HOSTNAME" => Some("bot-3".to_owned()),
        _ => None,
    });
    assert_eq!(config.unwrap().shards, ShardSetting::Range { first: 6, last: 7, total: 8 });
}

#[test]
fn tokens_are_never_printed() {
    let config = with("DISCORD_BOT_TOKEN", "abc.SECRET.def").unwrap();
    assert!(!format!("{config:?}").contains("SECRET"));
    let error = with("DISCORD_BOT_TOKEN", "abc SECRET").unwrap_err();
    assert!(!format!("{error:?} {error}").contains("SECRET"));
}

#[test]
fn a_token_under_another_name_is_noticed() {
    let other = |lookup: fn(&str) -> Option<String>| Config::from_lookup(lookup).unwrap().other_token;
    let set = |name: &str| name.ends_with("_TOKEN").then(|| "abc.def".to_owned());
    assert_eq!(with("DISCORD_TOKEN", "abc.def").unwrap().other_token, Some("DISCORD_TOKEN"));
    assert_eq!(other(set), None, "both are set");
    assert_eq!(other(|_| None), None);
}

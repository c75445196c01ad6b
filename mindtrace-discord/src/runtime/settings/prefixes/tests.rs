//! Tests of the prefixes in memory.

use std::collections::HashMap;

use serenity::model::id::GuildId;

use super::Prefixes;

#[test]
fn the_longest_prefix_of_the_bot_is_used_and_a_guild_has_its_own() {
    let here = Some(GuildId::new(1));
    let others = ["!!".to_owned(), "?".to_owned()];
    let prefixes = Prefixes::new("!", &others, HashMap::from([(GuildId::new(1), vec!["$".to_owned()])]));
    let used = |guild, text| prefixes.used(guild, text).map(|prefix| prefix.to_string());
    let cases = [("!a", Some("!")), ("!!a", Some("!!")), ("?a", Some("?")), ("$a", None), ("a", None)];
    for (text, expected) in cases {
        assert_eq!(used(None, text).as_deref(), expected, "{text}");
    }
    assert_eq!(used(here, "$a").as_deref(), Some("$"));
    assert_eq!(used(here, "?a"), None);
    assert_eq!((&*prefixes.of(None), &*prefixes.of(here)), ("!", "$"));
    assert!(prefixes.begins_one("?a") && prefixes.begins_one("$a") && !prefixes.begins_one("a"));
}

#[test]
fn a_prefix_is_found_in_json_that_escapes_a_part_of_it() {
    for prefix in ["a\"", "a\\b", "a/b", "aä", "!"] {
        let prefixes = Prefixes::new(prefix, &[], HashMap::new());
        let json = serde_json::to_string(&format!("{prefix}hello")).unwrap();
        assert!(prefixes.begins_one(&json[1..]), "{json}");
        let escaped = json[1..].replace('/', "\\/").replace('ä', "\\u00e4");
        assert!(prefixes.begins_one(&escaped), "{escaped}");
        assert!(!prefixes.begins_one("hello"), "{prefix}");
    }
}

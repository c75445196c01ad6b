//! Tests of the prefixes, with a store in memory.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;
use tokio::time::timeout;

use super::{PrefixError, Prefixes};
use crate::shared_state::{MemoryState, SharedState};
use crate::store::{Answer, Backend, MemoryStore, Scope, Store, StoreError};

fn texts(prefixes: &[&str]) -> Vec<String> {
    prefixes.iter().map(|prefix| (*prefix).to_owned()).collect()
}

#[tokio::test]
async fn a_guild_has_its_own_prefix_until_it_is_removed() {
    let store = Store::new(Arc::new(MemoryStore::default()));
    let prefixes = Prefixes::new("!", &[], HashMap::new(), None);
    let here = GuildId::new(1);
    prefixes.set(&store, here, texts(&["?"])).await.unwrap();
    assert_eq!((&*prefixes.of(Some(here)), &*prefixes.of(Some(GuildId::new(2)))), ("?", "!"));
    assert_eq!(&*prefixes.of(None), "!");
    for unusable in ["", "/", "a b", &"x".repeat(33)] {
        assert!(
            matches!(
                prefixes.set(&store, here, texts(&["$", unusable])).await,
                Err(PrefixError::Unusable(_))
            ),
            "{unusable}"
        );
    }
    assert_eq!(&*prefixes.of(Some(here)), "?", "an invalid prefix does not replace a valid one");
    prefixes.set(&store, here, Vec::new()).await.unwrap();
    assert_eq!(&*prefixes.of(Some(here)), "!");
}

#[test]
fn the_longest_prefix_of_the_bot_is_used_and_a_guild_has_its_own() {
    let here = Some(GuildId::new(1));
    let others = ["!!".to_owned(), "?".to_owned()];
    let prefixes = Prefixes::new("!", &others, HashMap::from([(GuildId::new(1), texts(&["$"]))]), None);
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
        let prefixes = Prefixes::new(prefix, &[], HashMap::new(), None);
        let json = serde_json::to_string(&format!("{prefix}hello")).unwrap();
        assert!(prefixes.begins_one(&json[1..]), "{json}");
        let escaped = json[1..].replace('/', "\\/").replace('ä', "\\u00e4");
        assert!(prefixes.begins_one(&escaped), "{escaped}");
        assert!(!prefixes.begins_one("hello"), "{prefix}");
    }
}

#[tokio::test]
async fn stored_prefixes_replace_those_of_the_builder() {
    let store = Store::new(Arc::new(MemoryStore::default()));
    let guilds = [1, 2, 3].map(GuildId::new);
    let configured = || {
        let guilds = guilds.into_iter().map(|guild| (guild, texts(&["?"])));
        Prefixes::new("!", &[], guilds.collect(), None)
    };
    let before = configured();
    before.set(&store, guilds[0], texts(&["$"])).await.unwrap();
    before.set(&store, guilds[1], Vec::new()).await.unwrap();
    store.framework().set("prefix.3", "a b").await.unwrap();
    store.framework().set("prefix.x", "$").await.unwrap();
    let after = configured();
    after.load(&store).await.unwrap();
    assert_eq!(guilds.map(|guild| after.of(Some(guild)).to_string()), ["$", "!", "?"]);
    assert!(after.begins_one("$hello"));
}

#[tokio::test]
async fn a_guild_may_have_several_prefixes() {
    let store = Store::new(Arc::new(MemoryStore::default()));
    let prefixes = Prefixes::new("!", &texts(&["?"]), HashMap::new(), None);
    let here = Some(GuildId::new(1));
    assert_eq!(prefixes.all_of(here).join(" "), "! ?");
    prefixes.set(&store, GuildId::new(1), texts(&["$", "%", "$", "$$"])).await.unwrap();
    assert_eq!((&*prefixes.of(here), prefixes.all_of(here).join(" ")), ("$", "$ % $$".to_owned()));
    for (text, expected) in [("$a", Some("$")), ("$$a", Some("$$")), ("%a", Some("%")), ("!a", None)] {
        assert_eq!(prefixes.used(here, text).as_deref(), expected, "{text}");
    }
    assert!(prefixes.begins_one("%a"));
    let many: Vec<String> = (0..26).map(|number| format!("{number}!")).collect();
    assert!(matches!(prefixes.set(&store, GuildId::new(1), many.clone()).await, Err(PrefixError::TooMany)));
    prefixes.set(&store, GuildId::new(1), many[..25].to_vec()).await.unwrap();
    let after = Prefixes::new("!", &[], HashMap::new(), None);
    after.load(&store).await.unwrap();
    assert_eq!(*after.all_of(here), *prefixes.all_of(here));
}

/// Returns the prefixes of a process that has read them.
async fn process(store: &Store, server: &Arc<MemoryState>) -> Prefixes {
    let shared: Arc<dyn SharedState> = Arc::<MemoryState>::clone(server);
    let prefixes = Prefixes::new("!", &[], HashMap::new(), Some(shared));
    prefixes.load(store).await.unwrap();
    prefixes
}

#[tokio::test]
async fn a_change_is_announced_to_the_other_processes() {
    let store = Store::new(Arc::new(MemoryStore::default()));
    let server = Arc::new(MemoryState::default());
    let (one, two) = (process(&store, &server).await, process(&store, &server).await);
    let mut announced = two.announcements().unwrap();
    let (here, there) = (GuildId::new(1), GuildId::new(2));
    for expected in ["?", "%"] {
        one.set(&store, here, texts(&[expected])).await.unwrap();
        two.follow(&store, &announced.recv().await.unwrap()).await.unwrap();
        assert_eq!(&*two.of(Some(here)), expected);
    }
    // The announcements were enough: a prefix that is stored without a revision is not read.
    store.framework().set("prefix.2", "$").await.unwrap();
    two.refresh(&store).await.unwrap();
    assert_eq!(&*two.of(Some(there)), "!");
    // One announcement is lost, so the next one does not stand for both.
    one.set(&store, there, texts(&["+"])).await.unwrap();
    announced.recv().await.unwrap();
    one.set(&store, here, Vec::new()).await.unwrap();
    two.follow(&store, &announced.recv().await.unwrap()).await.unwrap();
    assert_eq!((&*two.of(Some(here)), &*two.of(Some(there))), ("!", "!"));
    two.refresh(&store).await.unwrap();
    assert_eq!((&*two.of(Some(here)), &*two.of(Some(there))), ("!", "+"));
    assert!(two.follow(&store, "changed").await.is_err());
}

#[tokio::test]
async fn a_change_during_an_outage_is_announced_later() {
    let store = Store::new(Arc::new(MemoryStore::default()));
    let server = Arc::new(MemoryState::default());
    let (one, two) = (process(&store, &server).await, process(&store, &server).await);
    let here = GuildId::new(1);
    // As after a change whose announcement failed.
    store.framework().set("prefix.1", "?").await.unwrap();
    one.known.lock().await.unannounced.insert(here);
    two.refresh(&store).await.unwrap();
    assert_eq!(&*two.of(Some(here)), "!");
    one.refresh(&store).await.unwrap();
    two.refresh(&store).await.unwrap();
    assert_eq!(&*two.of(Some(here)), "?");
    assert!(one.known.lock().await.unannounced.is_empty());
}

/// A store whose changes are made and never answered.
#[derive(Debug)]
struct Silent(Arc<MemoryStore>);

impl Backend for Silent {
    fn get<'a>(&'a self, scope: Scope, key: &'a str) -> Answer<'a, Option<String>> {
        self.0.get(scope, key)
    }

    fn put<'a>(&'a self, scope: Scope, key: &'a str, value: Option<&'a str>) -> Answer<'a, bool> {
        Box::pin(async move {
            self.0.put(scope, key, value).await?;
            std::future::pending::<Result<bool, StoreError>>().await
        })
    }

    fn swap<'a>(
        &'a self,
        scope: Scope,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
    ) -> Answer<'a, bool> {
        self.0.swap(scope, key, old, new)
    }

    fn entries<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<(String, String)>> {
        self.0.entries(scope, prefix)
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_that_was_stored_and_not_announced_is_read() {
    let stored = Arc::new(MemoryStore::default());
    let silent = Store::new(Arc::new(Silent(Arc::clone(&stored))));
    let store = Store::new(stored);
    let server = Arc::new(MemoryState::default());
    let (one, two) = (process(&store, &server).await, process(&store, &server).await);
    let here = GuildId::new(1);
    two.refresh(&store).await.unwrap();
    let cancelled = timeout(Duration::from_secs(1), one.set(&silent, here, texts(&["?"]))).await;
    assert!(cancelled.is_err());
    // The first process may have been killed, as far as the second one knows.
    assert_eq!((&*one.of(Some(here)), &*two.of(Some(here))), ("!", "!"));
    two.refresh(&store).await.unwrap();
    assert_eq!(&*two.of(Some(here)), "?");
    // It was not, so it obeys and announces the change.
    let mut announced = two.announcements().unwrap();
    one.refresh(&store).await.unwrap();
    assert_eq!(&*one.of(Some(here)), "?");
    assert!(announced.recv().await.is_some());
    two.refresh(&store).await.unwrap();
    // No change is under way any more: one that is stored without a revision is not read.
    store.framework().set("prefix.1", "$").await.unwrap();
    two.refresh(&store).await.unwrap();
    assert_eq!(&*two.of(Some(here)), "?");
}

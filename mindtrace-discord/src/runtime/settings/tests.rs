//! Tests of the settings, with a store and shared state in memory.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;
use tokio::time::timeout;

use super::Settings;
use super::languages::{LanguageError, Languages};
use super::prefixes::{PrefixError, Prefixes};
use crate::locale::Locales;
use crate::shared_state::{MemoryState, SharedState};
use crate::store::{Answer, Backend, MemoryStore, Scope, Store, StoreError};

fn texts(prefixes: &[&str]) -> Vec<String> {
    prefixes.iter().map(|prefix| (*prefix).to_owned()).collect()
}

fn store() -> Store {
    Store::new(Arc::new(MemoryStore::default()))
}

/// Returns settings whose texts are in these languages.
fn settings(prefixes: Prefixes, spoken: &[&str], store: &Store) -> Settings {
    let locales = Arc::new(Locales::new(spoken.iter().map(|language| (*language, ""))));
    Settings::new(prefixes, Languages::new(locales), store.clone(), None)
}

fn prefixes(others: &[String]) -> Prefixes {
    Prefixes::new("!", others, HashMap::new())
}

#[tokio::test]
async fn a_guild_has_its_own_prefix_until_it_is_removed() {
    let settings = settings(prefixes(&[]), &[], &store());
    let (here, of) = (GuildId::new(1), |guild| settings.prefixes.of(guild).to_string());
    settings.set_prefixes(here, texts(&["?"])).await.unwrap();
    assert_eq!([of(Some(here)), of(Some(GuildId::new(2))), of(None)], ["?", "!", "!"]);
    for unusable in ["", "/", "a b", &"x".repeat(33)] {
        let set = settings.set_prefixes(here, texts(&["$", unusable])).await;
        assert!(matches!(set, Err(PrefixError::Unusable(_))), "{unusable}");
    }
    assert_eq!(of(Some(here)), "?", "an invalid prefix does not replace a valid one");
    settings.set_prefixes(here, Vec::new()).await.unwrap();
    assert_eq!(of(Some(here)), "!");
}

#[tokio::test]
async fn stored_prefixes_replace_those_of_the_builder() {
    let store = store();
    let guilds = [1, 2, 3].map(GuildId::new);
    let configured = || {
        let guilds = guilds.into_iter().map(|guild| (guild, texts(&["?"])));
        settings(Prefixes::new("!", &[], guilds.collect()), &[], &store)
    };
    let before = configured();
    before.set_prefixes(guilds[0], texts(&["$"])).await.unwrap();
    before.set_prefixes(guilds[1], Vec::new()).await.unwrap();
    store.framework().set("prefix.3", "a b").await.unwrap();
    store.framework().set("prefix.x", "$").await.unwrap();
    let after = configured();
    after.load().await.unwrap();
    assert_eq!(guilds.map(|guild| after.prefixes.of(Some(guild)).to_string()), ["$", "!", "?"]);
    assert!(after.prefixes.begins_one("$hello"));
}

#[tokio::test]
async fn a_guild_may_have_several_prefixes() {
    let store = store();
    let settings_of = || settings(prefixes(&texts(&["?"])), &[], &store);
    let before = settings_of();
    let here = Some(GuildId::new(1));
    assert_eq!(before.prefixes.all_of(here).join(" "), "! ?");
    before.set_prefixes(GuildId::new(1), texts(&["$", "%", "$", "$$"])).await.unwrap();
    assert_eq!(
        (&*before.prefixes.of(here), before.prefixes.all_of(here).join(" ")),
        ("$", "$ % $$".to_owned())
    );
    for (text, expected) in [("$a", Some("$")), ("$$a", Some("$$")), ("%a", Some("%")), ("!a", None)] {
        assert_eq!(before.prefixes.used(here, text).as_deref(), expected, "{text}");
    }
    assert!(before.prefixes.begins_one("%a"));
    let many: Vec<String> = (0..26).map(|number| format!("{number}!")).collect();
    let refused = before.set_prefixes(GuildId::new(1), many.clone()).await;
    assert!(matches!(refused, Err(PrefixError::TooMany)));
    before.set_prefixes(GuildId::new(1), many[..25].to_vec()).await.unwrap();
    let after = settings_of();
    after.load().await.unwrap();
    assert_eq!(*after.prefixes.all_of(here), *before.prefixes.all_of(here));
}

#[tokio::test]
async fn a_guild_has_a_language_that_the_bot_has_texts_in() {
    let store = store();
    let before = settings(prefixes(&[]), &["en-US", "de"], &store);
    let (here, there) = (GuildId::new(1), GuildId::new(2));
    before.set_language(here, Some("de")).await.unwrap();
    before.set_language(there, Some("de")).await.unwrap();
    assert_eq!((before.languages.of(here), before.languages.of(GuildId::new(3))), (Some("de"), None));
    for language in ["fr", "DE", "en", ""] {
        let error = before.set_language(here, Some(language)).await.unwrap_err();
        let LanguageError::NoTexts { known, .. } = &error else { panic!("{error}") };
        assert_eq!(known, &["en-US", "de"]);
        assert!(error.to_string().ends_with("there are texts in en-US, de"), "{error}");
    }
    assert_eq!(before.languages.of(here), Some("de"), "an unknown language does not replace a known one");
    before.set_language(there, None).await.unwrap();
    store.framework().set("language.4", "xx").await.unwrap();
    let after = settings(prefixes(&[]), &["en-US", "de"], &store);
    after.load().await.unwrap();
    let of = [here, there, GuildId::new(4)].map(|guild| after.languages.of(guild));
    assert_eq!(of, [Some("de"), None, None]);
    // A later version has no German texts.
    let later = settings(prefixes(&[]), &["en-US"], &store);
    later.load().await.unwrap();
    assert_eq!(later.languages.of(here), None);
}

#[tokio::test]
async fn without_texts_of_the_author_the_languages_of_the_framework_can_be_set() {
    let settings = settings(prefixes(&[]), &[], &store());
    settings.set_language(GuildId::new(1), Some("uk")).await.unwrap();
    assert_eq!(settings.languages.of(GuildId::new(1)), Some("uk"));
    assert!(settings.set_language(GuildId::new(1), Some("hu")).await.is_err());
}

/// Returns the settings of a process that has read them.
async fn process(store: &Store, server: &Arc<MemoryState>) -> Settings {
    let shared: Arc<dyn SharedState> = Arc::<MemoryState>::clone(server);
    let languages = Languages::new(Arc::new(Locales::new([("en-US", ""), ("de", "")])));
    let settings = Settings::new(prefixes(&[]), languages, store.clone(), Some(shared));
    settings.load().await.unwrap();
    settings
}

#[tokio::test]
async fn a_change_is_announced_to_the_other_processes() {
    let store = store();
    let server = Arc::new(MemoryState::default());
    let (one, two) = (process(&store, &server).await, process(&store, &server).await);
    let mut announced = two.announcements().unwrap();
    let (here, there) = (GuildId::new(1), GuildId::new(2));
    let of = |guild| two.prefixes.of(Some(guild)).to_string();
    for expected in ["?", "%"] {
        one.set_prefixes(here, texts(&[expected])).await.unwrap();
        two.follow(&announced.recv().await.unwrap()).await.unwrap();
        assert_eq!(of(here), expected);
    }
    for expected in [Some("de"), None] {
        one.set_language(here, expected).await.unwrap();
        two.follow(&announced.recv().await.unwrap()).await.unwrap();
        assert_eq!(two.languages.of(here), expected);
    }
    // The announcements were enough: a prefix that is stored without a revision is not read.
    store.framework().set("prefix.2", "$").await.unwrap();
    two.refresh().await.unwrap();
    assert_eq!(of(there), "!");
    // One announcement is lost, so the next one does not stand for both.
    one.set_prefixes(there, texts(&["+"])).await.unwrap();
    announced.recv().await.unwrap();
    one.set_language(here, Some("de")).await.unwrap();
    two.follow(&announced.recv().await.unwrap()).await.unwrap();
    assert_eq!((two.languages.of(here), of(there)), (Some("de"), "!".to_owned()));
    two.refresh().await.unwrap();
    assert_eq!((of(here), of(there)), ("%".to_owned(), "+".to_owned()));
    assert!(two.follow("changed").await.is_err());
}

#[tokio::test]
async fn a_change_during_an_outage_is_announced_later() {
    let store = store();
    let server = Arc::new(MemoryState::default());
    let (one, two) = (process(&store, &server).await, process(&store, &server).await);
    let here = GuildId::new(1);
    // As after changes whose announcements failed.
    store.framework().set("prefix.1", "?").await.unwrap();
    store.framework().set("language.1", "de").await.unwrap();
    one.known.lock().await.unannounced.extend(texts(&["prefix.1", "language.1"]));
    two.refresh().await.unwrap();
    assert_eq!((&*two.prefixes.of(Some(here)), two.languages.of(here)), ("!", None));
    one.refresh().await.unwrap();
    two.refresh().await.unwrap();
    assert_eq!((&*two.prefixes.of(Some(here)), two.languages.of(here)), ("?", Some("de")));
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
    let (one, two) = (process(&silent, &server).await, process(&store, &server).await);
    let here = GuildId::new(1);
    two.refresh().await.unwrap();
    let cancelled = timeout(Duration::from_secs(1), one.set_prefixes(here, texts(&["?"]))).await;
    assert!(cancelled.is_err());
    // The first process may have been killed, as far as the second one knows.
    assert_eq!((&*one.prefixes.of(Some(here)), &*two.prefixes.of(Some(here))), ("!", "!"));
    two.refresh().await.unwrap();
    assert_eq!(&*two.prefixes.of(Some(here)), "?");
    // It was not, so it obeys and announces the change.
    let mut announced = two.announcements().unwrap();
    one.refresh().await.unwrap();
    assert_eq!(&*one.prefixes.of(Some(here)), "?");
    assert!(announced.recv().await.is_some());
    two.refresh().await.unwrap();
    // No change is under way any more: one that is stored without a revision is not read.
    store.framework().set("prefix.1", "$").await.unwrap();
    two.refresh().await.unwrap();
    assert_eq!(&*two.prefixes.of(Some(here)), "?");
}

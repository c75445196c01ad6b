//! The behaviour of every backend, tested against memory, a file and, with `redis-server`, Redis.

use std::path::PathBuf;
use std::sync::Arc;

use futures::future::join_all;
use serde_json::json;
use serenity::model::id::{ChannelId, GuildId, UserId};

use super::{Backend, FileStore, Key, MemoryStore, Scope, Store, StoreError};

const GUILD: GuildId = GuildId::new(1);
const WELCOME: Key<ChannelId> = Key::new("welcome_channel");

/// A folder that is removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("store-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self) -> PathBuf {
        self.0.join("store.redb")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn conforms(backend: Arc<dyn Backend>) {
    stores_texts(&*backend).await;
    let store = Store::new(backend);
    keeps_scopes_apart(&store).await;
    refuses_what_does_not_fit(&store).await;
    loses_no_update(&store).await;
}

async fn stores_texts(backend: &dyn Backend) {
    assert_eq!(backend.get(Scope::Bot, "a").await.unwrap(), None);
    assert!(!backend.put(Scope::Bot, "a", None).await.unwrap());
    assert!(backend.swap(Scope::Bot, "a", None, None).await.unwrap());
    assert!(!backend.swap(Scope::Bot, "a", Some("1"), Some("2")).await.unwrap());
    assert!(!backend.put(Scope::Bot, "a", Some("1")).await.unwrap());
    assert!(backend.put(Scope::Bot, "a", Some("2")).await.unwrap());
    assert_eq!(backend.get(Scope::Bot, "a").await.unwrap().as_deref(), Some("2"));
    assert!(!backend.swap(Scope::Bot, "a", None, Some("3")).await.unwrap());
    assert!(!backend.swap(Scope::Bot, "a", Some("1"), Some("3")).await.unwrap());
    assert!(backend.swap(Scope::Bot, "a", Some("2"), Some("3")).await.unwrap());
    assert_eq!(backend.get(Scope::Bot, "a").await.unwrap().as_deref(), Some("3"));
    assert!(backend.swap(Scope::Bot, "a", Some("3"), None).await.unwrap());
    assert_eq!(backend.get(Scope::Bot, "a").await.unwrap(), None);
    for key in ["tag.b", "tag.a", "tag", "tah", "t"] {
        backend.put(Scope::Bot, key, Some("true")).await.unwrap();
    }
    let entries = backend.entries(Scope::Bot, "tag.").await.unwrap();
    let expected = ["tag.a", "tag.b"].map(|key| (key.to_owned(), "true".to_owned()));
    assert_eq!(entries, expected);
    assert_eq!(backend.entries(Scope::Bot, "").await.unwrap().len(), 5);
    assert_eq!(backend.keys_before(Scope::Bot, "tag", "tag.b").await.unwrap(), ["tag", "tag.a"]);
    assert!(backend.put(Scope::Bot, "tag", None).await.unwrap());
    assert_eq!(backend.entries(Scope::Bot, "tag").await.unwrap(), expected);
}

async fn keeps_scopes_apart(store: &Store) {
    let user = UserId::new(2);
    let scopes =
        [store.guild(GUILD), store.guild(GuildId::new(12)), store.user(user), store.member(GUILD, user)];
    for (number, scope) in (1..).zip(&scopes) {
        scope.set(WELCOME, &ChannelId::new(number)).await.unwrap();
    }
    for (number, scope) in (1..).zip(&scopes) {
        assert_eq!(scope.get(WELCOME).await.unwrap(), Some(ChannelId::new(number)));
        assert_eq!(scope.keys("").await.unwrap(), ["welcome_channel"]);
    }
    assert_eq!(store.guild(GuildId::new(2)).keys("").await.unwrap(), Vec::<String>::new());
    assert!(scopes[0].remove("welcome_channel").await.unwrap());
    assert!(!scopes[0].remove("welcome_channel").await.unwrap());
    assert_eq!(scopes[0].get(WELCOME).await.unwrap(), None);
    assert_eq!(scopes[1].get::<ChannelId>("welcome_channel").await.unwrap(), Some(ChannelId::new(2)));
}

async fn refuses_what_does_not_fit(store: &Store) {
    let guild = store.guild(GUILD);
    let longest = "k".repeat(100);
    guild.set(longest.as_str(), &1).await.unwrap();
    for invalid in ["", "a b", "ä", "a\n", &"k".repeat(101)] {
        let refused = guild.set(invalid, &1).await.unwrap_err();
        assert!(matches!(refused, StoreError::InvalidKey(_)), "{invalid:?}: {refused}");
        assert!(matches!(guild.get::<u8>(invalid).await, Err(StoreError::InvalidKey(_))), "{invalid:?}");
        assert!(matches!(guild.remove(invalid).await, Err(StoreError::InvalidKey(_))), "{invalid:?}");
    }
    // The quotes count.
    guild.set("text", &"x".repeat(64 * 1024 - 2)).await.unwrap();
    let refused = guild.set("text", &"x".repeat(64 * 1024 - 1)).await.unwrap_err();
    assert!(matches!(refused, StoreError::ValueTooLarge { bytes: 65_537, .. }), "{refused}");
    let no_json = std::collections::HashMap::from([((1, 2), 3)]);
    let refused = guild.set("map", &no_json).await.unwrap_err();
    assert!(matches!(refused, StoreError::Serialize { .. }), "{refused}");
    guild.set("text", &json!({ "name": "Ä \u{0} \"" })).await.unwrap();
    let refused = guild.get::<u32>("text").await.unwrap_err();
    assert!(matches!(refused, StoreError::Deserialize { .. }), "{refused}");
    assert!(refused.to_string().starts_with("the value of `text` has another type: "), "{refused}");
    let same = guild.get::<serde_json::Value>("text").await.unwrap();
    assert_eq!(same, Some(json!({ "name": "Ä \u{0} \"" })));
}

async fn loses_no_update(store: &Store) {
    let bot = store.bot();
    let sums = join_all((0..50).map(|_| bot.increment("coins", 2))).await;
    let mut sums: Vec<i64> = sums.into_iter().map(Result::unwrap).collect();
    sums.sort_unstable();
    assert_eq!(sums, (1..=50).map(|number| number * 2).collect::<Vec<i64>>());
    assert_eq!(bot.increment("coins", i64::MAX).await.unwrap(), i64::MAX);
    let doubled = bot.update("word", |word: Option<String>| word.unwrap_or("ha".to_owned()).repeat(2));
    assert_eq!(doubled.await.unwrap(), "haha");
    assert!(matches!(bot.increment("word", 1).await, Err(StoreError::Deserialize { .. })));
    assert_eq!(bot.get::<String>("word").await.unwrap().as_deref(), Some("haha"));
}

#[tokio::test]
async fn memory_conforms() {
    conforms(Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_file_conforms() {
    let folder = Folder::new("conforms");
    conforms(Arc::new(FileStore::new(folder.file()))).await;
}

#[cfg(feature = "redis")]
#[tokio::test]
#[ignore = "needs redis-server"]
async fn redis_conforms() {
    let (redis, _state) = crate::shared_state::tests::redis::Redis::start();
    let backend = super::RedisStore::new(redis.server());
    // The first request connects.
    while backend.get(Scope::Bot, "a").await.is_err() {}
    conforms(Arc::new(backend)).await;
}

#[tokio::test]
async fn a_file_is_created_by_the_first_value_and_kept() {
    let folder = Folder::new("kept");
    let first = Store::new(Arc::new(FileStore::new(folder.file())));
    assert_eq!(first.guild(GUILD).get(WELCOME).await.unwrap(), None);
    assert!(!first.guild(GUILD).remove("welcome_channel").await.unwrap());
    assert!(!folder.file().exists());
    first.guild(GUILD).set(WELCOME, &ChannelId::new(7)).await.unwrap();
    let second = Store::new(Arc::new(FileStore::new(folder.file())));
    let refused = second.guild(GUILD).get(WELCOME).await.unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    first.close().await;
    assert!(matches!(first.guild(GUILD).get(WELCOME).await, Err(StoreError::Closed)));
    assert_eq!(second.guild(GUILD).get(WELCOME).await.unwrap(), Some(ChannelId::new(7)));
}

#[tokio::test]
async fn a_file_that_is_no_store_is_refused_and_left_alone() {
    let folder = Folder::new("other");
    let text = "a letter to a friend, and not a database\n".repeat(1000);
    std::fs::write(folder.file(), &text).unwrap();
    for path in [folder.file(), folder.0.clone()] {
        let store = Store::new(Arc::new(FileStore::new(path)));
        let refused = store.guild(GUILD).set(WELCOME, &ChannelId::new(7)).await.unwrap_err();
        assert!(matches!(refused, StoreError::Unavailable(_)), "{refused}");
    }
    assert_eq!(std::fs::read_to_string(folder.file()).unwrap(), text);
}

#[tokio::test]
async fn values_are_never_printed() {
    let memory = Arc::new(MemoryStore::default());
    let store = Store::new(Arc::clone(&memory) as Arc<dyn Backend>);
    store.bot().set("password", "hunter2").await.unwrap();
    assert_eq!(format!("{memory:?}"), "MemoryStore { values: 1 }");
    assert!(!format!("{store:?}").contains("hunter2"));
}

//! The store as a bot's code sees it: typed values of one scope.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serenity::model::id::{GuildId, UserId};
use tokio::sync::Semaphore;

use super::backend::{Backend, Scope};
use super::error::{MAX_VALUE, StoreError};
use super::key::{AsKey, check};

/// How many updates of different values run at once in this process.
const UPDATES: usize = 64;

/// How often an update is tried while other processes change the value.
const ATTEMPTS: usize = 100;

/// The values that a bot keeps. [`Context::store`](crate::Context::store) returns it.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// async fn visits(ctx: &Context, guild: GuildId) -> Result<i64> {
///     let store = ctx.store();
///     store.bot().increment("visits", 1).await?;
///     store.user(ctx.author().id).increment("visits", 1).await?;
///     store.member(guild, ctx.author().id).increment("visits", 1).await?;
///     Ok(store.guild(guild).increment("visits", 1).await?)
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    backend: Arc<dyn Backend>,
    /// The updates of one value run one after the other, so that only other processes can make one start again.
    updates: [Semaphore; UPDATES],
}

/// The values of one scope: of a guild, a user, a member or the bot.
///
/// A key is a text of 1 to 100 bytes of visible ASCII, or a [`Key`](super::Key). A value is anything that serde can write as JSON, with
/// at most 64 KiB.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # #[cfg(feature = "sandbox")]
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Use the store.
/// #[command]
/// async fn keep(ctx: &Context) -> Result<String> {
///     let values = ctx.store().bot();
///     values.set("tag.rules", "Be kind.").await?;
///     assert_eq!(values.get::<String>("tag.rules").await?.as_deref(), Some("Be kind."));
///     assert_eq!((values.increment("count", 2).await?, values.increment("count", -1).await?), (2, 1));
///     assert_eq!(values.keys("tag.").await?, ["tag.rules"]);
///     assert!(values.remove("tag.rules").await?);
///     Ok("kept".to_owned())
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<keep>())
/// # }
/// # #[cfg(not(feature = "sandbox"))]
/// # fn main() {}
/// # #[cfg(feature = "sandbox")]
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// assert_eq!(sandbox.member("alice").await?.says("!keep").await?.content, "kept");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ScopedStore {
    store: Store,
    scope: Scope,
}

impl Store {
    pub(crate) fn new(backend: Arc<dyn Backend>) -> Self {
        let updates = std::array::from_fn(|_| Semaphore::new(1));
        Self { inner: Arc::new(Inner { backend, updates }) }
    }

    /// The values of a guild.
    pub fn guild(&self, guild_id: GuildId) -> ScopedStore {
        self.scoped(Scope::Guild(guild_id))
    }

    /// The values of a user, the same in all guilds.
    pub fn user(&self, user_id: UserId) -> ScopedStore {
        self.scoped(Scope::User(user_id))
    }

    /// The values of a user in one guild, such as a level.
    pub fn member(&self, guild_id: GuildId, user_id: UserId) -> ScopedStore {
        self.scoped(Scope::Member(guild_id, user_id))
    }

    /// The values of the bot.
    pub fn bot(&self) -> ScopedStore {
        self.scoped(Scope::Bot)
    }

    /// The values of the framework.
    pub(crate) fn framework(&self) -> ScopedStore {
        self.scoped(Scope::Framework)
    }

    /// The gateway sessions of processes that have stopped.
    pub(crate) fn sessions(&self) -> ScopedStore {
        self.scoped(Scope::Sessions)
    }

    /// Closes the file, so that another process can open it.
    pub(crate) async fn close(&self) {
        if let Err(error) = self.inner.backend.close().await {
            tracing::warn!(%error, "the store could not be closed");
        }
    }

    fn scoped(&self, scope: Scope) -> ScopedStore {
        ScopedStore { store: self.clone(), scope }
    }
}

impl ScopedStore {
    /// Returns a value; `None` if the key has none.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # async fn welcome(ctx: &Context, guild: GuildId) -> Result<()> {
    /// let channel = ctx.store().guild(guild).get::<ChannelId>("welcome_channel").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`StoreError::InvalidKey`]; [`StoreError::Deserialize`] if the stored value has another type; [`StoreError::Unavailable`] and
    /// others if the store cannot be read.
    pub async fn get<T: DeserializeOwned>(&self, key: impl AsKey<T>) -> Result<Option<T>, StoreError> {
        let key = check(key.as_key())?;
        let text = self.text(key).await?;
        text.map(|text| parse(key, &text)).transpose()
    }

    /// Sets a value. It is stored when this method returns.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # async fn settle_in(ctx: &Context, guild: GuildId, channel: ChannelId) -> Result<()> {
    /// ctx.store().guild(guild).set("welcome_channel", &channel).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`StoreError::InvalidKey`]; [`StoreError::ValueTooLarge`] and [`StoreError::Serialize`] for a value that cannot be stored;
    /// [`StoreError::Unavailable`] and others if the store cannot be changed.
    pub async fn set<T: Serialize + ?Sized + Sync>(
        &self,
        key: impl AsKey<T>,
        value: &T,
    ) -> Result<(), StoreError> {
        let key = check(key.as_key())?;
        let text = write(key, value)?;
        self.put_text(key, Some(&text)).await?;
        Ok(())
    }

    /// Removes a value. Returns whether the key had one.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # async fn forget(ctx: &Context, guild: GuildId) -> Result<()> {
    /// let was_set = ctx.store().guild(guild).remove("welcome_channel").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`StoreError::InvalidKey`]; [`StoreError::Unavailable`] and others if the store cannot be changed.
    pub async fn remove(&self, key: &str) -> Result<bool, StoreError> {
        self.put_text(check(key)?, None).await
    }

    /// Returns the keys that begin with `prefix`, sorted; all keys of the scope for an empty `prefix`.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # async fn tags(ctx: &Context, guild: GuildId) -> Result<String> {
    /// let tags = ctx.store().guild(guild).keys("tag.").await?;
    /// # Ok(tags.join(", "))
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`StoreError::InvalidKey`] for a prefix with which no key begins; [`StoreError::Unavailable`] and others if the store cannot be
    /// read.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        if !prefix.is_empty() {
            check(prefix)?;
        }
        self.store.inner.backend.keys(self.scope, prefix).await
    }

    /// Replaces a value by what `change` makes of it, and returns the new one. `change` gets `None` if the key has no value.
    ///
    /// No other update comes in between, from this process or another. So `change` may be called again with a newer value, and should do
    /// nothing else.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # async fn earn(ctx: &Context, guild: GuildId) -> Result<()> {
    /// let member = ctx.store().member(guild, ctx.author().id);
    /// let items = member.update("inventory", |items: Option<Vec<String>>| {
    ///     let mut items = items.unwrap_or_default();
    ///     items.push("sword".to_owned());
    ///     items
    /// });
    /// let items = items.await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`get`](Self::get) and [`set`](Self::set), and [`StoreError::Contended`] if other processes change the value all the
    /// time.
    pub async fn update<T: Serialize + DeserializeOwned>(
        &self,
        key: impl AsKey<T>,
        mut change: impl FnMut(Option<T>) -> T,
    ) -> Result<T, StoreError> {
        let key = check(key.as_key())?;
        // Never closed.
        let _turn = self.store.inner.updates[self.position(key)].acquire().await;
        for _ in 0..ATTEMPTS {
            let old = self.text(key).await?;
            let value = change(old.as_deref().map(|text| parse(key, text)).transpose()?);
            let new = write(key, &value)?;
            if self.swap(key, old.as_deref(), Some(&new)).await? {
                return Ok(value);
            }
        }
        Err(StoreError::Contended(key.to_owned()))
    }

    /// Adds to a number, which is 0 if the key has no value, and returns the sum. `by` may be negative.
    ///
    /// It is an [`update`](Self::update): concurrent calls lose nothing. A sum that an `i64` cannot hold is the nearest number that it can.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # async fn earn(ctx: &Context, guild: GuildId) -> Result<()> {
    /// let coins = ctx.store().member(guild, ctx.author().id).increment("coins", 5).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`update`](Self::update).
    pub async fn increment(&self, key: impl AsKey<i64>, by: i64) -> Result<i64, StoreError> {
        self.update(key, |number: Option<i64>| number.unwrap_or(0).saturating_add(by)).await
    }

    /// Returns the JSON of a value.
    pub(crate) async fn text(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.inner.backend.get(self.scope, key).await
    }

    /// Stores the JSON of a value, or removes it. Returns whether there was one.
    pub(crate) async fn put_text(&self, key: &str, text: Option<&str>) -> Result<bool, StoreError> {
        if let Some(text) = text {
            fits(key, text)?;
        }
        self.store.inner.backend.put(self.scope, key, text).await
    }

    /// Replaces the JSON of a value if it is still the old one.
    pub(crate) async fn swap(
        &self,
        key: &str,
        old: Option<&str>,
        new: Option<&str>,
    ) -> Result<bool, StoreError> {
        self.store.inner.backend.swap(self.scope, key, old, new).await
    }

    /// Returns the keys that begin with a prefix, and the JSON of their values.
    pub(crate) async fn entries(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        if !prefix.is_empty() {
            check(prefix)?;
        }
        self.store.inner.backend.entries(self.scope, prefix).await
    }

    /// Returns the keys that begin with `prefix` and are less than `end`, sorted.
    pub(crate) async fn keys_before(&self, prefix: &str, end: &str) -> Result<Vec<String>, StoreError> {
        self.store.inner.backend.keys_before(self.scope, prefix, end).await
    }

    /// Returns the position of the semaphore for the updates of a key. Different keys may share one.
    fn position(&self, key: &str) -> usize {
        let mut hasher = DefaultHasher::new();
        (self.scope, key).hash(&mut hasher);
        usize::try_from(hasher.finish() % UPDATES as u64).unwrap_or_default()
    }
}

fn parse<T: DeserializeOwned>(key: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Deserialize { key: key.to_owned(), source })
}

fn write<T: Serialize + ?Sized>(key: &str, value: &T) -> Result<String, StoreError> {
    let text = serde_json::to_string(value);
    let text = text.map_err(|source| StoreError::Serialize { key: key.to_owned(), source })?;
    fits(key, &text)?;
    Ok(text)
}

fn fits(key: &str, text: &str) -> Result<(), StoreError> {
    if text.len() > MAX_VALUE {
        return Err(StoreError::ValueTooLarge { key: key.to_owned(), bytes: text.len() });
    }
    Ok(())
}

//! The port to the storage of the values, and the scopes that divide them.

use std::fmt;
use std::pin::Pin;

use serenity::model::id::{GuildId, UserId};

use super::error::StoreError;

/// The return type of the methods of a [`Backend`]: a boxed future.
///
/// ```
/// use mindtrace_discord::store::{Answer, Backend, Scope};
///
/// /// Returns whether a key has a value.
/// fn has_value<'a>(backend: &'a dyn Backend, scope: Scope, key: &'a str) -> Answer<'a, bool> {
///     Box::pin(async move { Ok(backend.get(scope, key).await?.is_some()) })
/// }
/// ```
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keeps the values of a [`Store`](super::Store): [`MemoryStore`](super::MemoryStore), [`FileStore`](super::FileStore), Redis, or a
/// database of your program.
///
/// A value is the text of a JSON document of at most 64 KiB. A key has 1 to 100 bytes of visible ASCII. The store checks both before it
/// calls the backend. A text is returned exactly as it was stored, because [`swap`](Self::swap) compares texts.
///
/// The futures may be dropped before they are finished; a change is then either made or not made, as a whole.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::{Answer, Backend, MemoryStore, Scope};
///
/// /// Prints what another store changes.
/// #[derive(Debug)]
/// struct Printed<B>(B);
///
/// impl<B: Backend> Backend for Printed<B> {
///     fn get<'a>(&'a self, scope: Scope, key: &'a str) -> Answer<'a, Option<String>> {
///         self.0.get(scope, key)
///     }
///
///     fn put<'a>(&'a self, scope: Scope, key: &'a str, value: Option<&'a str>) -> Answer<'a, bool> {
///         println!("{scope} {key} = {value:?}");
///         self.0.put(scope, key, value)
///     }
///
///     fn swap<'a>(
///         &'a self,
///         scope: Scope,
///         key: &'a str,
///         old: Option<&'a str>,
///         new: Option<&'a str>,
///     ) -> Answer<'a, bool> {
///         println!("{scope} {key} = {new:?}, if it is {old:?}");
///         self.0.swap(scope, key, old, new)
///     }
///
///     fn entries<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<(String, String)>> {
///         self.0.entries(scope, prefix)
///     }
/// }
///
/// let bot = Bot::builder().store(std::sync::Arc::new(Printed(MemoryStore::default())));
/// ```
pub trait Backend: fmt::Debug + Send + Sync + 'static {
    /// Returns the value of a key; `None` if it has none.
    fn get<'a>(&'a self, scope: Scope, key: &'a str) -> Answer<'a, Option<String>>;

    /// Sets the value of a key, or removes it with `None`. Returns whether the key had a value.
    fn put<'a>(&'a self, scope: Scope, key: &'a str, value: Option<&'a str>) -> Answer<'a, bool>;

    /// Sets the value of a key to `new` if it is `old`, in one step. Returns whether it was; `None` stands for no value.
    ///
    /// Concurrent updates of one value rely on this method, also those of several processes.
    fn swap<'a>(
        &'a self,
        scope: Scope,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
    ) -> Answer<'a, bool>;

    /// Returns the keys that begin with `prefix` and their values, sorted by key.
    fn entries<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<(String, String)>>;

    /// Returns the keys that begin with `prefix`, sorted. By default it reads their values as well; a backend may have a faster way.
    fn keys<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<String>> {
        Box::pin(
            async move { Ok(self.entries(scope, prefix).await?.into_iter().map(|(key, _)| key).collect()) },
        )
    }

    /// Returns the keys that begin with `prefix` and are less than `end`, sorted. By default it lists all keys with the prefix; a backend
    /// that keeps them sorted reads only these.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::store::{Backend, MemoryStore, Scope};
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let (store, guild) = (MemoryStore::default(), Scope::Guild(GuildId::new(81384788765712384)));
    /// for key in ["day.1", "day.2", "day.3"] {
    ///     store.put(guild, key, Some("true")).await?;
    /// }
    /// assert_eq!(store.keys_before(guild, "day.", "day.3").await?, ["day.1", "day.2"]);
    /// # Ok(())
    /// # }
    /// ```
    fn keys_before<'a>(&'a self, scope: Scope, prefix: &'a str, end: &'a str) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let mut keys = self.keys(scope, prefix).await?;
            keys.retain(|key| key.as_str() < end);
            Ok(keys)
        })
    }

    /// Closes the backend. The bot calls it when it stops; later calls may fail with [`StoreError::Closed`].
    fn close(&self) -> Answer<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// The part of a store that a key belongs to. It is displayed without white space, such as `guild:81384788765712384`.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::{Backend, MemoryStore, Scope};
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let (store, guild) = (MemoryStore::default(), Scope::Guild(GuildId::new(81384788765712384)));
/// store.put(guild, "prefix", Some("\"?\"")).await?;
/// assert_eq!(store.keys(guild, "").await?, ["prefix"]);
/// assert_eq!(store.get(Scope::Bot, "prefix").await?, None);
/// assert_eq!(guild.to_string(), "guild:81384788765712384");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// A guild.
    Guild(GuildId),
    /// A user, in all guilds.
    User(UserId),
    /// A user in one guild.
    Member(GuildId, UserId),
    /// The bot as a whole.
    Bot,
    /// The values of the framework itself: prefixes, timers, and the values of custom ids.
    Framework,
    /// The gateway sessions of processes that have stopped.
    Sessions,
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guild(guild) => write!(f, "guild:{guild}"),
            Self::User(user) => write!(f, "user:{user}"),
            Self::Member(guild, user) => write!(f, "member:{guild}:{user}"),
            Self::Bot => f.write_str("bot"),
            Self::Framework => f.write_str("framework"),
            Self::Sessions => f.write_str("sessions"),
        }
    }
}

/// Returns scope and key as one text. Neither contains a space, so no two pairs have the same one.
pub(super) fn address(scope: Scope, key: &str) -> String {
    format!("{scope} {key}")
}

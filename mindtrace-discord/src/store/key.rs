//! Keys: a text, or a constant that knows the type of its value.

use std::fmt;
use std::marker::PhantomData;

use super::error::{MAX_KEY, StoreError};

/// A key and the type of its value.
///
/// As a constant it keeps name and type in one place, so that no call has to repeat them:
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::Key;
///
/// const LEVEL: Key<u32> = Key::new("level");
///
/// async fn level(ctx: &Context, guild: GuildId) -> Result<u32> {
///     let member = ctx.store().member(guild, ctx.author().id);
///     Ok(member.get(LEVEL).await?.unwrap_or(1))
/// }
/// ```
pub struct Key<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// Creates a key of 1 to 100 bytes of visible ASCII. Calls with any other key fail with [`StoreError::InvalidKey`].
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }

    /// The key's text.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.name).finish()
    }
}

/// A key of a value of type `T`: a [`Key<T>`], or a text, which may be the key of any type.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::store::{AsKey, Key};
///
/// const LEVEL: Key<u32> = Key::new("level");
///
/// /// Returns a number of the caller, by a constant or a text.
/// async fn number(ctx: &Context, key: impl AsKey<u32>) -> Result<u32> {
///     Ok(ctx.store().user(ctx.author().id).get(key).await?.unwrap_or_default())
/// }
///
/// async fn sum(ctx: &Context) -> Result<u32> {
///     Ok(number(ctx, LEVEL).await? + number(ctx, "bonus").await?)
/// }
///
/// assert_eq!((LEVEL.name(), LEVEL.as_key()), ("level", "level"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the key of a `{T}`",
    note = "pass a text, or a `Key` whose type is that of the value"
)]
pub trait AsKey<T: ?Sized>: Send + Sync {
    /// The key's text.
    fn as_key(&self) -> &str;
}

impl<T> AsKey<T> for Key<T> {
    fn as_key(&self) -> &str {
        self.name
    }
}

impl<T: ?Sized> AsKey<T> for &str {
    fn as_key(&self) -> &str {
        self
    }
}

impl<T: ?Sized> AsKey<T> for String {
    fn as_key(&self) -> &str {
        self
    }
}

impl<T: ?Sized> AsKey<T> for &String {
    fn as_key(&self) -> &str {
        self
    }
}

/// Checks a key.
pub(super) fn check(key: &str) -> Result<&str, StoreError> {
    if key.is_empty() {
        return Err(StoreError::InvalidKey("is empty"));
    }
    if key.len() > MAX_KEY {
        return Err(StoreError::InvalidKey("is too long"));
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(StoreError::InvalidKey("has other characters than visible ASCII"));
    }
    Ok(key)
}

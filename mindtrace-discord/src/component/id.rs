//! Custom ids, which carry values from a component to its handler.

use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};

/// Discord's limit: characters of a custom id.
pub(crate) const MAX_LENGTH: usize = 100;

/// Characters of expiry and signature: `~`, seven digits of base 36, `~`, sixteen of base 64.
pub(crate) const SIGNATURE_LENGTH: usize = 1 + 7 + 1 + 16;

/// Characters of a lock to one user: `.` and thirteen digits of base 36.
pub(crate) const USER_LOCK_LENGTH: usize = 1 + 13;

/// A value that a custom id can carry: short, encoded as text that the type's [`Argument`](crate::args::Argument) parses.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a custom id",
    label = "this type does not implement `CustomIdValue`",
    note = "use numbers, `bool`, `char`, `String`, ids or enums with `#[derive(Choice)]`; for anything else carry an id and look it up"
)]
pub trait CustomIdValue {
    /// The greatest number of characters, if there is a limit.
    const LONGEST: Option<usize>;

    /// Encodes the value as text.
    fn encode(&self) -> String;
}

/// The unsigned custom id of a component.
///
/// A handler's `id(…)` creates one: `#[component("vote:{poll}")] async fn vote(…)` generates `vote::id(poll)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ComponentId {
    pub(crate) template: &'static str,
    pub(crate) values: Vec<String>,
    pub(crate) expires_in: Option<Duration>,
    pub(crate) only_for: Option<UserId>,
}

impl ComponentId {
    /// Creates an id from a template and the values of its placeholders. Called by generated code.
    pub fn new(template: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        Self { template, values: values.into_iter().collect(), expires_in: None, only_for: None }
    }

    /// Sets how long the component works. Default: 30 days.
    pub fn expires_in(mut self, duration: Duration) -> Self {
        self.expires_in = Some(duration);
        self
    }

    /// Restricts the component to one user; others receive a refusal.
    pub fn only_for(mut self, user: UserId) -> Self {
        self.only_for = Some(user);
        self
    }
}

/// Checks at compile time that the custom id fits Discord's limit.
pub(crate) const fn assert_fits(template: &str, longest: &[Option<usize>]) {
    let bytes = template.as_bytes();
    let (mut at, mut fixed, mut inside) = (0, 0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => inside = true,
            b'}' => {
                inside = false;
                assert!(
                    at + 1 == bytes.len() || separates(bytes[at + 1]),
                    "separate two values with a character such as `:` or `/`: a letter, `_`, `-` or `.` could be part of a value"
                );
            }
            // A continuation byte belongs to a character that is already counted.
            byte if !inside && byte & 0xc0 != 0x80 => fixed += 1,
            _ => {}
        }
        at += 1;
    }
    let (mut values, mut known) = (0, true);
    let mut at = 0;
    while at < longest.len() {
        match longest[at] {
            Some(length) => values += length,
            // At least one character.
            None => {
                values += 1;
                known = false;
            }
        }
        at += 1;
    }
    let total = fixed + values + SIGNATURE_LENGTH;
    assert!(
        total <= MAX_LENGTH || known,
        "a custom id has at most 100 characters, 25 of them for expiry and signature: shorten the text"
    );
    assert!(
        total <= MAX_LENGTH,
        "a custom id has at most 100 characters, 25 of them for expiry and signature: carry fewer or shorter values"
    );
}

/// Returns whether a character separates values, because it is escaped inside them.
const fn separates(byte: u8) -> bool {
    byte.is_ascii_punctuation() && !matches!(byte, b'_' | b'-' | b'.' | b'%' | b'~' | b'{')
}

macro_rules! displayed {
    ($($ty:ty: $longest:expr;)*) => {$(
        impl CustomIdValue for $ty {
            const LONGEST: Option<usize> = Some($longest);

            fn encode(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

displayed! {
    bool: 5;
    i8: 4;
    i16: 6;
    i32: 11;
    i64: 20;
    isize: 20;
    u8: 3;
    u16: 5;
    u32: 10;
    u64: 20;
    usize: 20;
    UserId: 20;
    ChannelId: 20;
    GuildId: 20;
    RoleId: 20;
    MessageId: 20;
}

impl CustomIdValue for char {
    // Three if it is escaped.
    const LONGEST: Option<usize> = Some(3);

    fn encode(&self) -> String {
        self.to_string()
    }
}

impl CustomIdValue for String {
    const LONGEST: Option<usize> = None;

    fn encode(&self) -> String {
        self.clone()
    }
}

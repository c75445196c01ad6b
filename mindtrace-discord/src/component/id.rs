//! Custom ids: what a button carries back to its handler.

use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};

/// Discord: characters of a custom id.
pub(crate) const LONGEST: usize = 100;

/// What signature and expiry add: `~`, seven digits of base 36, `~`, sixteen of base 64.
pub(crate) const TAIL: usize = 1 + 7 + 1 + 16;

/// What a lock on one user adds: `.` and thirteen digits of base 36.
pub(crate) const LOCK: usize = 1 + 13;

/// A value that a custom id can carry: short, and the same text that the [`Argument`](crate::args::Argument) reads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a custom id",
    label = "a button cannot carry this",
    note = "numbers, `bool`, `char`, `String`, ids and enums with `#[derive(Choice)]` can; carry an id and look the rest up"
)]
pub trait CustomIdValue {
    /// How many characters it takes at most, if there is a limit.
    const LONGEST: Option<usize>;

    /// The value as text.
    fn encode(&self) -> String;
}

/// The custom id of a component, before it is signed.
///
/// A handler's `id(…)` makes one: `#[component("vote:{poll}")] async fn vote(…)` gives `vote::id(poll)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ComponentId {
    pub(crate) template: &'static str,
    pub(crate) values: Vec<String>,
    pub(crate) expires_in: Option<Duration>,
    pub(crate) only_for: Option<UserId>,
}

impl ComponentId {
    /// The id of this form with these values in its placeholders. Generated code calls it.
    pub fn new(template: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        Self { template, values: values.into_iter().collect(), expires_in: None, only_for: None }
    }

    /// Lets it stop working after a while; without this it works for 30 days.
    pub fn expires_in(mut self, duration: Duration) -> Self {
        self.expires_in = Some(duration);
        self
    }

    /// Lets it work for this user only; others are told that it is for somebody else.
    pub fn only_for(mut self, user: UserId) -> Self {
        self.only_for = Some(user);
        self
    }
}

/// Refuses in the compiler what cannot fit.
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
                    "between two values stands a mark such as `:` or `/`: a letter, `_`, `-` or `.` could be part of a value"
                );
            }
            // Continuation bytes are part of a character that was counted.
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
    let total = fixed + values + TAIL;
    assert!(
        total <= LONGEST || known,
        "Discord takes custom ids of 100 characters, 25 of them for signature and expiry: shorten the text"
    );
    assert!(
        total <= LONGEST,
        "Discord takes custom ids of 100 characters, 25 of them for signature and expiry: carry fewer or shorter values"
    );
}

/// Whether it cannot be part of a value: values escape it.
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
    // Three where it has to be escaped.
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

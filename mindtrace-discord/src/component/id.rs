//! Custom ids, which carry values from a component to its handler.

use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId};

/// How long a component works by default, and at most if its values are in the store.
pub(crate) const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// Discord's limit: characters of a custom id.
pub(crate) const MAX_LENGTH: usize = 100;

/// Characters of expiry and signature: `~`, then six and sixteen digits of base 64.
pub(crate) const SIGNATURE_LENGTH: usize = 1 + 6 + 16;

/// Characters of a lock to one user: eleven digits of base 64.
pub(crate) const USER_LOCK_LENGTH: usize = 11;

/// Characters of the name of stored values: `~` and a random name.
const STORED_LENGTH: usize = 1 + 22;

/// A value that a custom id can carry: short, encoded as text that the type's [`Argument`](crate::args::Argument) parses.
///
/// ```
/// use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
/// use mindtrace_discord::component::CustomIdValue;
/// use mindtrace_discord::prelude::*;
///
/// struct Square(u8, u8);
///
/// impl CustomIdValue for Square {
///     const LONGEST: Option<usize> = Some(2);
///
///     fn encode(&self) -> String {
///         format!("{}{}", self.0, self.1)
///     }
/// }
///
/// impl Argument for Square {
///     const KIND: ArgumentKind = ArgumentKind::String;
///     const EXPECTED: &'static str = "a square such as `12`";
///
///     async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
///         match value.to_string().as_bytes() {
///             [x @ b'0'..=b'9', y @ b'0'..=b'9'] => Ok(Self(x - b'0', y - b'0')),
///             _ => Err(ConvertError::Invalid),
///         }
///     }
/// }
///
/// #[component("move:{to}")]
/// async fn go(to: Square) -> String {
///     format!("You are at {} / {} now.", to.0, to.1)
/// }
///
/// let button = Button::new("Here", go::id(Square(1, 2)));
/// ```
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
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Begins a game.
/// #[component("accept:{game}")]
/// async fn accept(game: u64) -> String {
///     format!("Game {game} begins.")
/// }
///
/// /// Challenge a user, who has an hour to accept.
/// #[command]
/// async fn challenge(rival: User) -> Reply {
///     let id = accept::id(7).expires_in(Duration::from_hours(1)).only_for(rival.id);
///     Reply::new(format!("{}?", rival.mention())).buttons([Button::new("Accept", id)])
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ComponentId {
    pub(crate) template: &'static str,
    pub(crate) values: Vec<String>,
    pub(crate) expires_in: Option<Duration>,
    pub(crate) only_for: Option<UserId>,
    /// The name of its values in the store, if they are there.
    pub(crate) stored: Option<String>,
}

impl ComponentId {
    /// Creates an id from a template and the values of its placeholders. Called by generated code.
    pub fn new(template: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        let values = values.into_iter().collect();
        Self { template, values, expires_in: None, only_for: None, stored: None }
    }

    /// Sets how long the component works. Default: 30 days.
    ///
    /// Values that are in the store, because the handler is declared as `stored`, are kept no longer than that. So a reply with a component
    /// whose values are there and which sets a longer time is [`ReplyError::StoredTooLong`](crate::reply::ReplyError::StoredTooLong).
    pub fn expires_in(mut self, duration: Duration) -> Self {
        self.expires_in = Some(duration);
        self
    }

    /// Whether the component would work for longer than its values are stored.
    pub(super) fn outlives_its_values(&self) -> bool {
        self.stored.is_some() && self.expires_in.is_some_and(|duration| duration > LIFETIME)
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
    assert!(
        fixed + SIGNATURE_LENGTH <= MAX_LENGTH,
        "a custom id has at most 100 characters, 23 of them for expiry and signature: shorten the text"
    );
    let mut left = MAX_LENGTH - SIGNATURE_LENGTH - fixed;
    let mut at = 0;
    while at < longest.len() {
        // At least one character, if there is no limit.
        let needed = match longest[at] {
            Some(length) => length,
            None => 1,
        };
        if needed > left {
            refuse(bytes, at, needed, left);
        }
        left -= needed;
        at += 1;
    }
}

/// Checks at compile time that the custom id of stored values fits Discord's limit.
pub(crate) const fn assert_stored_fits(template: &str) {
    assert_fits(template, &[]);
    let bytes = template.as_bytes();
    let (mut at, mut characters) = (0, 0);
    while at < bytes.len() && bytes[at] != b'{' {
        // A continuation byte belongs to a character that is already counted.
        if bytes[at] & 0xc0 != 0x80 {
            characters += 1;
        }
        at += 1;
    }
    assert!(
        characters + STORED_LENGTH + SIGNATURE_LENGTH + USER_LOCK_LENGTH <= MAX_LENGTH,
        "the text before the values of a stored custom id has at most 43 characters: shorten it"
    );
}

/// Reports the first value that does not fit.
// The panic is a compile error, because a specification is a constant.
#[allow(clippy::panic)]
const fn refuse(template: &[u8], value: usize, needed: usize, left: usize) -> ! {
    let mut text = Message { bytes: [0; 320], length: 0 };
    text.push(b"a custom id has at most 100 characters, 23 of them for expiry and signature: `");
    let (mut at, mut seen) = (0, 0);
    while at < template.len() {
        match template[at] {
            b'{' => seen += 1,
            b'}' if seen == value + 1 => break,
            byte if seen == value + 1 => text.push(&[byte]),
            _ => {}
        }
        at += 1;
    }
    text.push(b"` takes up to ");
    text.push_number(needed);
    text.push(b", and ");
    text.push_number(left);
    text.push(b" are left for it; carry a shorter value, or limit it with `#[arg(max = ...)]` or `#[arg(max_len = ...)]`");
    panic!("{}", text.as_str())
}

/// A text that is made at compile time; what is too long for it is cut off.
struct Message {
    bytes: [u8; 320],
    length: usize,
}

impl Message {
    const fn push(&mut self, part: &[u8]) {
        let mut at = 0;
        while at < part.len() && self.length < self.bytes.len() {
            self.bytes[self.length] = part[at];
            self.length += 1;
            at += 1;
        }
    }

    const fn push_number(&mut self, number: usize) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        self.push(&[b"0123456789"[number % 10]]);
    }

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => {
                "a custom id has at most 100 characters, 23 of them for expiry and signature: carry shorter values"
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::assert_fits;

    #[test]
    fn values_that_fit_are_accepted() {
        // 5 + 1 characters of text, 23 of the signature.
        assert_fits("vote:{poll}:{choice}", &[Some(20), Some(51)]);
        assert_fits("vote:{poll}:{choice}", &[Some(70), None]);
    }

    #[test]
    #[should_panic(expected = "`choice` takes up to 52, and 51 are left for it")]
    fn the_value_that_does_not_fit_is_named() {
        assert_fits("vote:{poll}:{choice}", &[Some(20), Some(52)]);
    }

    #[test]
    #[should_panic(expected = "`poll` takes up to 90, and 71 are left for it")]
    fn the_first_value_that_does_not_fit_is_named() {
        assert_fits("vote:{poll}:{choice}", &[Some(90), Some(52)]);
    }

    #[test]
    #[should_panic(expected = "shorten the text")]
    fn a_text_that_does_not_fit_is_refused() {
        assert_fits(&"x".repeat(78), &[]);
    }
}

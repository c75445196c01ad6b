//! Why Discord would refuse a component.

/// Why a component cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem<'a> {
    /// The custom id has this many characters.
    CustomId(usize),
    /// It is to work for longer than its values are stored.
    StoredTooLong,
    /// A text is no emoji.
    Emoji(&'a str),
    /// Another limit is exceeded.
    Limit(&'static str),
}

/// Returns whether a text has `min` to `max` characters.
pub(super) fn is_within(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.chars().count())
}

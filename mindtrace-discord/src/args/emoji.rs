//! Emoji: Unicode emoji and custom emoji of guilds.

use serenity::model::channel::ReactionType;
use serenity::model::id::EmojiId;

use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};

/// A Unicode emoji, or a custom one as `<:name:id>` or `name:id`. The framework does not check whether the bot may use it.
impl Argument for ReactionType {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "an emoji";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        emoji(&value.to_string()).ok_or(ConvertError::Invalid)
    }
}

pub(crate) fn emoji(text: &str) -> Option<ReactionType> {
    let text = text.trim();
    match emojis::get(text) {
        // The fully qualified form: some keyboards omit the variation selector.
        Some(emoji) => Some(ReactionType::Unicode(emoji.as_str().to_owned())),
        None if is_part(text) => Some(ReactionType::Unicode(text.to_owned())),
        None => custom(text),
    }
}

/// Whether a text is a regional indicator or a skin tone alone (Unicode Technical Standard #51), which Discord accepts as a reaction.
fn is_part(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(
        (chars.next(), chars.next()),
        (Some('\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}'), None)
    )
}

fn custom(text: &str) -> Option<ReactionType> {
    let inner = match text.strip_prefix('<') {
        Some(inner) => inner.strip_suffix('>')?,
        None => text,
    };
    let (front, id) = inner.rsplit_once(':')?;
    let (mark, name) = front.split_once(':').unwrap_or(("", front));
    let is_name = (2..=32).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let id: u64 = id.parse().ok().filter(|id| *id != 0)?;
    (is_name && matches!(mark, "" | "a")).then(|| ReactionType::Custom {
        animated: mark == "a",
        id: EmojiId::new(id),
        name: Some(name.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use serenity::model::channel::ReactionType;
    use serenity::model::id::EmojiId;

    use super::emoji;

    #[test]
    fn emoji_parses_unicode_and_custom_emoji() {
        for unicode in ["🇦", "🇿", "🏻", "🏿", "🦀", "❤️", "👍🏽", "🇩🇪", "👩‍👩‍👧", "1️⃣"]
        {
            assert_eq!(emoji(unicode), Some(ReactionType::Unicode(unicode.to_owned())), "{unicode}");
        }
        assert_eq!(emoji("❤"), Some(ReactionType::Unicode("❤️".to_owned())));
        for (text, animated) in [
            ("<:blob:7>", false),
            ("<a:blob:7>", true),
            ("blob:7", false),
            (":blob:7", false),
            ("a:blob:7", true),
        ] {
            let expected =
                ReactionType::Custom { animated, id: EmojiId::new(7), name: Some("blob".to_owned()) };
            assert_eq!(emoji(text), Some(expected), "{text}");
        }
        for wrong in
            ["", "x", "1", "🦀🦀", "<:blob:0>", "<:blob:7", "<b:blob:7>", "a b:7", "<:b:7>", ":blob:"]
        {
            assert_eq!(emoji(wrong), None, "{wrong:?}");
        }
    }
}

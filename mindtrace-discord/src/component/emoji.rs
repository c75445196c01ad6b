//! The emoji of buttons and of options in select menus.

use serde_json::{Value, json};
use serenity::model::channel::ReactionType;
use serenity::model::guild;
use serenity::model::id::EmojiId;
use serenity::model::misc::EmojiIdentifier;

use super::problem::Problem;

/// The emoji of a button, or of an option in a select menu.
///
/// | accepted | for example |
/// |---|---|
/// | a Unicode emoji | `"👍"` |
/// | a custom emoji of a guild or of the application, as text | `"<:blob:7>"`, animated `"<a:blob:7>"`, also `"blob:7"` |
/// | serenity's types | [`ReactionType`], [`Emoji`](guild::Emoji), [`EmojiIdentifier`] |
///
/// A text that is no emoji is refused with [`InvalidEmoji`](crate::reply::ReplyError::InvalidEmoji) before anything is sent. The
/// framework does not check whether the bot may use a custom emoji; Discord does.
///
/// ```
/// use mindtrace_discord::component::Emoji;
/// use mindtrace_discord::prelude::*;
///
/// let rules = Button::link("Rules", "https://example.com").emoji("📜");
/// let blob = Button::link("Blobs", "https://example.com").emoji("<a:blob:80351110224678912>");
/// assert_eq!(Emoji::from('📜'), Emoji::from("📜"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji(Result<ReactionType, String>);

impl Emoji {
    pub(super) fn to_json(&self) -> Value {
        match &self.0 {
            // Discord needs a name and shows that of the id.
            Ok(ReactionType::Custom { animated, id, name }) => {
                json!({ "id": id, "name": name.as_deref().unwrap_or("emoji"), "animated": animated })
            }
            Ok(ReactionType::Unicode(text)) | Err(text) => json!({ "name": text }),
            Ok(_) => Value::Null,
        }
    }

    /// Returns the text that is no emoji.
    pub(super) fn problem(&self) -> Option<Problem<'_>> {
        self.0.as_ref().err().map(|text| Problem::Emoji(text))
    }
}

impl From<&str> for Emoji {
    fn from(text: &str) -> Self {
        Self(parse(text).ok_or_else(|| text.to_owned()))
    }
}

impl From<String> for Emoji {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<char> for Emoji {
    fn from(character: char) -> Self {
        Self::from(character.to_string())
    }
}

impl From<ReactionType> for Emoji {
    fn from(reaction: ReactionType) -> Self {
        match reaction {
            ReactionType::Unicode(text) => Self::from(text),
            custom => Self(Ok(custom)),
        }
    }
}

impl From<guild::Emoji> for Emoji {
    fn from(emoji: guild::Emoji) -> Self {
        Self(Ok(ReactionType::from(emoji)))
    }
}

impl From<EmojiIdentifier> for Emoji {
    fn from(emoji: EmojiIdentifier) -> Self {
        Self(Ok(ReactionType::from(emoji)))
    }
}

/// Parses a Unicode emoji, or a custom one as `<:name:id>`, `<a:name:id>` or `name:id`.
pub(crate) fn parse(text: &str) -> Option<ReactionType> {
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
    use serde_json::json;
    use serenity::model::channel::ReactionType;
    use serenity::model::id::EmojiId;

    use super::{Emoji, Problem, parse};

    #[test]
    fn unicode_and_custom_emoji_are_parsed() {
        for unicode in ["🇦", "🇿", "🏻", "🏿", "🦀", "❤️", "👍🏽", "🇩🇪", "👩‍👩‍👧", "1️⃣"]
        {
            assert_eq!(parse(unicode), Some(ReactionType::Unicode(unicode.to_owned())), "{unicode}");
        }
        assert_eq!(parse("❤"), Some(ReactionType::Unicode("❤️".to_owned())));
        for (text, animated) in [
            ("<:blob:7>", false),
            ("<a:blob:7>", true),
            ("blob:7", false),
            (":blob:7", false),
            ("a:blob:7", true),
        ] {
            let expected =
                ReactionType::Custom { animated, id: EmojiId::new(7), name: Some("blob".to_owned()) };
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        for wrong in
            ["", "x", "1", "🦀🦀", "<:blob:0>", "<:blob:7", "<b:blob:7>", "a b:7", "<:b:7>", ":blob:"]
        {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_emoji_is_sent_as_discord_expects_it() {
        let blob = json!({ "id": "7", "name": "blob", "animated": true });
        assert_eq!(Emoji::from("<a:blob:7>").to_json(), blob);
        assert_eq!(Emoji::from("🦀").to_json(), json!({ "name": "🦀" }));
        let unnamed = ReactionType::Custom { animated: false, id: EmojiId::new(7), name: None };
        assert_eq!(Emoji::from(unnamed).to_json(), json!({ "id": "7", "name": "emoji", "animated": false }));
    }

    #[test]
    fn a_text_that_is_no_emoji_is_a_problem() {
        assert_eq!(Emoji::from(":crab:").problem(), Some(Problem::Emoji(":crab:")));
        let unicode = ReactionType::Unicode("crab".to_owned());
        assert_eq!(Emoji::from(unicode).problem(), Some(Problem::Emoji("crab")));
        assert_eq!(Emoji::from("🦀").problem(), None);
    }
}

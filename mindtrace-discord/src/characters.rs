//! Characters that are not seen, or that change how others are shown.

/// Returns whether a character acts on the text around it instead of being shown: a control character, a line end, or one that changes
/// the direction of the text. In a terminal the first move the cursor or set a title.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether a character is invisible and no part of a letter or emoji.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// Returns whether a character joins or separates letters, or chooses the look of the one before it: Persian is written with U+200C, and
/// emoji with U+200D, U+FE0F and tags. Alone it is invisible.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::{is_control, is_invisible, is_joiner};

    #[test]
    fn letters_and_emoji_are_seen() {
        for text in ["!", "ö", "ב", "👩‍💻", "❤️", "🏴\u{e0067}\u{e0062}\u{e007f}", "می\u{200c}خواهم"]
        {
            assert!(!text.contains(|c: char| is_control(c) || is_invisible(c)), "{text}");
            assert!(!text.chars().all(is_joiner), "{text}");
        }
    }

    #[test]
    fn characters_belong_to_one_group() {
        for c in '\0'..=char::MAX {
            let groups = [is_control(c), is_invisible(c), is_joiner(c)];
            assert!(groups.into_iter().filter(|is_member| *is_member).count() <= 1, "{c:?}");
        }
        for c in ['\u{1b}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}'] {
            assert!(is_control(c), "{c:?}");
        }
    }
}

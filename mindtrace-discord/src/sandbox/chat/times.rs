//! Timestamps in messages, such as `<t:1795514400:R>`, in words.

use std::borrow::Cow;

use jiff::Timestamp;

/// Returns a text with its timestamps in words, as a client shows them.
pub(super) fn in_words(text: &str, now: Timestamp) -> Cow<'_, str> {
    if !text.contains("<t:") {
        return Cow::Borrowed(text);
    }
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, mark)) = rest.split_once("<t:") {
        shown.push_str(before);
        match mark.split_once('>').and_then(|(mark, after)| Some((words(mark, now)?, after))) {
            Some((words, after)) => {
                shown.push_str(&words);
                rest = after;
            }
            None => {
                shown.push_str("<t:");
                rest = mark;
            }
        }
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Returns the words for the inside of a timestamp; `None` if it is not one.
fn words(mark: &str, now: Timestamp) -> Option<String> {
    let (seconds, style) = mark.split_once(':').unwrap_or((mark, "f"));
    let time = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    match style {
        "R" => Some(relative(time.as_second() - now.as_second())),
        "t" | "T" | "d" | "D" | "f" | "F" => Some(time.to_string()),
        _ => None,
    }
}

fn relative(seconds: i64) -> String {
    let (size, unit) = match seconds.unsigned_abs() {
        0..60 => (1, "s"),
        60..3600 => (60, "min"),
        3600..86_400 => (3600, "h"),
        _ => (86_400, "d"),
    };
    let count = seconds.unsigned_abs() / size;
    if seconds < 0 { format!("{count} {unit} ago") } else { format!("in {count} {unit}") }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::in_words;

    #[test]
    fn timestamps_become_words() {
        let now = Timestamp::from_second(1_795_514_400).unwrap();
        for (text, shown) in [
            ("Wait until <t:1795514405:R>.", "Wait until in 5 s."),
            ("<t:1795514280:R>, <t:1795521600:R>", "2 min ago, in 2 h"),
            ("<t:1795341600:R>", "2 d ago"),
            ("at <t:1795514400> or <t:1795514400:F>", "at 2026-11-24T10:00:00Z or 2026-11-24T10:00:00Z"),
            ("<t:> <t:1:x> <t:1795514405:R> <t:", "<t:> <t:1:x> in 5 s <t:"),
            ("no time", "no time"),
        ] {
            assert_eq!(in_words(text, now), shown);
        }
    }
}

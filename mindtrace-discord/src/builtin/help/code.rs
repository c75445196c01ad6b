//! Code spans of Discord's Markdown.

/// Returns a text as a code span. A text that contains backticks, as a prefix may, needs another number of them around it.
pub(super) fn code(text: &str) -> String {
    let runs: Vec<usize> = text.split(|c| c != '`').map(str::len).collect();
    let length = (1..=text.len() + 1).find(|length| !runs.contains(length)).unwrap_or(1);
    let fence = "`".repeat(length);
    // Markdown removes the space, which separates the text's backticks from those around it.
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_text_is_closed_by_other_backticks_than_its_own() {
        for (text, expected) in [
            ("!help", "`!help`"),
            ("`help", "`` `help ``"),
            ("a`b", "``a`b``"),
            ("``help", "` ``help `"),
            ("a`b``", "``` a`b`` ```"),
        ] {
            assert_eq!(code(text), expected);
        }
    }
}

//! Encodes values into the body of a custom id and decodes them.
//!
//! ASCII characters of a value other than letters, digits, spaces, `_`, `-` and `.` are escaped as `%XX`, so the template's punctuation
//! separates the values. A template has no spaces.

use super::ComponentId;

/// One part of a template.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Literal(&'a str),
    Placeholder(&'a str),
}

/// Returns the text before the first placeholder, which identifies the component.
pub(crate) fn literal(template: &str) -> &str {
    template.split('{').next().unwrap_or_default()
}

/// Encodes the body of a custom id.
pub(super) fn encode(id: &ComponentId) -> String {
    if let Some(name) = &id.stored {
        return format!("{}~{name}", literal(id.template));
    }
    let mut values = id.values.iter();
    let mut body = String::new();
    for part in parts(id.template) {
        match part {
            Part::Literal(text) => body.push_str(text),
            Part::Placeholder(_) => {
                if let Some(value) = values.next() {
                    escape(value, &mut body);
                }
            }
        }
    }
    body
}

/// Returns the name of the values in the store, if the body has one. No value contains a `~`.
pub(crate) fn stored_name<'a>(template: &str, body: &'a str) -> Option<&'a str> {
    body.strip_prefix(literal(template))?.strip_prefix('~')
}

/// Returns the names of the placeholders.
pub(crate) fn placeholders(template: &str) -> Vec<&str> {
    let name = |part| match part {
        Part::Placeholder(name) => Some(name),
        Part::Literal(_) => None,
    };
    parts(template).into_iter().filter_map(name).collect()
}

/// Decodes the name and value of each placeholder; `None` if the body does not match the template.
pub(crate) fn decode<'a>(template: &'a str, body: &str) -> Option<Vec<(&'a str, String)>> {
    let mut rest = body;
    let mut values = Vec::new();
    let parts = parts(template);
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Literal(text) => rest = rest.strip_prefix(text)?,
            Part::Placeholder(name) => {
                let end = match parts.get(at + 1) {
                    Some(Part::Literal(text)) => rest.find(text)?,
                    _ => rest.len(),
                };
                let (value, after) = rest.split_at(end);
                values.push((*name, unescape(value)?));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        parts.push(Part::Placeholder(name));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

fn escape(value: &str, body: &mut String) {
    for c in value.chars() {
        if is_plain(c) {
            body.push(c);
        } else {
            body.push_str(&format!("%{:02X}", u32::from(c)));
        }
    }
}

/// Returns whether a character is not escaped in a value.
fn is_plain(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.')
}

fn unescape(value: &str) -> Option<String> {
    // `escape` leaves no such characters.
    if !value.chars().all(|c| is_plain(c) || c == '%') {
        return None;
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        text.push_str(before);
        let code = u8::from_str_radix(after.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        text.push(char::from(code));
        rest = after.get(2..)?;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, placeholders, stored_name};
    use crate::component::ComponentId;

    #[test]
    fn any_value_round_trips() {
        let template = "vote:{poll}:{choice}";
        for value in ["", "yes", "a:b", "100 %", "~", "ä:ö", "%3A", "-5", "{x}", "\n", " two  spaces "] {
            let id = ComponentId::new(template, ["7".to_owned(), value.to_owned()]);
            let decoded = decode(template, &encode(&id));
            assert_eq!(
                decoded,
                Some(vec![("poll", "7".to_owned()), ("choice", value.to_owned())]),
                "{value:?}"
            );
        }
    }

    #[test]
    fn stored_values_are_named() {
        let mut id = ComponentId::new("note:{text}/{page}", ["x".to_owned(), "2".to_owned()]);
        assert_eq!(stored_name(id.template, &encode(&id)), None);
        id.stored = Some("n4m3".to_owned());
        assert_eq!(stored_name(id.template, &encode(&id)), Some("n4m3"));
        assert_eq!(placeholders(id.template), ["text", "page"]);
    }

    #[test]
    fn a_space_is_one_character() {
        let id = ComponentId::new("note:{text}", ["a b: c".to_owned()]);
        assert_eq!(encode(&id), "note:a b%3A c");
    }

    #[test]
    fn a_body_that_does_not_match_is_rejected() {
        for body in ["", "vote:", "vote:7", "note:7:8", "vote:7:8:9", "vote:%:8", "vote:%zz:8", "vote:%C3:8"]
        {
            assert!(decode("vote:{poll}:{choice}", body).is_none(), "{body}");
        }
    }

    #[test]
    fn a_template_without_placeholders_is_literal() {
        let id = ComponentId::new("help", []);
        assert_eq!(encode(&id), "help");
        assert_eq!(decode("help", "help"), Some(Vec::new()));
    }
}

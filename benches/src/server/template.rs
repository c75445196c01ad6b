//! Payloads that are prepared once, with placeholders for what differs between events.

/// A text with placeholders such as `<id>`.
#[derive(Debug)]
pub(super) struct Template {
    /// The texts before each placeholder.
    parts: Vec<(String, usize)>,
    rest: String,
}

impl Template {
    /// Prepares a template. The names of its placeholders are in the order of the values that [`fill`](Self::fill) takes.
    pub(super) fn new(source: &str, names: &[&str]) -> Self {
        let text = compact(source);
        let mut rest = text.as_str();
        let mut parts = Vec::new();
        while let Some((start, end, index)) = next_placeholder(rest, names) {
            parts.push((rest[..start].to_owned(), index));
            rest = &rest[end..];
        }
        Self { parts, rest: rest.to_owned() }
    }

    /// Returns the text with these values in place of the placeholders.
    pub(super) fn fill(&self, values: &[&str]) -> String {
        let fixed: usize = self.parts.iter().map(|(part, _)| part.len()).sum();
        let mut text = String::with_capacity(fixed + self.rest.len() + 512);
        for (part, index) in &self.parts {
            text.push_str(part);
            text.push_str(values.get(*index).copied().unwrap_or_default());
        }
        text.push_str(&self.rest);
        text
    }
}

/// Joins the lines of a payload, which Discord sends without white space.
pub(super) fn compact(source: &str) -> String {
    source.lines().map(str::trim).collect()
}

/// Returns where the first placeholder starts and ends, and its position among the names.
fn next_placeholder(text: &str, names: &[&str]) -> Option<(usize, usize, usize)> {
    let found = names.iter().enumerate().filter_map(|(index, name)| {
        let placeholder = format!("<{name}>");
        text.find(&placeholder).map(|start| (start, start + placeholder.len(), index))
    });
    found.min()
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn placeholders_are_replaced_wherever_they_are() {
        let template = Template::new("{\n  \"b\":\"<b>\",\n  \"a\":<a>,\"c\":\"<b>\"\n}\n", &["a", "b"]);
        assert_eq!(template.fill(&["1", "two"]), r#"{"b":"two","a":1,"c":"two"}"#);
    }
}

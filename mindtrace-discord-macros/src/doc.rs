//! Doc comments as descriptions and help.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The text of a doc comment, split into description and help.
#[derive(Debug, Default, PartialEq)]
pub struct Doc {
    /// The first paragraph on one line.
    pub summary: String,
    /// Everything after the first paragraph, as Markdown.
    pub help: String,
}

impl Doc {
    /// Returns the whole text, as Markdown.
    pub fn whole(&self) -> String {
        format!("{}\n\n{}", self.summary, self.help).trim().to_owned()
    }
}

/// Consumes every `#[doc = "…"]` among `attributes`, also between other attributes.
pub fn read(attributes: &[Attribute]) -> Doc {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    split(&lines.join("\n"))
}

/// Returns whether the attribute is a line of a doc comment.
pub fn is_doc(attribute: &Attribute) -> bool {
    line(attribute).is_some()
}

fn line(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn split(text: &str) -> Doc {
    let lines: Vec<&str> =
        text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()).collect();
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let end = lines[start..].iter().position(|line| line.is_empty()).map_or(lines.len(), |n| start + n);
    Doc {
        summary: lines[start..end].iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "),
        help: lines[end..].join("\n").trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Doc, split};

    #[test]
    fn split_takes_the_first_paragraph_as_the_summary() {
        let cases = [
            ("", "", ""),
            (" Say hello.", "Say hello.", ""),
            (" Say\n hello.", "Say hello.", ""),
            (
                "\n Say hello.\n\n More.\n\n ```\n code\n   indented\n ```",
                "Say hello.",
                "More.\n\n```\ncode\n  indented\n```",
            ),
            (" Ünïcode ✓  ", "Ünïcode ✓", ""),
        ];
        for (text, summary, help) in cases {
            assert_eq!(split(text), Doc { summary: summary.into(), help: help.into() }, "{text:?}");
        }
    }
}

//! The source location of a declaration.

use std::fmt;

/// The file and line of a declaration, in the format that editors and terminals turn into a link.
///
/// ```
/// use mindtrace_discord::Source;
///
/// assert_eq!(Source { file: "src/main.rs", line: 7 }.to_string(), "src/main.rs:7");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The path as the compiler saw it.
    pub file: &'static str,
    /// The line of the attribute, counted from 1.
    pub line: u32,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

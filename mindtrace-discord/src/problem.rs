//! Problems of a program that are found when it starts.

use std::fmt;

use crate::source::Source;

/// Everything that is wrong with a program's commands and handlers.
///
/// A test that fails prints an error with `{:?}`, so its `Debug` form is the same text for people as its `Display` form.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems(Vec<Problem>);

/// One problem and its place in the source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Problem {
    /// Where the command or handler was declared.
    pub source: Source,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problems {
    /// The problems, sorted and each once; `Ok` if there are none.
    pub(crate) fn check(mut problems: Vec<Problem>) -> Result<(), Self> {
        problems.sort();
        problems.dedup();
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }

    /// Each problem, sorted by place.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let plural = if count == 1 { "" } else { "s" };
        writeln!(f, "{count} problem{plural} in this bot's commands and handlers")?;
        for problem in &self.0 {
            write!(f, "\n  {}\n    {}", problem.source, problem.message)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

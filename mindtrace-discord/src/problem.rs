//! Problems in a program's declarations, found at start.

use std::fmt;

use crate::source::Source;

/// All problems in a program's commands and handlers.
///
/// `Debug` prints the same text as `Display`, because a failing test prints its error with `{:?}`.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// struct Prices;
///
/// /// Show the price of tea.
/// #[command]
/// async fn price(_: &Prices) -> &'static str {
///     "Three coins."
/// }
///
/// # fn main() {
/// # use mindtrace_discord::Registry;
/// let bot = Bot::builder().registry(Registry::empty().command::<price>());
/// // The state `Prices` is missing.
/// for problem in bot.validate().err().iter().flat_map(|problems| problems.iter()) {
///     println!("{}: {}", problem.source, problem.message);
/// }
/// assert!(bot.state(Prices).validate().is_ok());
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems(Vec<Problem>);

/// One problem and its source location.
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::registry::Problem;
///
/// struct Prices;
///
/// /// Show the price of tea.
/// #[command]
/// async fn price(_: &Prices) -> &'static str {
///     "Three coins."
/// }
///
/// # fn main() {
/// # use mindtrace_discord::Registry;
/// let bot = Bot::builder().registry(Registry::empty().command::<price>());
/// let problems = bot.validate().err();
/// let first: Option<&Problem> = problems.as_ref().and_then(|problems| problems.iter().next());
/// assert!(first.is_some_and(|problem| problem.message.contains("borrows `&Prices`")));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Problem {
    /// Where the command or handler was declared.
    pub source: Source,
    /// The problem and its remedy.
    pub message: String,
}

impl Problems {
    /// Sorts and deduplicates the problems; `Ok` if there are none.
    pub(crate) fn check(mut problems: Vec<Problem>) -> Result<(), Self> {
        problems.sort();
        problems.dedup();
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }

    /// Iterates over the problems, sorted by source location.
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

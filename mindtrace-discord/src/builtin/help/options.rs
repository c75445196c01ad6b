//! The settings of the built-in help command.

use crate::reply::{Embed, Reply};

/// Settings of the built-in help command, for [`BotBuilder::help_with`](crate::BotBuilder::help_with).
///
/// ```
/// use mindtrace_discord::help::HelpOptions;
/// use mindtrace_discord::prelude::*;
///
/// let options = HelpOptions::new().footer("Questions? Ask in #support.").field("Website", "https://example.org").ephemeral();
/// let bot = Bot::builder().help_with(options);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct HelpOptions {
    footer: Option<String>,
    fields: Vec<(String, String)>,
    ephemeral: bool,
}

impl HelpOptions {
    /// Creates settings that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the footer of all pages. It replaces the hint of the overview, which names `help <command>`.
    pub fn footer(mut self, text: impl Into<String>) -> Self {
        self.footer = Some(text.into());
        self
    }

    /// Adds a field below the commands on each page of the overview. Discord's limit is 25 fields; a page has up to twelve of its own.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// Shows help to the caller only: as an ephemeral message, or as a direct message after a prefix command.
    pub fn ephemeral(mut self) -> Self {
        self.ephemeral = true;
        self
    }

    /// Returns a page of the overview as it is sent.
    pub(crate) fn overview(&self, page: Embed) -> Reply {
        let add = |page: Embed, (name, value): &(String, String)| page.field(name, value, false);
        self.page(self.fields.iter().fold(page, add))
    }

    /// Returns the page of one command as it is sent.
    pub(crate) fn page(&self, page: Embed) -> Reply {
        let page = match &self.footer {
            Some(footer) => page.footer(footer),
            None => page,
        };
        let reply = Reply::from(page);
        if self.ephemeral { reply.ephemeral() } else { reply }
    }
}

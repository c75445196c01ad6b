//! Replies: what handlers return and how it reaches the caller.

mod check;
mod embed;
mod file;
mod fit;
mod into;
mod poll;
mod visibility;
pub(crate) mod wire;

use std::time::Duration;

use serde::Serialize;
use serenity::model::id::{RoleId, UserId};

use crate::component::{Block, Button, Row, Select};
use crate::error::BoxError;

pub(crate) use self::check::check;

pub use self::embed::{Embed, EmbedAuthor, EmbedField, EmbedFooter, EmbedImage};
pub use self::file::File;
pub(crate) use self::fit::{as_file, fit};
#[doc(hidden)]
pub use self::into::{Handled, Invoked, handle, run};
pub use self::into::{HandlerResult, IntoOutcome, IntoReply};
pub use self::poll::Poll;
pub(crate) use self::visibility::Visibility;
pub use crate::error::HandlerError;

/// What a command answers: text, embeds, and who may see and be pinged by them.
///
/// Nobody is pinged unless the reply says so, whatever mentions its text contains.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let reply = Reply::new("Done.").ephemeral();
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[must_use]
pub struct Reply {
    pub(crate) content: String,
    pub(crate) embeds: Vec<Embed>,
    pub(crate) ephemeral: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<File>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) poll: Option<Poll>,
    #[serde(skip)]
    pub(crate) rows: Vec<Row>,
    #[serde(skip)]
    pub(crate) layout: Vec<Block>,
    #[serde(skip)]
    pub(crate) update: bool,
    #[serde(skip)]
    pub(crate) overflow: Overflow,
    #[serde(skip)]
    pub(crate) delete_after: Option<Duration>,
    #[serde(skip)]
    pub(crate) mentions: Mentions,
}

/// What becomes of a text that is longer than Discord takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// Several messages.
    #[default]
    Split,
    /// A file of this name.
    File(String),
}

/// Who may be pinged.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

impl Reply {
    /// A reply with `content`, as Markdown.
    ///
    /// Discord takes 2000 characters. A longer text is sent as several messages, cut between lines; with
    /// [`long_as_file`](Self::long_as_file) it is sent as a file instead.
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Adds an embed. Discord shows ten in a message; more stand in a second one.
    pub fn embed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
        self
    }

    /// Shows it to the caller only: on Discord as a message others do not see, after a prefix command by direct message.
    pub fn ephemeral(mut self) -> Self {
        self.ephemeral = true;
        self
    }

    /// Sends a text of more than 2000 characters as a file of this name instead of as several messages.
    pub fn long_as_file(mut self, name: impl Into<String>) -> Self {
        self.overflow = Overflow::File(name.into());
        self
    }

    /// Adds a file.
    pub fn file(mut self, file: File) -> Self {
        self.files.push(file);
        self
    }

    /// Adds a line of one to five buttons; a message has at most five lines of buttons and menus.
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.rows.push(Row::Buttons(buttons.into_iter().collect()));
        self
    }

    /// Adds a select menu.
    pub fn select(mut self, select: Select) -> Self {
        self.rows.push(Row::Select(select));
        self
    }

    /// Makes it a layout of these blocks; Discord then shows no text and no embeds beside them.
    pub fn layout(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.layout.extend(blocks);
        self
    }

    /// Changes the message whose button or menu was used, instead of answering with a new one.
    ///
    /// Where no button was used, it is an answer like any other.
    pub fn update(mut self) -> Self {
        self.update = true;
        self
    }

    /// Deletes it after a while.
    pub fn delete_after(mut self, duration: Duration) -> Self {
        self.delete_after = Some(duration);
        self
    }

    /// Pings these users where the text mentions them.
    pub fn ping_users(mut self, users: impl IntoIterator<Item = UserId>) -> Self {
        self.mentions.users.extend(users);
        self
    }

    /// Pings these roles where the text mentions them.
    pub fn ping_roles(mut self, roles: impl IntoIterator<Item = RoleId>) -> Self {
        self.mentions.roles.extend(roles);
        self
    }

    /// Pings everyone where the text says `@everyone` or `@here`.
    pub fn ping_everyone(mut self) -> Self {
        self.mentions.everyone = true;
        self
    }

    /// Everything there is to read: the text, or the texts of a layout.
    pub(crate) fn text(&self) -> String {
        if self.layout.is_empty() {
            return self.content.clone();
        }
        self.layout.iter().flat_map(Block::texts).collect::<Vec<_>>().join("\n")
    }

    /// The text.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The embeds.
    pub fn embeds(&self) -> &[Embed] {
        &self.embeds
    }

    /// Whether only the caller sees it.
    pub fn is_ephemeral(&self) -> bool {
        self.ephemeral
    }

    pub(crate) fn is_empty(&self) -> bool {
        let nothing = self.content.is_empty() && self.embeds.is_empty() && self.files.is_empty();
        // An update may leave nothing but buttons.
        nothing && self.poll.is_none() && self.rows.is_empty() && self.layout.is_empty()
    }
}

impl From<String> for Reply {
    fn from(content: String) -> Self {
        Self::new(content)
    }
}

impl From<&str> for Reply {
    fn from(content: &str) -> Self {
        Self::new(content)
    }
}

impl From<Embed> for Reply {
    fn from(embed: Embed) -> Self {
        Self::default().embed(embed)
    }
}

impl From<Poll> for Reply {
    fn from(poll: Poll) -> Self {
        Self { poll: Some(poll), ..Self::default() }
    }
}

impl From<File> for Reply {
    fn from(file: File) -> Self {
        Self::default().file(file)
    }
}

/// Why a reply was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The call has its answer already.
    #[error(
        "this call is answered already; use `followup` for a second message, or `edit` what `reply` gave back"
    )]
    AlreadyAnswered,
    /// Deferring comes before answering, and once.
    #[error("this call is deferred or answered already")]
    AlreadyDeferred,
    /// A follow-up comes after the answer.
    #[error("this call has no answer yet; use `reply` first")]
    NotAnswered,
    /// Discord takes answers to an interaction for 15 minutes.
    #[error("the interaction is older than 15 minutes, Discord takes no more answers to it")]
    Expired,
    /// The message that made the call was edited or deleted since, and the answer went with it or is that of the new call.
    #[error(
        "the message of this call was edited or deleted, and this answer is not the call's any more; leave it"
    )]
    Overwritten,
    /// A private answer to a prefix command goes by direct message, and the caller accepts none.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// What is private stays so: a message that others see cannot take private text.
    #[error(
        "the reply is private and this message is not; send it with `followup`, which the caller alone can see"
    )]
    WouldBePublic,
    /// There is nobody to fill in a form: the call came by HTTP, or is no call at all.
    #[error("a form can be opened for people on Discord only; ask `ctx.can_modal()` first")]
    NoModal,
    /// A form is the first response to an interaction.
    #[error("a form has to be the first response; open it before replying or deferring")]
    ModalTooLate,
    /// The request was broken off.
    #[error("sending was interrupted")]
    Interrupted,
    /// Nobody is there to answer: an event without a channel.
    #[error("this event has no channel to answer in; use `ctx.channel_by_id(id)`")]
    NoChannel,
    /// Discord refuses an empty message.
    #[error("a reply needs a text or an embed")]
    Empty,
    /// Discord takes custom ids of 100 characters.
    #[error("a button's custom id would have {0} characters, Discord takes 100; carry shorter values")]
    CustomIdTooLong(usize),
    /// Discord would refuse it.
    #[error("Discord would refuse this reply: {0}")]
    Refused(&'static str),
    /// An application that a user installed may send five messages after its answer.
    #[error("Discord takes five messages after the answer from an application that is not in the server")]
    TooManyFollowUps,
    /// A look-up that the reply needs failed.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// Discord did not take it.
    #[error("Discord did not take the message: {0}")]
    Discord(#[from] Box<serenity::Error>),
}

impl From<serenity::Error> for ReplyError {
    fn from(error: serenity::Error) -> Self {
        Self::Discord(Box::new(error))
    }
}

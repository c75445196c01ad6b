//! Replies, which handlers return and surfaces send.

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
use crate::error::RequestError;

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

/// A reply to a call: text, embeds, components and files, with its visibility and allowed mentions.
///
/// Mentions in the text ping only the users and roles that the reply allows to be pinged.
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

/// How a text is sent that is longer than a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Overflow {
    /// As several messages.
    #[default]
    Split,
    /// As a file of this name.
    File(String),
}

/// The mentions that may ping.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mentions {
    pub(crate) users: Vec<UserId>,
    pub(crate) roles: Vec<RoleId>,
    pub(crate) everyone: bool,
}

impl Reply {
    /// Creates a reply with `content`, as Markdown.
    ///
    /// Discord accepts 2000 characters. A longer text is sent as several messages, split between lines, or as a file with
    /// [`long_as_file`](Self::long_as_file).
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Adds an embed. A message holds ten; further embeds are sent in another message.
    pub fn embed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
        self
    }

    /// Makes the reply visible to the caller only: as an ephemeral message, or as a direct message after a prefix command.
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

    /// Adds a row of one to five buttons. A message has at most five rows of buttons and select menus.
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.rows.push(Row::Buttons(buttons.into_iter().collect()));
        self
    }

    /// Adds a select menu.
    pub fn select(mut self, select: Select) -> Self {
        self.rows.push(Row::Select(select));
        self
    }

    /// Adds blocks of a layout. A layout cannot be combined with text, embeds and polls.
    pub fn layout(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.layout.extend(blocks);
        self
    }

    /// Replaces the message whose button or select menu was used, instead of sending a new one.
    ///
    /// On other surfaces the reply is sent as usual.
    pub fn update(mut self) -> Self {
        self.update = true;
        self
    }

    /// Deletes the message after `duration`.
    pub fn delete_after(mut self, duration: Duration) -> Self {
        self.delete_after = Some(duration);
        self
    }

    /// Allows mentions of these users to ping them.
    pub fn ping_users(mut self, users: impl IntoIterator<Item = UserId>) -> Self {
        self.mentions.users.extend(users);
        self
    }

    /// Allows mentions of these roles to ping their members.
    pub fn ping_roles(mut self, roles: impl IntoIterator<Item = RoleId>) -> Self {
        self.mentions.roles.extend(roles);
        self
    }

    /// Allows `@everyone` and `@here` to ping.
    pub fn ping_everyone(mut self) -> Self {
        self.mentions.everyone = true;
        self
    }

    /// Returns the text, or the texts of the layout.
    pub(crate) fn text(&self) -> String {
        if self.layout.is_empty() {
            return self.content.clone();
        }
        self.layout.iter().flat_map(Block::texts).collect::<Vec<_>>().join("\n")
    }

    /// Returns the text.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// Returns the embeds.
    pub fn embeds(&self) -> &[Embed] {
        &self.embeds
    }

    /// Returns whether the reply is visible to the caller only.
    pub fn is_ephemeral(&self) -> bool {
        self.ephemeral
    }

    /// Returns the same reply as a layout: its text, and its buttons and select menus below it.
    pub(crate) fn into_layout(mut self) -> Self {
        if self.layout.is_empty() {
            let text = (!self.content.is_empty()).then(|| Block::Text(std::mem::take(&mut self.content)));
            let rows = std::mem::take(&mut self.rows).into_iter().map(Block::from);
            self.layout = text.into_iter().chain(rows).collect();
        }
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        // Discord removes white space at both ends of a text.
        let no_content = self.content.trim().is_empty() && self.embeds.is_empty() && self.files.is_empty();
        // An update may consist of buttons only.
        no_content && self.poll.is_none() && self.rows.is_empty() && self.layout.is_empty()
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

/// The reason why a reply was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The call is already answered.
    #[error(
        "this call is already answered; use `followup` for another message, or `edit` the message that `reply` returned"
    )]
    AlreadyAnswered,
    /// The call is already deferred or answered.
    #[error("this call is already deferred or answered")]
    AlreadyDeferred,
    /// A follow-up was sent before the answer.
    #[error("this call has no answer yet; use `reply` first")]
    NotAnswered,
    /// The interaction is too old: Discord accepts answers for 15 minutes.
    #[error("the interaction is older than 15 minutes, so Discord accepts no more answers to it")]
    Expired,
    /// The message of the call was edited or deleted, and its answer was deleted or now belongs to the new call.
    #[error("the message of this call was edited or deleted, and this answer no longer belongs to the call")]
    Overwritten,
    /// A private answer to a prefix command is a direct message, which the caller does not accept.
    #[error("the answer is private and the caller accepts no direct messages")]
    NoPrivateAnswer,
    /// A private reply was to replace a message that others can see.
    #[error(
        "the reply is private and this message is not; send it with `followup`, which is visible to the caller only"
    )]
    WouldBePublic,
    /// A modal was opened for an HTTP caller or outside a call.
    #[error("a modal can be opened for a user on Discord only; check `ctx.can_modal()` first")]
    NoModal,
    /// A modal was opened after the first response.
    #[error("a modal must be the first response; open it before replying or deferring")]
    ModalTooLate,
    /// The request was cancelled.
    #[error("sending was interrupted")]
    Interrupted,
    /// The event has no channel.
    #[error("this event has no channel to answer in; use `ctx.channel_by_id(id)`")]
    NoChannel,
    /// The reply is empty.
    #[error("a reply needs a text or an embed")]
    Empty,
    /// A custom id is longer than Discord's limit of 100 characters.
    #[error("a button's custom id would have {0} characters, Discord accepts 100; carry shorter values")]
    CustomIdTooLong(usize),
    /// The emoji of a button or of an option is neither a Unicode emoji nor a custom one.
    #[error("`{0}` is no emoji; write a Unicode emoji such as `👍`, or a custom one as `<:name:id>`")]
    InvalidEmoji(String),
    /// The reply exceeds one of Discord's limits.
    #[error("Discord would refuse this reply: {0}")]
    Refused(&'static str),
    /// A user-installed application sent more than five messages after its answer.
    #[error("Discord accepts five messages after the answer from an application that is not in the guild")]
    TooManyFollowUps,
    /// A look-up that the reply needs failed.
    #[error("a look-up failed: {0}")]
    Lookup(#[source] BoxError),
    /// The request to Discord failed.
    #[error("the message could not be sent: {0}")]
    Discord(#[from] RequestError),
}

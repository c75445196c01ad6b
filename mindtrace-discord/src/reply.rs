//! Replies, which handlers return and surfaces send.

mod check;
mod embed;
mod error;
mod file;
mod fit;
mod into;
mod parts;
mod poll;
mod visibility;
pub(crate) mod wire;

use std::time::Duration;

use serde::Serialize;
use serenity::model::id::{ChannelId, MessageId, RoleId, StickerId, UserId};

use crate::component::{Block, Button, Row, Select};

pub(crate) use self::check::check;

pub use self::embed::{Embed, EmbedAuthor, EmbedField, EmbedFooter, EmbedImage};
pub use self::error::ReplyError;
pub use self::file::File;
pub(crate) use self::fit::{as_file, fit};
#[doc(hidden)]
pub use self::into::{Handled, Invoked, handle, run};
pub use self::into::{HandlerResult, IntoOutcome, IntoReply};
pub(crate) use self::parts::{Forward, Mentions, Overflow};
pub use self::poll::Poll;
pub(crate) use self::visibility::Visibility;
pub use crate::error::HandlerError;

/// A reply to a call: text, embeds, components and files, with its visibility and allowed mentions.
///
/// A text, an [`Embed`], a [`Poll`] or a [`File`] converts to a reply, so a handler may return it, and
/// [`ctx.reply`](crate::Context::reply) takes it. A reply adds [buttons](Self::buttons), [select menus](Self::select),
/// [files](Self::file) and [layouts](Self::layout), or is for the caller only: [`ephemeral`](Self::ephemeral). Mentions in the text ping
/// only the users and roles that the reply allows to be pinged.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Show the scores of the last game.
/// #[command]
/// async fn scores() -> Reply {
///     let embed = Embed::new().title("Scores").field("Red", "3", true).field("Blue", "2", true);
///     let table = File::new("scores.csv", "team,score\nred,3\nblue,2\n").description("A table");
///     Reply::new("The last game:").embed(embed).file(table).ephemeral()
/// }
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) stickers: Vec<StickerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) forward: Option<Forward>,
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
    #[serde(skip)]
    pub(crate) suppress_embeds: bool,
    #[serde(skip)]
    pub(crate) silent: bool,
    /// Whether nothing is sent.
    #[serde(skip)]
    pub(crate) nothing: bool,
}

/// # Create
impl Reply {
    /// Creates a reply with `content`, as Markdown.
    ///
    /// Discord accepts 2000 characters. A longer text is sent as several messages, split between lines, or as a file with
    /// [`long_as_file`](Self::long_as_file).
    pub fn new(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Creates a reply that forwards a message, which Discord shows as a copy without its author.
    ///
    /// A forward has no text, embeds, files, components or stickers of its own. It is a new message in a channel: the answer to a prefix
    /// command, or sent with `ctx.channel().say(…)`. As the answer to an interaction it is refused with [`ReplyError::OnlyInChannel`].
    /// Discord forwards ordinary messages and replies without polls, which the bot can read.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    /// use mindtrace_discord::serenity::model::channel::Message;
    ///
    /// /// Forward a message to the moderators.
    /// #[message_command(name = "Report", ephemeral)]
    /// async fn report(ctx: &Context, message: Message) -> Result<&'static str> {
    ///     let report = Reply::forward(message.channel_id, message.id);
    ///     ctx.channel_by_id(ChannelId::new(1088510058284990888)).say(report).await?;
    ///     Ok("Thank you.")
    /// }
    /// ```
    pub fn forward(channel_id: ChannelId, message_id: MessageId) -> Self {
        Self { forward: Some(Forward { channel_id, message_id }), ..Self::default() }
    }

    /// Creates a reply that is not sent. An `on_error` hook returns it to keep the bot silent; it may have answered or reacted itself.
    ///
    /// Discord shows the caller of a slash command that the application failed if it does not answer, so the error message is sent there
    /// nevertheless, to the caller only.
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// async fn react(ctx: &Context, error: &CommandError) -> Result<Option<Reply>> {
    ///     if !matches!(error, CommandError::Cooldown { .. }) || ctx.message_id().is_none() {
    ///         return Ok(None);
    ///     }
    ///     ctx.react('⏳').await?;
    ///     Ok(Some(Reply::nothing()))
    /// }
    ///
    /// let bot = Bot::builder().on_error(react);
    /// ```
    pub fn nothing() -> Self {
        Self { nothing: true, ..Self::default() }
    }
}

/// # Add content
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// #[component("size")]
/// async fn size(size: String) -> String {
///     format!("One {size} tea.")
/// }
///
/// let sizes = ["small", "large"].map(|size| SelectOption::new(size, size));
/// let order = Reply::new("Tea?").select(Select::new(size::id(), sizes));
/// let order = order.buttons([Button::link("Prices", "https://example.com")]);
/// let recipe = Reply::new("Water and leaves. ".repeat(200)).long_as_file("recipe.md");
/// let sticker = Reply::default().sticker(StickerId::new(749054660769218631));
/// ```
impl Reply {
    /// Adds an embed. A message holds ten; further embeds are sent in another message.
    pub fn embed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
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

    /// Adds a sticker of the guild. Discord's limit: three stickers in a message.
    ///
    /// Discord accepts stickers in new messages in a channel only: in the answer to a prefix command, or in `ctx.channel().say(…)`. In
    /// the answer to an interaction they are refused with [`ReplyError::OnlyInChannel`].
    pub fn sticker(mut self, sticker: StickerId) -> Self {
        self.stickers.push(sticker);
        self
    }

    /// Sends a text of more than 2000 characters as a file of this name instead of as several messages.
    pub fn long_as_file(mut self, name: impl Into<String>) -> Self {
        self.overflow = Overflow::File(name.into());
        self
    }
}

/// # Set how it is sent
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// /// Shows the next page in the same message.
/// #[component("page:{number}")]
/// async fn page(number: u32) -> Reply {
///     Reply::new(format!("Page {number}")).buttons([Button::new("Next", page::id(number + 1))]).update()
/// }
///
/// let link = Reply::new("https://example.com").suppress_embeds().silent().delete_after(Duration::from_mins(1));
/// ```
impl Reply {
    /// Makes the reply visible to the caller only: as an ephemeral message, or as a direct message after a prefix command.
    pub fn ephemeral(mut self) -> Self {
        self.ephemeral = true;
        self
    }

    /// Replaces the message whose button or select menu was used, instead of sending a new one.
    ///
    /// On other surfaces the reply is sent as usual.
    pub fn update(mut self) -> Self {
        self.update = true;
        self
    }

    /// Sends the message without push and desktop notifications. Discord's flag `SUPPRESS_NOTIFICATIONS`.
    ///
    /// It applies to new messages. An edit cannot change it, nor can an answer that was deferred before, which is an edit.
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// Shows no embeds: neither those of links in the text nor those of the reply. Discord's flag `SUPPRESS_EMBEDS`.
    pub fn suppress_embeds(mut self) -> Self {
        self.suppress_embeds = true;
        self
    }

    /// Deletes the message after `duration`.
    pub fn delete_after(mut self, duration: Duration) -> Self {
        self.delete_after = Some(duration);
        self
    }
}

/// # Allow mentions to ping
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let (ada, team) = (UserId::new(80351110224678912), RoleId::new(41771983423143936));
/// let text = format!("{} leads {}. @everyone, say hello!", ada.mention(), team.mention());
/// let reply = Reply::new(text).ping_users([ada]).ping_roles([team]).ping_everyone();
/// ```
impl Reply {
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
}

/// # Read
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let reply = Reply::new("Hello").embed(Embed::new().title("World")).ephemeral();
/// assert_eq!((reply.content(), reply.embeds().len(), reply.is_ephemeral()), ("Hello", 1, true));
/// ```
impl Reply {
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
}

impl Reply {
    /// Returns the text, or the texts of the layout.
    pub(crate) fn text(&self) -> String {
        if self.layout.is_empty() {
            return self.content.clone();
        }
        self.layout.iter().flat_map(Block::texts).collect::<Vec<_>>().join("\n")
    }

    /// Returns the same reply as a layout: its text, and its buttons and select menus below it.
    ///
    /// # Errors
    ///
    /// [`ReplyError::Refused`] for embeds and polls, which a layout cannot contain.
    pub(crate) fn into_layout(mut self) -> Result<Self, ReplyError> {
        if self.layout.is_empty() {
            if !self.embeds.is_empty() || self.poll.is_some() {
                return Err(ReplyError::Refused(
                    "a layout cannot be replaced by embeds or a poll; use `layout(…)`, or send a new message",
                ));
            }
            let text = (!self.content.is_empty()).then(|| Block::Text(std::mem::take(&mut self.content)));
            let rows = std::mem::take(&mut self.rows).into_iter().map(Block::from);
            self.layout = text.into_iter().chain(rows).collect();
        }
        Ok(self)
    }

    /// Returns the part of the reply that Discord accepts in a new message in a channel only.
    pub(crate) fn channel_only(&self) -> Option<&'static str> {
        match (&self.forward, self.stickers.is_empty()) {
            (Some(_), _) => Some("a forwarded message"),
            (None, false) => Some("a sticker"),
            (None, true) => None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.forward.is_none() && self.has_no_content()
    }

    /// Returns whether the reply has nothing to show, apart from a message that it forwards.
    pub(crate) fn has_no_content(&self) -> bool {
        // Discord removes white space at both ends of a text.
        let no_content = self.content.trim().is_empty() && self.embeds.is_empty() && self.files.is_empty();
        // An update may consist of buttons only.
        no_content
            && self.stickers.is_empty()
            && self.poll.is_none()
            && self.rows.is_empty()
            && self.layout.is_empty()
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

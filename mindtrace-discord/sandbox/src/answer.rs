//! A message as a member sees it.

mod file;
mod poll;

use serde_json::Value;
use serenity::model::id::{ChannelId, MessageId, UserId};

pub use self::{
    file::AttachedFile,
    poll::{Poll, PollAnswer},
};
use crate::discord::{
    component_rules::{TEXT_DISPLAY, flatten, kind, labels, text},
    interaction::Response,
    world::{EPHEMERAL, MessageRecord, World},
};

/// A message as a member sees it, usually one of the bot.
///
/// It is a snapshot; [`Member::looks_at`](crate::Member::looks_at) returns the current state.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// #[component("green")]
/// async fn green() -> &'static str {
///     "Here you are."
/// }
///
/// /// Show the teas.
/// #[command(ephemeral)]
/// async fn teas() -> Reply {
///     Reply::new("Which tea?").buttons([Button::new("Green", green::id())])
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<teas>().command::<green>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let answer = sandbox.member("alice").await?.slash("teas").send().await?;
/// assert_eq!((answer.content.as_str(), answer.text()), ("Which tea?", "Which tea?".to_owned()));
/// assert_eq!(answer.labels(), ["Green"]);
/// assert!(answer.ephemeral && !answer.edited && answer.attachments().is_empty() && answer.poll().is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent fact about the message")]
#[non_exhaustive]
pub struct Answer {
    /// The id of the message.
    pub id: MessageId,
    /// The channel it was posted in.
    pub channel_id: ChannelId,
    /// The author.
    pub author_id: UserId,
    /// The text.
    pub content: String,
    /// The embeds, as stored; none if they are suppressed.
    pub embeds: Vec<Value>,
    /// Whether only one member can see it.
    pub ephemeral: bool,
    /// Whether the bot showed "is thinking…" before it answered.
    pub deferred: bool,
    /// Whether it was edited since it was posted.
    pub edited: bool,
    /// Whether it was deleted; the other fields then show its state before that.
    pub deleted: bool,
    /// Whether it is a direct message.
    pub in_dm: bool,
    /// The users it pinged, with `allowed_mentions` applied.
    pub mentions: Vec<UserId>,
    /// Whether it pinged @everyone or @here, with `allowed_mentions` applied.
    pub pings_everyone: bool,
    /// The message this is a reply to.
    pub replies_to: Option<MessageId>,
    /// The names of attached files; [`attachments`](Self::attachments()) returns the files.
    pub attachments: Vec<String>,
    /// The reactions under it.
    pub reactions: Vec<Reaction>,
    /// The whole message as REST would return it.
    pub raw: Value,
    files: Vec<AttachedFile>,
    poll: Option<Poll>,
    displays: Vec<String>,
}

/// One emoji under a message.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let posted = alice.posts("Tea?").await?;
/// alice.reacts(&posted, "🍵").await?;
/// let reaction = &alice.looks_at(&posted).await?.reactions[0];
/// assert_eq!((reaction.emoji.as_str(), &reaction.users), ("🍵", &vec![alice.id()]));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reaction {
    /// The emoji itself, or the name of a custom one.
    pub emoji: String,
    /// The users who reacted with it, in order.
    pub users: Vec<UserId>,
}

impl Answer {
    /// Returns the attached files with their contents.
    pub fn attachments(&self) -> &[AttachedFile] {
        &self.files
    }

    /// Returns the poll, if the message has one.
    pub fn poll(&self) -> Option<&Poll> {
        self.poll.as_ref()
    }

    /// Returns what its buttons are called, and what its menus show while nothing is selected; in order.
    pub fn labels(&self) -> Vec<String> {
        labels(self.raw["components"].as_array().map(Vec::as_slice).unwrap_or_default())
    }

    /// Returns all text of the message: its content, then its text displays, one per line.
    pub fn text(&self) -> String {
        let content = Some(self.content.as_str()).filter(|content| !content.is_empty());
        let parts: Vec<&str> = content.into_iter().chain(self.displays.iter().map(String::as_str)).collect();
        parts.join("\n")
    }

    /// Returns the current state of the message with this id.
    pub(crate) fn of(world: &World, id: MessageId) -> Option<Self> {
        world.messages.get(&id).map(|message| Self::from_record(world, message))
    }

    pub(crate) fn from_record(world: &World, message: &MessageRecord) -> Self {
        let file_name = |file: &Value| file.get("filename").and_then(Value::as_str).map(str::to_owned);
        let deferred =
            message.interaction.and_then(|(id, _)| world.interactions.get(&id)).is_some_and(|interaction| {
                interaction.response == Some(Response::DeferredMessage)
                    && interaction.original == Some(message.id)
            });
        Self {
            id: message.id,
            channel_id: message.channel,
            author_id: message.author,
            content: message.content.clone(),
            embeds: message.shown_embeds().to_vec(),
            ephemeral: message.flags & EPHEMERAL != 0,
            deferred,
            edited: message.edited_at.is_some(),
            deleted: false,
            in_dm: message.guild.is_none(),
            mentions: message.mentions.clone(),
            pings_everyone: message.pings_everyone,
            replies_to: message.replies_to,
            attachments: message.attachments.iter().filter_map(file_name).collect(),
            reactions: message
                .reactions
                .iter()
                .map(|(emoji, users)| Reaction { emoji: emoji.name.clone(), users: users.clone() })
                .collect(),
            raw: world.message_json(message),
            files: message.attachments.iter().map(|file| AttachedFile::read(world, file)).collect(),
            poll: message.poll.as_ref().map(|poll| Poll::read(poll, world.now())),
            displays: flatten(&message.components)
                .into_iter()
                .filter(|component| kind(component) == TEXT_DISPLAY)
                .map(|display| text(display, "content").to_owned())
                .collect(),
        }
    }
}

impl From<&Answer> for MessageId {
    fn from(answer: &Answer) -> Self {
        answer.id
    }
}

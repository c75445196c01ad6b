//! Posting messages, with or without files.

use std::future::IntoFuture;

use axum::body::Bytes;
use futures::{FutureExt, future::BoxFuture};
use serenity::model::{Permissions, id::ChannelId, id::MessageId};

use crate::{
    answer::Answer,
    discord::{
        files::{FILE_SIZE, FILES},
        mentions::AllowedMentions,
        world::{MessageRecord, World},
    },
    error::SandboxError,
    member::Member,
};

/// A pending message; awaiting it posts the message and returns it.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let pending = alice.posts("The menu.").attach("menu.txt", "green, black");
/// assert!(alice.messages().is_empty());
/// let posted = pending.await?;
/// assert_eq!(alice.messages(), [posted]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is posted before it is awaited"]
pub struct PendingPost {
    member: Member,
    text: String,
    files: Vec<(String, Bytes)>,
    original: Option<MessageId>,
}

/// A pending message; awaiting it posts the message and returns the bot's answer.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Measure a file.
/// #[command]
/// async fn size(file: Attachment) -> String {
///     format!("{} bytes", file.size)
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<size>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// let pending = alice.says("!size").attach("a.txt", "one two");
/// assert_eq!(pending.await?.content, "7 bytes");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is posted before it is awaited"]
pub struct PendingAnswer(PendingPost);

/// # Post messages
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let (alice, bob) = (discord.member("alice").await?, discord.member("bob").await?);
/// let posted = alice.posts("Which tea?").attach("menu.txt", "green, black").await?;
/// assert_eq!(posted.attachments, ["menu.txt"]);
/// let reply = bob.replies_to(&posted, "Green, please.").await?;
/// assert_eq!(reply.replies_to, Some(posted.id));
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Posts a message and waits for the bot's next one, in this channel or in a DM with this member.
    ///
    /// Answers to slash commands and replies to other members are skipped. [`attach`](PendingAnswer::attach) adds files.
    ///
    /// ```no_run
    /// # async fn test(sandbox: mindtrace_discord::sandbox::Sandbox) -> mindtrace_discord::Result<()> {
    /// let alice = sandbox.member("alice").await?;
    /// assert_eq!(alice.says("!count").attach("a.txt", "one two").await?.content, "2 words");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member may not write here,
    /// [`SandboxError::Timeout`] if the bot posts nothing in time.
    pub fn says(&self, text: &str) -> PendingAnswer {
        PendingAnswer(self.posts(text))
    }

    /// Posts a message and returns it, without waiting for an answer.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member may not write here.
    pub fn posts(&self, text: &str) -> PendingPost {
        PendingPost { member: self.clone(), text: text.to_owned(), files: Vec::new(), original: None }
    }

    /// Replies to a message and returns the reply; the author of the message is pinged.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the member may not write there or cannot see the message.
    pub fn replies_to(&self, original: &Answer, text: &str) -> PendingPost {
        PendingPost { original: Some(original.id), ..self.posts(text) }
    }

    /// Waits for the bot's first message after one of this member, apart from answers to interactions and to other members.
    pub(crate) async fn answer_to(&self, posted: &Answer) -> Result<Answer, SandboxError> {
        let waiting_for = format!("the bot to answer {}, who posted: {}", self.name, posted.content);
        let answer = self.next_message(&waiting_for, Some(posted.id), |world, message| {
            let to_other =
                message.replies_to.and_then(|id| world.messages.get(&id)).is_some_and(|original| {
                    original.author != self.user
                        && !world.users.get(&original.author).is_some_and(|author| author.bot)
                });
            message.interaction.is_none() && !to_other
        });
        match answer.await {
            Err(SandboxError::Timeout { waiting_for, transcript }) => {
                let cause = self.discord.explained(posted).map(|cause| format!("\n\nhelp: {cause}"));
                let waiting_for = format!("{waiting_for}{}", cause.unwrap_or_default());
                Err(SandboxError::Timeout { waiting_for, transcript })
            }
            answer => answer,
        }
    }
}

impl PendingAnswer {
    /// Attaches a file to the message.
    pub fn attach(self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self(self.0.attach(name, bytes))
    }
}

impl IntoFuture for PendingAnswer {
    type Output = Result<Answer, SandboxError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let Self(posting) = self;
            let posted = posting.post()?;
            posting.member.answer_to(&posted).await
        }
        .boxed()
    }
}

impl PendingPost {
    /// Attaches a file to the message.
    pub fn attach(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push((name.to_owned(), Bytes::from(bytes.into())));
        self
    }

    fn post(&self) -> Result<Answer, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.post_in(world)).map_err(|reason| discord.refused(reason))
    }

    fn post_in(&self, world: &mut World) -> Result<Answer, String> {
        let original = match self.original {
            Some(id) => {
                let found = world.messages.get(&id).filter(|message| self.member.can_see(message));
                let found = found
                    .ok_or_else(|| "the message to reply to was deleted or is not visible".to_owned())?;
                Some((id, found.channel))
            }
            None => None,
        };
        let channel = match original {
            Some((_, channel)) => channel,
            None => self.member.location_in(world)?,
        };
        self.check(world, channel)?;
        let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
        let blocked = guild.and_then(|guild| world.moderate(guild, channel, self.member.id(), &self.text));
        if let Some(word) = blocked {
            return Err(format!("AutoMod blocks this message because of `{word}`"));
        }
        let id = MessageId::new(world.snowflake());
        let mut message = MessageRecord::new(id, channel, guild, self.member.id());
        self.text.trim().clone_into(&mut message.content);
        message.replies_to = self.original;
        message.kind = if self.original.is_some() { 19 } else { 0 };
        for (name, bytes) in &self.files {
            let file = world.upload(channel, name, bytes.clone());
            message.attachments.push(file);
        }
        world.post(message, &AllowedMentions::all());
        Answer::of(world, id).ok_or_else(|| "the message vanished".to_owned())
    }

    /// Checks the message as the client does before it sends it.
    fn check(&self, world: &World, id: ChannelId) -> Result<(), String> {
        check_text(&self.text, !self.files.is_empty())?;
        check_files(self.files.iter().map(|(_, bytes)| bytes.len()))?;
        let channel = world.channels.get(&id).filter(|channel| channel.holds_messages());
        let channel =
            channel.ok_or_else(|| format!("no message can be posted in {}", world.location_name(id)))?;
        let mut needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
        needed.set(Permissions::ATTACH_FILES, !self.files.is_empty());
        let member = &self.member;
        if channel.archived && channel.locked {
            needed |= Permissions::MANAGE_THREADS;
        }
        if channel.guild.is_some() && !world.permissions_in(id, member.id()).contains(needed) {
            return Err(format!("{} may not write in {}", member.name(), world.location_name(id)));
        }
        Ok(())
    }
}

impl IntoFuture for PendingPost {
    type Output = Result<Answer, SandboxError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move { self.post() }.boxed()
    }
}

/// Checks the text of a message as the client does; with `has_more`, it may be empty.
pub(super) fn check_text(text: &str, has_more: bool) -> Result<(), String> {
    let length = text.trim().chars().count();
    let least = usize::from(!has_more);
    if (least..=2000).contains(&length) {
        return Ok(());
    }
    Err(format!("a message has 1 to 2000 characters, not {length}"))
}

/// Checks the number and sizes of files as the client does.
pub(crate) fn check_files(sizes: impl ExactSizeIterator<Item = usize>) -> Result<(), String> {
    if sizes.len() > FILES {
        return Err(format!("at most {FILES} files can be sent at once, not {}", sizes.len()));
    }
    match { sizes }.find(|size| *size > FILE_SIZE) {
        Some(size) => Err(format!("a file has at most {FILE_SIZE} bytes, not {size}")),
        None => Ok(()),
    }
}

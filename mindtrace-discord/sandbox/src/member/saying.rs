//! What a person posts, with or without files.

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

/// A message that is about to be posted; awaiting it gives what was posted.
#[derive(Debug, Clone)]
#[must_use = "nothing is posted before it is awaited"]
pub struct Posting {
    member: Member,
    text: String,
    files: Vec<(String, Bytes)>,
    original: Option<MessageId>,
}

/// A message that is about to be said; awaiting it gives the bot's answer.
#[derive(Debug, Clone)]
#[must_use = "nothing is said before it is awaited"]
pub struct Saying(Posting);

impl Member {
    /// Posts a message and waits for the bot's next one, here or in a DM with this person.
    ///
    /// Answers to slash commands and replies to other people are passed over. Files go along with
    /// [`attach`](Saying::attach).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the person may not write here,
    /// [`SandboxError::Timeout`] if the bot says nothing in time.
    pub fn says(&self, text: &str) -> Saying {
        Saying(self.posts(text))
    }

    /// Posts a message, waits for nothing and returns what was posted.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the person may not write here.
    pub fn posts(&self, text: &str) -> Posting {
        Posting { member: self.clone(), text: text.to_owned(), files: Vec::new(), original: None }
    }

    /// Replies to a message and returns the reply; the author of the message is pinged.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the person may not write there or cannot see the message.
    pub fn replies_to(&self, original: &Answer, text: &str) -> Posting {
        Posting { original: Some(original.id), ..self.posts(text) }
    }
}

impl Saying {
    /// Puts a file under the message.
    pub fn attach(self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self(self.0.attach(name, bytes))
    }
}

impl IntoFuture for Saying {
    type Output = Result<Answer, SandboxError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            let Self(posting) = self;
            let posted = posting.post()?;
            let member = &posting.member;
            let speaker = member.id();
            let waiting_for = format!("the bot to answer {}, who said: {}", member.name(), posting.text);
            member
                .next_message(&waiting_for, |world, message| {
                    let to_other =
                        message.replies_to.and_then(|id| world.messages.get(&id)).is_some_and(|original| {
                            original.author != speaker
                                && !world.users.get(&original.author).is_some_and(|author| author.bot)
                        });
                    message.id > posted.id && message.interaction.is_none() && !to_other
                })
                .await
        }
        .boxed()
    }
}

impl Posting {
    /// Puts a file under the message.
    pub fn attach(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.push((name.to_owned(), Bytes::from(bytes.into())));
        self
    }

    fn post(&self) -> Result<Answer, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.post_in(world)).map_err(|why| discord.refused(why))
    }

    fn post_in(&self, world: &mut World) -> Result<Answer, String> {
        let original = match self.original {
            Some(id) => {
                let found = world.messages.get(&id).filter(|message| self.member.can_see(message));
                let found =
                    found.ok_or_else(|| "the message to reply to is gone or not visible".to_owned())?;
                Some((id, found.channel))
            }
            None => None,
        };
        let place = match original {
            Some((_, channel)) => channel,
            None => self.member.location_in(world)?,
        };
        self.check(world, place)?;
        let guild = world.channels.get(&place).and_then(|channel| channel.guild);
        let blocked = guild.and_then(|guild| world.moderate(guild, place, self.member.id(), &self.text));
        if let Some(reason) = blocked {
            return Err(format!("AutoMod blocks this message because of `{reason}`"));
        }
        let id = MessageId::new(world.snowflake());
        let mut message = MessageRecord::new(id, place, guild, self.member.id());
        self.text.trim().clone_into(&mut message.content);
        message.replies_to = self.original;
        message.kind = if self.original.is_some() { 19 } else { 0 };
        for (name, bytes) in &self.files {
            let file = world.upload(place, name, bytes.clone());
            message.attachments.push(file);
        }
        world.post(message, &AllowedMentions::all());
        Answer::of(world, id).ok_or_else(|| "the message vanished".to_owned())
    }

    /// What the client checks before it sends a message.
    fn check(&self, world: &World, place: ChannelId) -> Result<(), String> {
        check_text(&self.text, !self.files.is_empty())?;
        check_files(self.files.iter().map(|(_, bytes)| bytes.len()))?;
        let channel = world.channels.get(&place).filter(|channel| channel.holds_messages());
        let channel =
            channel.ok_or_else(|| format!("nothing can be posted in {}", world.location_name(place)))?;
        let mut needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
        needed.set(Permissions::ATTACH_FILES, !self.files.is_empty());
        let member = &self.member;
        if channel.guild.is_some() && !world.permissions_in(place, member.id()).contains(needed) {
            return Err(format!("{} may not write in {}", member.name(), world.location_name(place)));
        }
        Ok(())
    }
}

impl IntoFuture for Posting {
    type Output = Result<Answer, SandboxError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        async move { self.post() }.boxed()
    }
}

/// What the client checks about a text; only a message with something else in it may have none.
pub(super) fn check_text(text: &str, has_more: bool) -> Result<(), String> {
    let length = text.trim().chars().count();
    let least = usize::from(!has_more);
    if (least..=2000).contains(&length) {
        return Ok(());
    }
    Err(format!("a message has 1 to 2000 characters, not {length}"))
}

/// What the client checks about files, given their sizes.
pub(crate) fn check_files(sizes: impl ExactSizeIterator<Item = usize>) -> Result<(), String> {
    if sizes.len() > FILES {
        return Err(format!("{FILES} files go at once, not {}", sizes.len()));
    }
    match { sizes }.find(|size| *size > FILE_SIZE) {
        Some(size) => Err(format!("a file has at most {FILE_SIZE} bytes, not {size}")),
        None => Ok(()),
    }
}

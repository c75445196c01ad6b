//! Commands of the context menus of users and messages.

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::json::put;
use crate::{
    answer::Answer,
    discord::{interaction::Trigger, world::World},
    error::SandboxError,
    member::Member,
    modal::Modal,
    slash::{Sent, check_location, convert::Resolved, lookup},
    transcript::LineKind,
};

/// A pending command of a context menu.
///
/// As with slash commands, `default_member_permissions` is not enforced.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Show the name of a user.
/// #[user_command]
/// async fn show_name(user: User) -> String {
///     user.name
/// }
///
/// /// Count the words of a message.
/// #[message_command]
/// async fn count_words(message: Message) -> String {
///     format!("{} words", message.content.split_whitespace().count())
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<show_name>().command::<count_words>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
/// assert_eq!(alice.uses("Show name").on_user(&bob).send().await?.content, "bob");
/// let posted = bob.posts("one two").await?;
/// assert_eq!(alice.uses("Count words").on_message(&posted).send().await?.content, "2 words");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called"]
pub struct ContextMenuCall {
    member: Member,
    command: String,
    target: Option<Target>,
    stale: bool,
}

#[derive(Debug, Clone, Copy)]
enum Target {
    User(UserId),
    Message(MessageId),
}

/// # Use context menus
impl Member {
    /// Prepares a command of a context menu, which needs a target: `alice.uses("Show avatar").on_user(&bob)`.
    pub fn uses(&self, command: &str) -> ContextMenuCall {
        ContextMenuCall::new(self.clone(), command)
    }
}

impl ContextMenuCall {
    pub(crate) fn new(member: Member, command: &str) -> Self {
        Self { member, command: command.trim().to_owned(), target: None, stale: false }
    }

    /// Uses it on a user: a [`Member`], or the bot.
    pub fn on_user(mut self, user: impl Into<UserId>) -> Self {
        self.target = Some(Target::User(user.into()));
        self
    }

    /// Uses it on a message that this member can see, in the channel of the message.
    pub fn on_message(mut self, message: impl Into<MessageId>) -> Self {
        self.target = Some(Target::Message(message.into()));
        self
    }

    /// Sends the command as a client with an outdated command list; see [`SlashCall::stale`](super::SlashCall::stale).
    ///
    /// ```no_run
    /// # async fn test(sandbox: mindtrace_discord::sandbox::Sandbox) -> mindtrace_discord::Result<()> {
    /// let alice = sandbox.member("alice").await?;
    /// let answer = alice.uses("Removed").on_user(&alice).stale().send().await?;
    /// assert!(answer.content.starts_with("This command has changed."));
    /// # Ok(())
    /// # }
    /// ```
    pub fn stale(mut self) -> Self {
        self.stale = true;
        self
    }

    /// Sends the command and waits for the answer that the member sees.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if a Discord client would not offer the command there, or if the bot opens a modal;
    /// [`SandboxError::Timeout`] if the bot does not respond within three seconds, or defers and does not follow up.
    pub async fn send(self) -> Result<Answer, SandboxError> {
        self.begin()?.answer().await
    }

    /// Sends the command and waits for the modal that the bot opens.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// A note about a user.
    /// #[derive(Modal)]
    /// struct Note {
    ///     #[field(label = "Note")]
    ///     text: String,
    /// }
    ///
    /// /// Take a note about a user.
    /// #[user_command]
    /// async fn take_note(ctx: &Context, user: User) -> Result<String> {
    ///     let note: Note = ctx.modal().await?;
    ///     Ok(format!("{}: {}", user.name, note.text))
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<take_note>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    /// let modal = alice.uses("Take note").on_user(&bob).opens_modal().await?;
    /// assert_eq!(modal.set_text("Note", "likes tea").submit().await?.content, "bob: likes tea");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send); [`SandboxError::Refused`] also if the bot answers in another way.
    pub async fn opens_modal(self) -> Result<Modal, SandboxError> {
        self.begin()?.modal().await
    }

    #[doc(hidden)]
    pub fn begin(&self) -> Result<Sent, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.begin_in(world)).map_err(|reason| discord.refused(reason))
    }

    fn begin_in(&self, world: &mut World) -> Result<Sent, String> {
        let target = self.target.ok_or_else(|| {
            "a context menu command needs a target; set it with `on_user` or `on_message`".to_owned()
        })?;
        let channel = match target {
            Target::User(_) => self.member.location_in(world)?,
            Target::Message(id) => self.channel_of(world, id)?,
        };
        let (kind, id) = match target {
            Target::User(id) => (2, id.get()),
            Target::Message(id) => (3, id.get()),
        };
        let mut data = json!({"name": self.command, "type": kind, "target_id": id.to_string()});
        if self.stale {
            put(&mut data, "id", json!(world.snowflake().to_string()));
        } else {
            let found = lookup::find_in_context_menu(world, &self.member, channel, &self.command, kind)?;
            check_location(world, &self.member, channel, &found)?;
            put(&mut data, "id", json!(found.id.to_string()));
            if let Some(registered_in) = found.guild {
                put(&mut data, "guild_id", json!(registered_in));
            }
        }
        put(&mut data, "resolved", resolved(world, channel, target)?);
        world.note(LineKind::Command, self.member.id(), Some(channel), self.description(world, target));
        Sent::send(world, &self.member, Trigger::ContextMenu, channel, &data, format!("`{}`", self.command))
    }

    fn channel_of(&self, world: &World, id: MessageId) -> Result<ChannelId, String> {
        let message = world.messages.get(&id).filter(|message| self.member.can_see(message));
        let message = message.ok_or_else(|| "the message was deleted or is not visible".to_owned())?;
        // Discord offers no commands in the context menu of an ephemeral message.
        if message.only_for.is_some() {
            return Err("the context menu of an ephemeral message has no commands".to_owned());
        }
        Ok(message.channel)
    }

    fn description(&self, world: &World, target: Target) -> String {
        match target {
            Target::User(id) => format!("used `{}` on @{}", self.command, world.name_of(id)),
            Target::Message(id) => {
                let text = world.messages.get(&id).map(|message| world.summary(message)).unwrap_or_default();
                format!("used `{}` on the message: {text}", self.command)
            }
        }
    }
}

fn resolved(world: &World, channel: ChannelId, target: Target) -> Result<Value, String> {
    match target {
        Target::User(id) => {
            if !world.users.contains_key(&id) {
                return Err(format!("there is no user with the id {id} in the sandbox"));
            }
            let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
            let mut resolved = Resolved::new(channel, guild);
            resolved.user(world, id);
            Ok(resolved.into_json())
        }
        Target::Message(id) => {
            let message = world.messages.get(&id).map(|message| world.message_json(message));
            Ok(json!({"messages": {id.to_string(): message.unwrap_or_default()}}))
        }
    }
}

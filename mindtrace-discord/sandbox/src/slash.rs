//! Slash commands with their options.

mod context_menu;
pub(crate) mod convert;
mod lookup;
mod payload;
mod typing;
mod value;
mod waiting;

use serde_json::{Value, json};
use serenity::model::{Permissions, id::ChannelId};

pub(crate) use self::lookup::offered_to;
pub use self::waiting::Sent;
pub use self::{context_menu::ContextMenuCall, typing::Suggestion, value::SlashValue};
use crate::{
    answer::Answer,
    discord::{interaction::Trigger, world::World},
    error::SandboxError,
    member::Member,
    modal::Modal,
    slash::{convert::Resolved, lookup::Found},
    transcript::LineKind,
};

/// A pending slash command.
///
/// `default_member_permissions` is not enforced, as if an administrator had allowed every command to everyone, so that a
/// test reaches the bot's own gates.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::sandbox::SandboxError;
///
/// /// Add two numbers.
/// #[command]
/// async fn add(a: i64, b: i64) -> String {
///     (a + b).to_string()
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<add>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// assert_eq!(alice.slash("add").option("a", 2).option("b", "3").send().await?.content, "5");
/// // A client does not send a command without its options; `unchecked` does.
/// let incomplete = alice.slash("add").option("a", 2);
/// assert!(matches!(incomplete.clone().send().await, Err(SandboxError::Refused { .. })));
/// assert!(incomplete.unchecked().send().await?.content.contains('b'));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called"]
pub struct SlashCall {
    member: Member,
    path: String,
    options: Vec<(String, SlashValue)>,
    checked: bool,
    stale: bool,
}

/// # Use slash commands
impl Member {
    /// Prepares a slash command; `tag create` names a subcommand.
    ///
    /// ```no_run
    /// # async fn test(sandbox: mindtrace_discord::sandbox::Sandbox) -> mindtrace_discord::Result<()> {
    /// let alice = sandbox.member("alice").await?;
    /// let answer = alice.slash("tag create").option("name", "rules").option("text", "Be kind.").send().await?;
    /// assert!(answer.ephemeral);
    /// # Ok(())
    /// # }
    /// ```
    pub fn slash(&self, command: &str) -> SlashCall {
        SlashCall::new(self.clone(), command)
    }
}

impl SlashCall {
    pub(crate) fn new(member: Member, path: &str) -> Self {
        let path = path.trim().trim_start_matches('/').to_owned();
        Self { member, path, options: Vec::new(), checked: true, stale: false }
    }

    /// Sets an option.
    pub fn option(mut self, name: &str, value: impl Into<SlashValue>) -> Self {
        self.options.push((name.to_owned(), value.into()));
        self
    }

    /// Sets an attachment option to a file.
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
    /// let answer = alice.slash("size").attach("file", "a.txt", "one two").send().await?;
    /// assert_eq!(answer.content, "7 bytes");
    /// # Ok(())
    /// # }
    /// ```
    pub fn attach(self, name: &str, file_name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let (file_name, bytes) = (file_name.to_owned(), bytes.into());
        self.option(name, SlashValue::File { name: file_name, bytes })
    }

    /// Skips the checks of a Discord client, to test how the bot handles invalid input.
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Sends the command as a client whose command list is outdated, because it was changed or removed since.
    ///
    /// It has an id that the bot never registered, and nothing is checked.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Answer.
    /// #[command]
    /// async fn ping() -> &'static str {
    ///     "pong"
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let answer = sandbox.member("alice").await?.slash("removed").stale().send().await?;
    /// assert!(answer.content.starts_with("This command has changed."));
    /// # Ok(())
    /// # }
    /// ```
    pub fn stale(mut self) -> Self {
        self.checked = false;
        self.stale = true;
        self
    }

    /// Sends the command and waits for the answer that the member sees.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if a Discord client would not send it, or if the bot opens a modal;
    /// [`SandboxError::Timeout`] if the bot does not respond within three seconds, or defers and does not follow up.
    pub async fn send(self) -> Result<Answer, SandboxError> {
        self.begin()?.answer().await
    }

    /// Sends the command and waits for the modal that the bot opens.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// An order.
    /// #[derive(Modal)]
    /// struct Order {
    ///     #[field(label = "Tea")]
    ///     tea: String,
    /// }
    ///
    /// /// Order tea.
    /// #[command]
    /// async fn order(ctx: &Context) -> Result<String> {
    ///     Ok(ctx.modal::<Order>().await?.tea)
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<order>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let modal = sandbox.member("alice").await?.slash("order").opens_modal().await?;
    /// assert_eq!(modal.set_text("Tea", "green").submit().await?.content, "green");
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

    /// Resolves the command and its options, and sends `INTERACTION_CREATE`.
    #[doc(hidden)]
    pub fn begin(&self) -> Result<Sent, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.begin_in(world)).map_err(|reason| discord.refused(reason))
    }

    fn begin_in(&self, world: &mut World) -> Result<Sent, String> {
        let channel = self.member.location_in(world)?;
        let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
        let found = self.find(world, channel)?;
        let mut resolved = Resolved::new(channel, guild);
        let values = self.option_values(world, &found, &mut resolved)?;
        let mut data = found.data(values);
        resolved.put_into(&mut data);
        world.note(LineKind::Command, self.member.id(), Some(channel), format!("used {}", self.typed()));
        let source = format!("/{}", self.path);
        Sent::send(world, &self.member, Trigger::Command, channel, &data, source)
    }

    /// Returns the command that this member can use here.
    fn find(&self, world: &mut World, channel: ChannelId) -> Result<Found, String> {
        let mut found = match lookup::find(world, &self.member, channel, &self.path) {
            Err(_) if !self.checked => Found::unregistered(world, &self.path),
            found => found?,
        };
        if self.stale {
            found.id = world.snowflake();
        }
        if self.checked {
            check_location(world, &self.member, channel, &found)?;
        }
        Ok(found)
    }

    /// Returns the options as the interaction carries them.
    fn option_values(
        &self,
        world: &mut World,
        found: &Found,
        resolved: &mut Resolved,
    ) -> Result<Vec<Value>, String> {
        let mut values = Vec::new();
        for (name, value) in &self.options {
            let definition = found.option(name);
            if definition.is_none() && self.checked {
                return Err(format!(
                    "/{} has no option `{name}`; it has: {}",
                    self.path,
                    found.option_names()
                ));
            }
            let (kind, value) = convert::convert(world, definition, name, value, self.checked, resolved)?;
            values.push(json!({"name": name, "type": kind, "value": value}));
        }
        if self.checked {
            let is_set = |name: &str| self.options.iter().any(|(known, _)| known == name);
            if let Some(missing) = found.required().find(|name| !is_set(name)) {
                return Err(format!("/{} needs the option `{missing}`; give it a value", self.path));
            }
        }
        Ok(values)
    }

    /// Returns the command as a member would type it.
    #[doc(hidden)]
    pub fn typed(&self) -> String {
        self.options
            .iter()
            .fold(format!("/{}", self.path), |typed, (name, value)| format!("{typed} {name}:{value}"))
    }
}

/// Checks that a client would offer a command to the member in this channel.
fn check_location(world: &World, member: &Member, channel: ChannelId, found: &Found) -> Result<(), String> {
    let permissions = world.permissions_in(channel, member.id());
    let record = world.channels.get(&channel);
    let in_guild = record.is_some_and(|record| record.guild.is_some());
    if in_guild && !permissions.contains(Permissions::VIEW_CHANNEL | Permissions::USE_APPLICATION_COMMANDS) {
        return Err(format!("{} may not use commands in {}", member.name(), world.location_name(channel)));
    }
    if in_guild && found.nsfw && !record.is_some_and(|record| record.nsfw) {
        return Err(format!("/{} works only in an age-restricted channel", found.name));
    }
    Ok(())
}

//! Slash commands as a person fills them in.

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
use crate::json::put;
use crate::{
    answer::Answer,
    discord::{interaction::Trigger, world::World},
    error::SandboxError,
    member::Member,
    modal::Modal,
    slash::{convert::Resolved, lookup::Found},
    transcript::LineKind,
};

/// A slash command that is being filled in.
///
/// `default_member_permissions` is not enforced, as if an administrator had opened every command
/// to everybody: a test is to see the bot's own gates.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent before `send` is called"]
pub struct SlashCall {
    member: Member,
    path: String,
    options: Vec<(String, SlashValue)>,
    checked: bool,
    stale: bool,
}

impl Member {
    /// Begins a slash command; `tag create` names a subcommand.
    pub fn slash(&self, command: &str) -> SlashCall {
        SlashCall::new(self.clone(), command)
    }
}

impl SlashCall {
    pub(crate) fn new(member: Member, path: &str) -> Self {
        let path = path.trim().trim_start_matches('/').to_owned();
        Self { member, path, options: Vec::new(), checked: true, stale: false }
    }

    /// Fills in an option.
    pub fn option(mut self, name: &str, value: impl Into<SlashValue>) -> Self {
        self.options.push((name.to_owned(), value.into()));
        self
    }

    /// Puts a file into an option for attachments.
    pub fn attach(self, name: &str, file_name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let (file_name, bytes) = (file_name.to_owned(), bytes.into());
        self.option(name, SlashValue::File { name: file_name, bytes })
    }

    /// Sends even what a Discord client would refuse, to see how the bot copes.
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Sends the command as a client that has not noticed yet that it was changed or removed.
    ///
    /// Its id is one the bot never registered, and nothing is checked.
    pub fn stale(mut self) -> Self {
        self.checked = false;
        self.stale = true;
        self
    }

    /// Sends the command and waits for the answer the person sees.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if a Discord client would not send it, or if the bot opens a modal;
    /// [`SandboxError::Timeout`] if the bot does not respond within three seconds, or defers and
    /// never follows up.
    pub async fn send(self) -> Result<Answer, SandboxError> {
        self.begin()?.answer().await
    }

    /// Sends the command and waits for the modal (modal) the bot opens.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send); [`SandboxError::Refused`] also if the bot answers in another way.
    pub async fn opens_modal(self) -> Result<Modal, SandboxError> {
        self.begin()?.modal().await
    }

    /// Looks everything up and sends `INTERACTION_CREATE`.
    #[doc(hidden)]
    pub fn begin(&self) -> Result<Sent, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.begin_in(world)).map_err(|why| discord.refused(why))
    }

    fn begin_in(&self, world: &mut World) -> Result<Sent, String> {
        let channel = self.member.location_in(world)?;
        let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
        let found = self.find(world, channel)?;
        let mut resolved = Resolved::new(channel, guild);
        let values = self.fill_in(world, &found, &mut resolved)?;
        let mut data = found.data(values);
        put(&mut data, "resolved", resolved.into_json());
        world.note(LineKind::Command, self.member.id(), Some(channel), format!("used {}", self.typed()));
        let what = format!("/{}", self.path);
        Sent::send(world, &self.member, Trigger::Command, channel, &data, what)
    }

    /// The command as this person can use it here.
    fn find(&self, world: &mut World, channel: ChannelId) -> Result<Found, String> {
        let mut found = match lookup::find(world, &self.member, channel, &self.path) {
            Err(_) if !self.checked => Found::made_up(world, &self.path),
            found => found?,
        };
        if self.stale {
            found.id = world.snowflake();
        }
        if self.checked {
            check_place(world, &self.member, channel, &found)?;
        }
        Ok(found)
    }

    /// The options as the interaction carries them.
    fn fill_in(
        &self,
        world: &mut World,
        found: &Found,
        resolved: &mut Resolved,
    ) -> Result<Vec<Value>, String> {
        let mut filled = Vec::new();
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
            filled.push(json!({"name": name, "type": kind, "value": value}));
        }
        if self.checked {
            let given = |name: &str| self.options.iter().any(|(given, _)| given == name);
            if let Some(missing) = found.required().find(|name| !given(name)) {
                return Err(format!("/{} needs the option `{missing}`; give it a value", self.path));
            }
        }
        Ok(filled)
    }

    /// The command as one would type it.
    #[doc(hidden)]
    pub fn typed(&self) -> String {
        self.options
            .iter()
            .fold(format!("/{}", self.path), |typed, (name, value)| format!("{typed} {name}:{value}"))
    }
}

/// What a client checks before it offers a command.
fn check_place(world: &World, member: &Member, channel: ChannelId, found: &Found) -> Result<(), String> {
    let permissions = world.permissions_in(channel, member.id());
    let place = world.channels.get(&channel);
    let in_guild = place.is_some_and(|place| place.guild.is_some());
    if in_guild && !permissions.contains(Permissions::VIEW_CHANNEL | Permissions::USE_APPLICATION_COMMANDS) {
        return Err(format!("{} may not use commands in {}", member.name(), world.location_name(channel)));
    }
    if in_guild && found.nsfw && !place.is_some_and(|place| place.nsfw) {
        return Err(format!("/{} works only in an age-restricted channel", found.name));
    }
    Ok(())
}

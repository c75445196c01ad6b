//! Slash commands as a person fills them in.

mod convert;
mod lookup;
mod payload;
mod waiting;

use std::fmt;

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{ChannelId, RoleId, UserId},
};

pub(crate) use self::{payload::event, waiting::answer_to};
use crate::sandbox::{
    answer::Answer,
    discord::{
        interaction::{InteractionRecord, Trigger},
        world::{World, put},
    },
    error::SandboxError,
    member::Member,
    place::{Channel, Role},
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
}

/// What a person puts into an option; text is read as the type the option is registered with.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SlashValue {
    /// Text, or any other value as one would type it: `5`, `true`, `@bob`, `#general`.
    Text(String),
    /// A number.
    Number(serde_json::Number),
    /// A truth value.
    Bool(bool),
    /// A person.
    User(UserId),
    /// A role.
    Role(RoleId),
    /// A channel.
    Channel(ChannelId),
}

impl SlashCall {
    pub(crate) fn new(member: Member, path: &str) -> Self {
        let path = path.trim().trim_start_matches('/').to_owned();
        Self { member, path, options: Vec::new(), checked: true }
    }

    /// Fills in an option.
    pub fn option(mut self, name: &str, value: impl Into<SlashValue>) -> Self {
        self.options.push((name.to_owned(), value.into()));
        self
    }

    /// Sends even what a Discord client would refuse, to see how the bot copes.
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
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
        let discord = self.member.discord().clone();
        let begun = discord.change(|world| self.begin(world));
        let interaction = begun.map_err(|why| discord.refused(why))?;
        answer_to(&self.member, &interaction, &format!("/{}", self.path)).await
    }

    /// Looks everything up and sends `INTERACTION_CREATE`.
    fn begin(&self, world: &mut World) -> Result<InteractionRecord, String> {
        let channel = self.member.place_in(world)?;
        let guild = world.channels.get(&channel).and_then(|channel| channel.guild);
        let found = match lookup::find(world, channel, &self.path) {
            Err(_) if !self.checked => Found::made_up(world, &self.path),
            found => found?,
        };
        if self.checked {
            self.check_place(world, channel, &found)?;
        }
        let mut resolved = Resolved::new(channel, guild);
        let values = self.fill_in(world, &found, &mut resolved)?;
        let mut data = json!({
            "id": found.id.to_string(),
            "name": found.name,
            "type": 1,
            "options": found.wrap(values),
            "resolved": resolved.into_json(),
        });
        if let Some(registered_in) = found.guild {
            put(&mut data, "guild_id", json!(registered_in));
        }
        let interaction = world.begin_interaction(Trigger::Command, self.member.id(), channel);
        world.note(LineKind::Command, self.member.id(), Some(channel), format!("used {}", self.typed()));
        event(world, &interaction, &data);
        Ok(interaction)
    }

    fn check_place(&self, world: &World, channel: ChannelId, found: &Found) -> Result<(), String> {
        let who = self.member.name();
        let permissions = world.permissions_in(channel, self.member.id());
        let place = world.channels.get(&channel);
        let in_guild = place.is_some_and(|place| place.guild.is_some());
        if in_guild
            && !permissions.contains(Permissions::VIEW_CHANNEL | Permissions::USE_APPLICATION_COMMANDS)
        {
            return Err(format!("{who} may not use commands in {}", world.place_name(channel)));
        }
        if in_guild && found.nsfw && !place.is_some_and(|place| place.nsfw) {
            return Err(format!("/{} works only in an age-restricted channel", found.name));
        }
        Ok(())
    }

    /// The options as the interaction carries them.
    fn fill_in(&self, world: &World, found: &Found, resolved: &mut Resolved) -> Result<Vec<Value>, String> {
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
    fn typed(&self) -> String {
        self.options
            .iter()
            .fold(format!("/{}", self.path), |typed, (name, value)| format!("{typed} {name}:{value}"))
    }
}

impl fmt::Display for SlashValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Bool(truth) => truth.fmt(f),
            Self::User(id) => write!(f, "<@{id}>"),
            Self::Role(id) => write!(f, "<@&{id}>"),
            Self::Channel(id) => write!(f, "<#{id}>"),
        }
    }
}

macro_rules! value_from {
    ($($from:ty => |$value:ident| $into:expr;)*) => {
        $(impl From<$from> for SlashValue {
            fn from($value: $from) -> Self {
                $into
            }
        })*
    };
}

value_from! {
    &str => |text| Self::Text(text.to_owned());
    &String => |text| Self::Text(text.clone());
    String => |text| Self::Text(text);
    bool => |truth| Self::Bool(truth);
    i32 => |number| Self::Number(number.into());
    i64 => |number| Self::Number(number.into());
    u32 => |number| Self::Number(number.into());
    u64 => |number| Self::Number(number.into());
    usize => |number| Self::Number(number.into());
    f64 => |number| serde_json::Number::from_f64(number).map_or_else(|| Self::Text(number.to_string()), Self::Number);
    &Member => |member| Self::User(member.id());
    &Role => |role| Self::Role(role.id);
    &Channel => |channel| Self::Channel(channel.id);
    UserId => |id| Self::User(id);
    RoleId => |id| Self::Role(id);
    ChannelId => |id| Self::Channel(id);
}

//! One person of a test: what they say and what they see.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

mod clicking;
mod editing;
mod membership;
mod moderating;
mod presence;
mod reacting;
mod saying;

use serenity::model::id::{ChannelId, MessageId, UserId};

pub(crate) use self::saying::check_files;
pub use self::{
    clicking::Click,
    saying::{Posting, Saying},
};
use crate::{
    answer::Answer,
    discord::{
        Discord, locales,
        world::{MessageRecord, World},
    },
    error::SandboxError,
    location::{Channel, Target},
};

/// One person, in one place: `#general` unless sent elsewhere.
///
/// Cloning, or asking for the same name again, gives the same person.
#[derive(Debug, Clone)]
pub struct Member {
    discord: Discord,
    user: UserId,
    name: String,
    location: Location,
    locale: String,
    user_install: bool,
}

#[derive(Debug, Clone, Copy)]
enum Location {
    General,
    Channel(ChannelId),
    Dm,
}

impl Member {
    pub(crate) fn new(discord: Discord, user: UserId, name: String) -> Self {
        Self {
            discord,
            user,
            name,
            location: Location::General,
            locale: "en-US".to_owned(),
            user_install: false,
        }
    }

    /// The account's id.
    pub fn id(&self) -> UserId {
        self.user
    }

    /// The account's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same person in another channel.
    #[must_use]
    pub fn at(&self, channel: &Channel) -> Self {
        Self { location: Location::Channel(channel.id), ..self.clone() }
    }

    /// As [`at`](Self::at), where only the id is known.
    pub(crate) fn at_id(&self, channel: ChannelId) -> Self {
        Self { location: Location::Channel(channel), ..self.clone() }
    }

    /// The same person in their direct messages with the bot.
    #[must_use]
    pub fn in_dm(&self) -> Self {
        Self { location: Location::Dm, ..self.clone() }
    }

    /// The same person with their client in another language, such as `de` or `en-GB`.
    #[must_use]
    pub fn locale(&self, locale: &str) -> Self {
        Self { locale: locale.to_owned(), ..self.clone() }
    }

    /// The same person with the application installed for themselves, in a server that has it not.
    #[must_use]
    pub fn with_the_app(&self) -> Self {
        Self { user_install: true, ..self.clone() }
    }

    pub(crate) fn has_the_app(&self) -> bool {
        self.user_install
    }

    /// Waits for the next message of the bot, here or in a DM, that this person was not given yet.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] if there is none in time.
    pub async fn sees(&self) -> Result<Answer, SandboxError> {
        let waiting_for = format!("the bot to say something {} can see", self.name);
        self.next_message(&waiting_for, |_, _| true).await
    }

    /// Looks at a message again, to see edits and reactions.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if it was deleted.
    pub async fn looks_at(&self, message: &Answer) -> Result<Answer, SandboxError> {
        let now = self.discord.look(|world| Answer::of(world, message.id));
        now.ok_or_else(|| SandboxError::Unknown { what: "message", name: message.id.to_string() })
    }

    /// Everything this person sees in this place, oldest first.
    pub fn messages(&self) -> Vec<Answer> {
        self.discord.change(|world| {
            let Ok(place) = self.location_in(world) else { return Vec::new() };
            let visible =
                world.messages.values().filter(|message| message.channel == place && self.can_see(message));
            visible.map(|message| Answer::from_record(world, message)).collect()
        })
    }

    /// The locale of the client, if Discord has it.
    pub(crate) fn client_locale(&self) -> Result<&str, String> {
        if locales::is_known(&self.locale) {
            return Ok(&self.locale);
        }
        Err(format!("no Discord client speaks `{}`; write the locale as in `en-US` or `de`", self.locale))
    }

    pub(crate) fn discord(&self) -> &Discord {
        &self.discord
    }

    /// The channel this handle is in.
    pub(crate) fn location_in(&self, world: &mut World) -> Result<ChannelId, String> {
        match self.location {
            Location::Channel(channel) => Ok(channel),
            Location::Dm => Ok(world.dm_with(self.user)),
            Location::General => {
                let general = world.guilds.get(&world.home).and_then(|guild| guild.system_channel);
                general.ok_or_else(|| {
                    "the guild has lost its #general; send the person elsewhere with `at`".to_owned()
                })
            }
        }
    }

    /// Remembers that this person was given a message.
    pub(crate) fn was_shown(&self, world: &mut World, id: MessageId) {
        let last = world.shown.entry(self.user).or_insert(id);
        *last = id.max(*last);
    }

    pub(crate) fn can_see(&self, message: &MessageRecord) -> bool {
        message.only_for.is_none_or(|person| person == self.user)
    }

    async fn next_message(
        &self,
        waiting_for: &str,
        fits: impl Fn(&World, &MessageRecord) -> bool,
    ) -> Result<Answer, SandboxError> {
        self.discord
            .wait_for(waiting_for, |world| {
                let place = self.location_in(world).ok()?;
                let last = world.shown.get(&self.user).copied();
                let found = world.messages.values().find(|message| {
                    let direct = world
                        .channels
                        .get(&message.channel)
                        .is_some_and(|at| at.recipient == Some(self.user));
                    message.author == world.bot
                        && Some(message.id) > last
                        && (message.channel == place || direct)
                        && self.can_see(message)
                        && !message.is_loading()
                        && fits(world, message)
                })?;
                let answer = Answer::from_record(world, found);
                self.was_shown(world, answer.id);
                Some(answer)
            })
            .await
    }
}

impl From<&Member> for UserId {
    fn from(member: &Member) -> Self {
        member.id()
    }
}

impl From<&Member> for Target {
    fn from(member: &Member) -> Self {
        Self::Member(member.id())
    }
}

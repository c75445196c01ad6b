//! A member: the messages they post and see.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

// The documentation of `Member` shows the methods in this order.
mod saying;

mod clicking;
mod reacting;

mod editing;
mod membership;
mod moderating;
mod presence;

use std::ops::Bound::{Excluded, Unbounded};

use serenity::model::id::{ChannelId, MessageId, UserId};

pub(crate) use self::saying::check_files;
pub use self::{
    clicking::Click,
    saying::{PendingAnswer, PendingPost},
};
use crate::{
    answer::Answer,
    discord::{
        Discord, locales,
        world::{MessageRecord, PIN_NOTICE, World},
    },
    error::SandboxError,
    location::{Channel, Target},
};

/// A member in one channel: `#general` unless changed with [`at`](Self::at) or [`in_dm`](Self::in_dm).
///
/// A clone, and a member requested with the same name, is the same member.
///
/// | to | methods |
/// |---|---|
/// | post, and get the bot's answer | [`says`](Self::says); [`posts`](Self::posts) does not wait for an answer |
/// | use a slash command | [`slash`](Self::slash), then `.option(…)` and `.send()` |
/// | use a context menu | [`uses`](Self::uses) |
/// | click a button, choose in a select menu | [`clicks`](Self::clicks), [`selects`](Self::selects) |
/// | open and submit a modal | [`click`](Self::click) or [`slash`](Self::slash), then `.opens_modal()` |
/// | read the bot's next message | [`sees`](Self::sees) |
/// | read a message again, with edits and reactions | [`looks_at`](Self::looks_at) |
/// | be in another channel, or write direct messages | [`at`](Self::at), [`in_dm`](Self::in_dm) |
/// | have roles and permissions | [`gets`](Self::gets), [`with_permissions`](Self::with_permissions) |
/// | use a client in another language | [`locale`](Self::locale) |
///
/// ```
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::sandbox::Sandbox;
///
/// #[component("more")]
/// async fn more() -> Reply {
///     Reply::new("There is no more.").update()
/// }
///
/// /// Show something.
/// #[command]
/// async fn show() -> Reply {
///     Reply::new("Something.").buttons([Button::new("More", more::id())])
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<show>().command::<more>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// assert_eq!(alice.name(), "alice");
/// let shown = alice.slash("show").send().await?;
/// assert_eq!(alice.clicks(&shown, "More").await?.content, "There is no more.");
/// # Ok(())
/// # }
/// ```
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

/// # See messages, and be in another channel or language
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::serenity::model::channel::ChannelType;
///
/// /// Say hello.
/// #[command]
/// async fn hello(ctx: &Context) -> String {
///     format!("hello in {}", ctx.locale())
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<hello>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let (alice, staff) = (sandbox.member("alice").await?, sandbox.new_channel("staff", ChannelType::Text).await?);
/// let answer = alice.at(&staff).says("!hello").await?;
/// assert_eq!((answer.channel_id, alice.at(&staff).messages().len()), (staff.id(), 2));
/// assert_eq!(alice.looks_at(&answer).await?.content, answer.content);
/// assert!(alice.in_dm().says("!hello").await?.in_dm);
/// assert_eq!(alice.locale("de").slash("hello").send().await?.content, "hello in de");
/// # Ok(())
/// # }
/// ```
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

    /// Returns the id of the user.
    pub fn id(&self) -> UserId {
        self.user
    }

    /// Returns the name of the user.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the same member in another channel.
    #[must_use]
    pub fn at(&self, channel: &Channel) -> Self {
        Self { location: Location::Channel(channel.id), ..self.clone() }
    }

    /// Like [`at`](Self::at), where only the id is known.
    pub(crate) fn at_id(&self, channel: ChannelId) -> Self {
        Self { location: Location::Channel(channel), ..self.clone() }
    }

    /// Returns the same member in their direct messages with the bot.
    #[must_use]
    pub fn in_dm(&self) -> Self {
        Self { location: Location::Dm, ..self.clone() }
    }

    /// Returns the same member with a client in another language, such as `de` or `en-GB`.
    #[must_use]
    pub fn locale(&self, locale: &str) -> Self {
        Self { locale: locale.to_owned(), ..self.clone() }
    }

    /// Returns the same member with the application installed for the user, in a guild without it.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Translate something, wherever you are.
    /// #[command(installs(user))]
    /// async fn translate() -> &'static str {
    ///     "Bonjour"
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<translate>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let alice = sandbox.member("alice").await?;
    /// assert_eq!(alice.with_user_install().slash("translate").send().await?.content, "Bonjour");
    /// assert!(alice.slash("translate").send().await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_user_install(&self) -> Self {
        Self { user_install: true, ..self.clone() }
    }

    pub(crate) fn has_user_install(&self) -> bool {
        self.user_install
    }

    /// Waits for the next message of the bot, in this channel or in a DM, that was not returned to this member yet.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Welcomes new members.
    /// #[on_event(MemberJoin)]
    /// async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ///     ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
    ///     Ok(())
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().on_event::<welcome>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let alice = sandbox.join("alice").await?;
    /// assert!(alice.sees().await?.content.starts_with("Welcome"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Timeout`] if there is none in time.
    pub async fn sees(&self) -> Result<Answer, SandboxError> {
        let waiting_for = format!("the bot to post a message that {} can see", self.name);
        self.next_message(&waiting_for, None, |_, _| true).await
    }

    /// Returns the current state of a message, with edits and reactions.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if it was deleted.
    pub async fn looks_at(&self, message: &Answer) -> Result<Answer, SandboxError> {
        let now = self.discord.look(|world| Answer::of(world, message.id));
        now.ok_or_else(|| SandboxError::Unknown { kind: "message", name: message.id.to_string() })
    }

    /// Returns all messages that this member sees in this channel, oldest first.
    pub fn messages(&self) -> Vec<Answer> {
        self.discord.change_quietly(|world| {
            let Ok(channel) = self.location_in(world) else { return Vec::new() };
            let visible =
                world.messages.values().filter(|message| message.channel == channel && self.can_see(message));
            visible.map(|message| Answer::from_record(world, message)).collect()
        })
    }

    /// Returns the locale of the client; an error if Discord does not have it.
    pub(crate) fn client_locale(&self) -> Result<&str, String> {
        if locales::is_known(&self.locale) {
            return Ok(&self.locale);
        }
        Err(format!("there is no locale `{}`; write it as in `en-US` or `de`", self.locale))
    }

    pub(crate) fn discord(&self) -> &Discord {
        &self.discord
    }

    /// Returns the channel that this handle is in.
    pub(crate) fn location_in(&self, world: &mut World) -> Result<ChannelId, String> {
        match self.location {
            Location::Channel(channel) => Ok(channel),
            Location::Dm => Ok(world.dm_with(self.user)),
            Location::General => {
                let general = world.guilds.get(&world.home).and_then(|guild| guild.system_channel);
                general
                    .ok_or_else(|| "the guild has no #general; choose another channel with `at`".to_owned())
            }
        }
    }

    /// Records that a message was returned to this member.
    pub(crate) fn mark_shown(&self, world: &mut World, id: MessageId) {
        let last = world.shown.entry(self.user).or_insert(id);
        *last = id.max(*last);
    }

    pub(crate) fn can_see(&self, message: &MessageRecord) -> bool {
        message.only_for.is_none_or(|user| user == self.user)
    }

    async fn next_message(
        &self,
        waiting_for: &str,
        after: Option<MessageId>,
        matches: impl Fn(&World, &MessageRecord) -> bool,
    ) -> Result<Answer, SandboxError> {
        self.discord
            .wait_for(waiting_for, |world| {
                let channel = self.location_in(world).ok()?;
                let last = world.shown.get(&self.user).copied().max(after);
                let later = world.messages.range((last.map_or(Unbounded, Excluded), Unbounded));
                let found = later.map(|(_, message)| message).find(|message| {
                    let in_dm = world
                        .channels
                        .get(&message.channel)
                        .is_some_and(|channel| channel.recipient == Some(self.user));
                    message.author == world.bot
                        && message.kind != PIN_NOTICE
                        && (message.channel == channel || in_dm)
                        && self.can_see(message)
                        && !message.is_loading()
                        && matches(world, message)
                })?;
                let answer = Answer::from_record(world, found);
                self.mark_shown(world, answer.id);
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

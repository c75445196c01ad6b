//! Members, other bots and webhooks.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::{
    answer::Answer,
    discord::{
        Discord,
        dispatch::Scope,
        mentions::AllowedMentions,
        world::{MessageRecord, World},
    },
    error::SandboxError,
    location::Role,
    member::Member,
};

/// # Members, and the bot's own account
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// // The bot receives an event of a member who joins, and none of a member who was there all along.
/// let (alice, bob) = (discord.member("alice").await?, discord.join("bob").await?);
/// assert!(alice.is_member() && bob.is_member() && discord.owner().is_member());
/// discord.bot_account("other-bot").posts("beep").await?;
/// let posted = discord.webhook_says("news", "See https://example.com").await?;
/// assert_eq!(discord.unfurls(&posted).await?.embeds.len(), 1);
/// assert!(discord.message(posted.channel_id, posted.id).is_some());
///
/// discord.bot_gets(&discord.role("helper", Permissions::MANAGE_MESSAGES).await?).await?;
/// discord.rename_bot("tea-bot").await?;
/// assert_eq!(discord.bot_presence(), None);
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns the owner of the application, who owns every guild at the start; see [`transfer_ownership`](Self::transfer_ownership).
    pub fn owner(&self) -> Member {
        let (id, name) = self.look(|world| (world.owner, world.name_of(world.owner)));
        Member::new(self.clone(), id, name)
    }

    /// Returns the member of the first guild with this name, who is added without an event if there is none.
    ///
    /// It acts as a member who joined before the bot; [`join`](Self::join) adds a new one, with an event for the bot.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a name Discord does not allow.
    pub async fn member(&self, name: &str) -> Result<Member, SandboxError> {
        self.add_member(name, false)
    }

    /// Adds a new member to the first guild (`GUILD_MEMBER_ADD`).
    ///
    /// Use it to test what the bot does then; [`member`](Self::member) returns a member without an event.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the user is a member already or banned.
    pub async fn join(&self, name: &str) -> Result<Member, SandboxError> {
        let (inside, banned) = self.look(|world| {
            let Some(user) = world.user_named(name) else { return (false, false) };
            let banned = world.guilds.get(&world.home).is_some_and(|guild| guild.bans.contains_key(&user));
            (world.member(world.home, user).is_some(), banned)
        });
        if inside {
            return Err(self.refused(format!("{name} is a member already and can act at once")));
        }
        if banned {
            return Err(self.refused(format!("{name} is banned and cannot join; lift the ban first")));
        }
        self.add_member(name, true)
    }

    /// Returns another bot in the first guild, which is added if there is none; its messages have `author.bot` set.
    pub fn bot_account(&self, name: &str) -> Member {
        let id = self.change(|world| {
            let id = match world.user_named(name) {
                Some(known) => known,
                None => world.add_user(name, true),
            };
            world.enter(world.home, id, false);
            id
        });
        Member::new(self.clone(), id, name.to_owned())
    }

    /// Adds a role to the bot (`GUILD_MEMBER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the bot is not in the guild of the role.
    pub async fn bot_gets(&self, role: &Role) -> Result<(), SandboxError> {
        let added = self.change(|world| world.set_role(role.guild, world.bot, role.id, true));
        if added { Ok(()) } else { Err(self.refused("the bot is not in the guild of this role")) }
    }

    /// Renames the bot (`USER_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a name that is taken.
    pub async fn rename_bot(&self, name: &str) -> Result<(), SandboxError> {
        let renamed = self.change(|world| {
            if world.user_named(name).is_some() {
                return false;
            }
            let bot = world.bot;
            if let Some(user) = world.users.get_mut(&bot) {
                name.clone_into(&mut user.name);
            }
            let event = world.own_json();
            world.emit("USER_UPDATE", Scope::default(), &event);
            true
        });
        if renamed { Ok(()) } else { Err(self.refused(format!("the name {name} is taken"))) }
    }

    /// Returns the presence that the bot sent last: `status`, `activities` and more.
    pub fn bot_presence(&self) -> Option<Value> {
        self.look(|world| world.bot_presence.clone())
    }

    /// Posts to `general` as a webhook and returns what it posted.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if the guild lost its system channel.
    pub async fn webhook_says(&self, name: &str, text: &str) -> Result<Answer, SandboxError> {
        let posted = self.change(|world| {
            let channel = world.guilds.get(&world.home)?.system_channel?;
            let (id, webhook) = (MessageId::new(world.snowflake()), UserId::new(world.snowflake()));
            let mut message = MessageRecord::new(id, channel, Some(world.home), webhook);
            message.webhook = Some(name.to_owned());
            text.clone_into(&mut message.content);
            world.post(message, &AllowedMentions::users_only());
            Answer::of(world, id)
        });
        posted.ok_or_else(|| SandboxError::Unknown { kind: "channel", name: "general".into() })
    }

    /// Returns the current state of a message; `None` if it was deleted.
    pub fn message(&self, channel: ChannelId, id: MessageId) -> Option<Answer> {
        self.look(|world| Answer::of(world, id).filter(|message| message.channel_id == channel))
    }

    /// Adds previews of the links in a message, as Discord does some time after it was posted (`MESSAGE_UPDATE` with
    /// embeds, the same text and no new `edited_timestamp`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the message was deleted or has no link.
    pub async fn unfurls(&self, message: &Answer) -> Result<Answer, SandboxError> {
        let unfurled = self.change(|world| {
            let mut record = world.messages.get(&message.id)?.clone();
            let words = record.content.split_whitespace();
            let links = words.filter(|word| word.starts_with("http://") || word.starts_with("https://"));
            let previews: Vec<Value> =
                links.map(|link| json!({"type": "link", "url": link, "title": link})).collect();
            if previews.is_empty() {
                return None;
            }
            record.embeds.extend(previews);
            let edited_at = record.edited_at;
            world.refresh(record, edited_at);
            Answer::of(world, message.id)
        });
        unfurled.ok_or_else(|| self.refused("only a message with a link in it gets a preview"))
    }

    fn add_member(&self, name: &str, announce: bool) -> Result<Member, SandboxError> {
        if !(2..=32).contains(&name.chars().count()) || name.contains(['@', '#', '`', '\n']) {
            return Err(self.refused(format!("`{name}` cannot be a user name: use 2 to 32 plain characters")));
        }
        if self.look(|world| world.user_named(name) == Some(world.bot)) {
            return Err(self.refused("this is the name of the bot under test; choose another one"));
        }
        let id = self.change(|world| enter_home(world, name, announce));
        Ok(Member::new(self.clone(), id, name.to_owned()))
    }
}

fn enter_home(world: &mut World, name: &str, announce: bool) -> UserId {
    let id = match world.user_named(name) {
        Some(known) => known,
        None => world.add_user(name, false),
    };
    world.enter(world.home, id, announce);
    id
}

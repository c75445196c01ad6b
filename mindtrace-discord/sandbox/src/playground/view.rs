//! The view of a user at a location.

use serde::Serialize;
use serde_json::{Value, json};
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};
use utoipa::ToSchema;

use super::{Location, acting_member, sees};
use crate::discord::interaction::Trigger;
use crate::discord::world::{ChannelRecord, GuildRecord, MessageRecord, World};
use crate::json::put;
use crate::{Discord, Member, SandboxError, slash};

/// The number of messages shown, as in a Discord client that was just opened.
const MESSAGES: usize = 50;

/// The view of a user at a location, with all that the page needs to show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct View {
    #[schema(value_type = String)]
    bot: UserId,
    /// The user who sees this.
    #[schema(value_type = String)]
    user: UserId,
    #[schema(value_type = String)]
    location: ChannelId,
    is_dm: bool,
    can_send: bool,
    /// The guilds that both the user and the bot are in.
    guilds: Vec<GuildView>,
    /// The common prefix of the addresses of all stored files.
    files: String,
    /// All users, including those who left the guild, because they wrote messages.
    users: Vec<UserView>,
    /// The latest messages, oldest first, as REST returns them to this user.
    messages: Vec<Value>,
    /// The commands that can be used here, as they were registered.
    commands: Vec<Value>,
}

#[derive(Debug, Serialize, ToSchema)]
struct GuildView {
    #[schema(value_type = String)]
    id: GuildId,
    name: String,
    #[schema(value_type = String)]
    owner: UserId,
    channels: Vec<ChannelView>,
    members: Vec<MemberView>,
    roles: Vec<RoleView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChannelView {
    #[schema(value_type = String)]
    id: ChannelId,
    name: String,
    #[serde(rename = "type")]
    #[schema(value_type = u8)]
    kind: ChannelType,
    topic: Option<String>,
    nsfw: bool,
    #[schema(value_type = Option<String>)]
    parent: Option<ChannelId>,
    /// The users in this voice channel.
    #[schema(value_type = Vec<String>)]
    voice_members: Vec<UserId>,
}

#[derive(Debug, Serialize, ToSchema)]
struct MemberView {
    #[schema(value_type = String)]
    user: UserId,
    nick: Option<String>,
    #[schema(value_type = Vec<String>)]
    roles: Vec<RoleId>,
}

#[derive(Debug, Serialize, ToSchema)]
struct RoleView {
    #[schema(value_type = String)]
    id: RoleId,
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct UserView {
    #[schema(value_type = String)]
    id: UserId,
    name: String,
    bot: bool,
}

impl View {
    /// Returns the view of a user at a location. The defaults are the first member who is not the owner, and `#general`.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a user who cannot act or a location that they cannot see.
    #[doc(hidden)]
    pub fn of(
        discord: &Discord,
        user: Option<UserId>,
        location: Option<Location>,
    ) -> Result<Self, SandboxError> {
        Self::of_member(discord, &acting_member(discord, user, location)?)
    }

    /// Returns the view of a member at their location.
    pub(crate) fn of_member(discord: &Discord, member: &Member) -> Result<Self, SandboxError> {
        let location = discord.change_quietly(|world| member.location_in(world));
        let location = location.map_err(|reason| discord.refused(reason))?;
        Ok(discord.look(|world| Self::read(world, member, location)))
    }

    fn read(world: &World, member: &Member, location: ChannelId) -> Self {
        let user = member.id();
        let permissions = world.permissions_in(location, user);
        let channel = world.channels.get(&location);
        let visible = permissions.contains(Permissions::VIEW_CHANNEL);
        let newest = world.messages.values().rev();
        let newest =
            newest.filter(|message| visible && message.channel == location && member.can_see(message));
        let mut messages: Vec<Value> =
            newest.take(MESSAGES).map(|message| message_for(world, message, user)).collect();
        messages.reverse();
        let shared =
            world.guilds.values().filter(|guild| guild.members.contains_key(&user) && guild.bot_inside);
        Self {
            bot: world.bot,
            user,
            location,
            is_dm: channel.is_some_and(|channel| channel.guild.is_none()),
            can_send: permissions.contains(Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES)
                && channel.is_some_and(ChannelRecord::holds_messages),
            guilds: shared.map(|guild| GuildView::read(world, guild, user)).collect(),
            files: format!("{}/attachments/", world.url),
            users: world
                .users
                .values()
                .map(|user| UserView { id: user.id, name: user.name.clone(), bot: user.bot })
                .collect(),
            messages,
            commands: slash::offered_to(world, member, location)
                .map(|command| command.json.clone())
                .collect(),
        }
    }
}

impl GuildView {
    fn read(world: &World, guild: &GuildRecord, user: UserId) -> Self {
        let channels = world.channels.values().filter(|channel| channel.guild == Some(guild.id));
        let channels = channels.filter(|channel| sees(world, user, channel.id));
        let voice_members = |channel: ChannelId| {
            let connected = guild.voice.iter().filter(move |(_, voice)| voice.channel == channel);
            connected.map(|(user, _)| *user).collect()
        };
        Self {
            id: guild.id,
            name: guild.name.clone(),
            owner: guild.owner,
            channels: channels
                .map(|channel| ChannelView {
                    id: channel.id,
                    name: channel.name.clone(),
                    kind: channel.kind,
                    topic: channel.topic.clone(),
                    nsfw: channel.nsfw,
                    parent: channel.parent,
                    voice_members: voice_members(channel.id),
                })
                .collect(),
            members: guild
                .members
                .iter()
                .map(|(user, member)| MemberView {
                    user: *user,
                    nick: member.nick.clone(),
                    roles: member.roles.clone(),
                })
                .collect(),
            roles: guild
                .roles
                .values()
                .map(|role| RoleView { id: role.id, name: role.name.clone() })
                .collect(),
        }
    }
}

/// Returns a message as REST does, with `me` and `me_voted` for this user instead of the bot.
fn message_for(world: &World, message: &MessageRecord, user: UserId) -> Value {
    let mut json = world.message_json(message);
    let reactions = json.get_mut("reactions").and_then(Value::as_array_mut);
    for (tally, (_, users)) in reactions.into_iter().flatten().zip(&message.reactions) {
        put(tally, "me", json!(users.contains(&user)));
    }
    if let (Some(poll), Some(shown)) = (&message.poll, json.get_mut("poll")) {
        *shown = poll.to_json(user, world.now());
    }
    let interaction = message.interaction.and_then(|(id, _)| world.interactions.get(&id));
    if let Some(interaction) = interaction
        .filter(|interaction| matches!(interaction.trigger, Trigger::Command | Trigger::ContextMenu))
    {
        // Discord's client shows the name of the command above the answer.
        put(&mut json, "used", json!(interaction.source));
    }
    json
}

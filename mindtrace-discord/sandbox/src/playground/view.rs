//! What one person sees in one place.

use serde::Serialize;
use serde_json::{Value, json};
use serenity::model::Permissions;
use serenity::model::channel::ChannelType;
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use super::{Location, person, sees};
use crate::discord::interaction::Trigger;
use crate::discord::world::{ChannelRecord, GuildRecord, MessageRecord, World};
use crate::json::put;
use crate::{Discord, Member, SandboxError, slash};

/// How many messages are shown, as in a Discord client that was just opened.
const MESSAGES: usize = 50;

/// What one person sees in one place, with all that a page needs to show it.
#[derive(Debug, Serialize)]
pub struct View {
    bot: UserId,
    /// Who looks.
    person: UserId,
    location: ChannelId,
    is_dm: bool,
    may_write: bool,
    /// The servers that both the person and the bot are in.
    servers: Vec<Server>,
    /// How the address of every file begins that the sandbox keeps.
    files: String,
    /// Everybody there is, also those who have left: they wrote messages.
    people: Vec<Person>,
    /// The last ones, oldest first, as REST gives them to this person.
    messages: Vec<Value>,
    /// What can be used here, as it was registered.
    commands: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Server {
    id: GuildId,
    name: String,
    owner: UserId,
    channels: Vec<Room>,
    members: Vec<Membership>,
    roles: Vec<Role>,
}

#[derive(Debug, Serialize)]
struct Room {
    id: ChannelId,
    name: String,
    #[serde(rename = "type")]
    kind: ChannelType,
    topic: Option<String>,
    nsfw: bool,
    parent: Option<ChannelId>,
    /// Who talks there.
    voices: Vec<UserId>,
}

#[derive(Debug, Serialize)]
struct Membership {
    user: UserId,
    nick: Option<String>,
    roles: Vec<RoleId>,
}

#[derive(Debug, Serialize)]
struct Role {
    id: RoleId,
    name: String,
}

#[derive(Debug, Serialize)]
struct Person {
    id: UserId,
    name: String,
    bot: bool,
}

impl View {
    /// What somebody sees; see [`person`] for what is meant when nobody or no place is named.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a person who cannot act or a place they cannot see.
    #[doc(hidden)]
    pub fn of(
        discord: &Discord,
        who: Option<UserId>,
        location: Option<Location>,
    ) -> Result<Self, SandboxError> {
        let member = person(discord, who, location)?;
        let location = discord.change_quietly(|world| member.location_in(world));
        let location = location.map_err(|why| discord.refused(why))?;
        Ok(discord.look(|world| Self::read(world, &member, location)))
    }

    fn read(world: &World, member: &Member, location: ChannelId) -> Self {
        let person = member.id();
        let permissions = world.permissions_in(location, person);
        let room = world.channels.get(&location);
        let visible = permissions.contains(Permissions::VIEW_CHANNEL);
        let newest = world.messages.values().rev();
        let newest =
            newest.filter(|message| visible && message.channel == location && member.can_see(message));
        let mut messages: Vec<Value> =
            newest.take(MESSAGES).map(|message| message_for(world, message, person)).collect();
        messages.reverse();
        let shared =
            world.guilds.values().filter(|guild| guild.members.contains_key(&person) && guild.bot_inside);
        Self {
            bot: world.bot,
            person,
            location,
            is_dm: room.is_some_and(|room| room.guild.is_none()),
            may_write: permissions.contains(Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES)
                && room.is_some_and(ChannelRecord::holds_messages),
            servers: shared.map(|guild| Server::read(world, guild, person)).collect(),
            files: format!("{}/attachments/", world.url),
            people: world
                .users
                .values()
                .map(|user| Person { id: user.id, name: user.name.clone(), bot: user.bot })
                .collect(),
            messages,
            commands: slash::offered_to(world, member, location)
                .map(|command| command.json.clone())
                .collect(),
        }
    }
}

impl Server {
    fn read(world: &World, guild: &GuildRecord, person: UserId) -> Self {
        let rooms = world.channels.values().filter(|channel| channel.guild == Some(guild.id));
        let rooms = rooms.filter(|channel| sees(world, person, channel.id));
        let voices = |channel: ChannelId| {
            let talking = guild.voice.iter().filter(move |(_, voice)| voice.channel == channel);
            talking.map(|(user, _)| *user).collect()
        };
        Self {
            id: guild.id,
            name: guild.name.clone(),
            owner: guild.owner,
            channels: rooms
                .map(|room| Room {
                    id: room.id,
                    name: room.name.clone(),
                    kind: room.kind,
                    topic: room.topic.clone(),
                    nsfw: room.nsfw,
                    parent: room.parent,
                    voices: voices(room.id),
                })
                .collect(),
            members: guild
                .members
                .iter()
                .map(|(user, member)| Membership {
                    user: *user,
                    nick: member.nick.clone(),
                    roles: member.roles.clone(),
                })
                .collect(),
            roles: guild.roles.values().map(|role| Role { id: role.id, name: role.name.clone() }).collect(),
        }
    }
}

/// A message as REST gives it to a person: what REST says about `me` is about them, and not about the bot.
fn message_for(world: &World, message: &MessageRecord, person: UserId) -> Value {
    let mut json = world.message_json(message);
    let reactions = json.get_mut("reactions").and_then(Value::as_array_mut);
    for (tally, (_, people)) in reactions.into_iter().flatten().zip(&message.reactions) {
        put(tally, "me", json!(people.contains(&person)));
    }
    if let (Some(poll), Some(shown)) = (&message.poll, json.get_mut("poll")) {
        *shown = poll.to_json(person);
    }
    let used = message.interaction.and_then(|(id, _)| world.interactions.get(&id));
    if let Some(used) = used.filter(|used| matches!(used.trigger, Trigger::Command | Trigger::Menu)) {
        // Discord's client shows the name of the command above the answer.
        put(&mut json, "used", json!(used.what));
    }
    json
}

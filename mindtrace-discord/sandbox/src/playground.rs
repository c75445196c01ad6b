//! The sandbox for the playground page: the view of a user, and their actions.

mod act;
mod action;
mod done;
mod view;

use serde::Deserialize;
use serenity::model::Permissions;
use serenity::model::id::{ChannelId, UserId};

pub use self::act::Act;
pub(crate) use self::action::Action;
pub use self::done::Done;
pub(crate) use self::done::Shown;
pub use self::view::View;
use super::discord::world::{World, channel_name};
use super::{Discord, Member, SandboxError};

/// The location of a user: a channel, or their direct messages with the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Location {
    Dm,
    Channel(ChannelId),
}

impl TryFrom<String> for Location {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "dm" {
            return Ok(Self::Dm);
        }
        let id = text.parse().ok().filter(|id| *id != 0);
        id.map(|id| Self::Channel(ChannelId::new(id)))
            .ok_or("a location must be the id of a channel, or `dm`")
    }
}

/// Returns a user who can act, by name or id, at a location: `dm`, or a channel by name or id. As in the Rust API, an unknown name
/// becomes a member of the first guild.
pub(crate) async fn member_called(
    discord: &Discord,
    user: Option<&str>,
    location: Option<&str>,
) -> Result<Member, SandboxError> {
    let user = match user.map(|name| name.trim().trim_start_matches('@')) {
        None => None,
        Some(name) => {
            let id = name.parse::<u64>().ok().filter(|id| *id != 0).map(UserId::new);
            // A name may be a number too.
            match discord.look(|world| world.user_named(name)).or(id) {
                Some(known) => Some(known),
                None => Some(discord.member(name).await?.id()),
            }
        }
    };
    let location = location.map(|location| location_called(discord, location)).transpose()?;
    acting_member(discord, user, location)
}

/// Returns a location: `dm`, the id of a channel, `general` in the first guild, or `Guild/general` in another one.
fn location_called(discord: &Discord, text: &str) -> Result<Location, SandboxError> {
    let location = Location::try_from(text.to_owned()).ok();
    if let Some(Location::Dm) = location {
        return Ok(Location::Dm);
    }
    let found = discord.look(|world| {
        let (guild, name) = match text.rsplit_once('/') {
            Some((guild, name)) => (world.guilds.values().find(|record| record.name == guild)?.id, name),
            None => (world.home, text),
        };
        let name = name.trim_start_matches('#');
        world
            .channels
            .values()
            .filter(|channel| channel.guild == Some(guild))
            .find(|channel| channel.name == name || channel.name == channel_name(channel.kind, name))
            .map(|channel| Location::Channel(channel.id))
    });
    found.or(location).ok_or_else(|| SandboxError::Unknown { kind: "channel", name: text.to_owned() })
}

/// Returns a user who can act, at a location that they can see. The defaults are [`default_user`] and `#general`.
fn acting_member(
    discord: &Discord,
    user: Option<UserId>,
    location: Option<Location>,
) -> Result<Member, SandboxError> {
    let found = discord.look(|world| {
        let user = user.or_else(|| default_user(world))?;
        let user = world.users.get(&user).filter(|user| !user.bot)?;
        Some((user.id, user.name.clone()))
    });
    let (id, name) = found.ok_or_else(|| discord.refused("no user with this id can act here"))?;
    let member = Member::new(discord.clone(), id, name);
    match location {
        // A user who left the guild sees only their direct messages with the bot.
        None => Ok(if discord.look(|world| sees_general(world, id)) { member } else { member.in_dm() }),
        Some(Location::Dm) => Ok(member.in_dm()),
        Some(Location::Channel(channel)) => {
            if discord.look(|world| sees(world, id, channel)) {
                return Ok(member.at_id(channel));
            }
            Err(discord.refused(discord.look(|world| why_unseen(world, id, channel))))
        }
    }
}

/// Returns why a user cannot see a channel.
fn why_unseen(world: &World, user: UserId, channel: ChannelId) -> String {
    let name = world.name_of(user);
    let guild = world.channels.get(&channel).and_then(|channel| world.guilds.get(&channel.guild?));
    match guild {
        Some(guild) if guild.bans.contains_key(&user) => format!("{name} is banned from {}", guild.name),
        Some(guild) if !guild.members.contains_key(&user) => {
            format!("{name} is not a member of {}; let them join first", guild.name)
        }
        _ => format!("{name} cannot see {}", world.location_name(channel)),
    }
}

/// Returns the first member of the first guild who is neither a bot nor the owner, else the owner.
fn default_user(world: &World) -> Option<UserId> {
    let members = world.guilds.get(&world.home)?.members.keys();
    let users = || members.clone().filter(|id| world.users.get(id).is_some_and(|user| !user.bot));
    users().find(|id| **id != world.owner).or_else(|| users().next()).copied()
}

fn sees_general(world: &World, user: UserId) -> bool {
    let general = world.guilds.get(&world.home).and_then(|guild| guild.system_channel);
    general.is_some_and(|general| sees(world, user, general))
}

fn sees(world: &World, user: UserId, channel: ChannelId) -> bool {
    world.permissions_in(channel, user).contains(Permissions::VIEW_CHANNEL)
}

#[cfg(test)]
mod tests {
    use serenity::model::channel::ChannelType;

    use super::*;

    #[tokio::test]
    async fn names_may_be_numbers() {
        let discord = Discord::start().await.unwrap();
        let user = discord.member("12345").await.unwrap();
        let channel = discord.new_channel("2026", ChannelType::Text).await.unwrap();
        let found = member_called(&discord, Some("12345"), Some("2026")).await.unwrap();
        assert_eq!(found.id(), user.id());
        assert_eq!(location_called(&discord, "2026").unwrap(), Location::Channel(channel.id()));
        let id = channel.id().to_string();
        assert_eq!(location_called(&discord, &id).unwrap(), Location::Channel(channel.id()));
        let by_id = member_called(&discord, Some(&user.id().to_string()), None).await.unwrap();
        assert_eq!(by_id.id(), user.id());
    }

    #[tokio::test]
    async fn users_act_only_where_they_can_see() {
        let discord = Discord::start().await.unwrap();
        let alice = discord.member("alice").await.unwrap();
        let bob = discord.member("bob").await.unwrap();
        assert_eq!(acting_member(&discord, None, None).unwrap().id(), alice.id());
        let dm = discord.change(|world| world.dm_with(bob.id()));
        let error = acting_member(&discord, Some(alice.id()), Some(Location::Channel(dm))).unwrap_err();
        assert!(error.to_string().contains("alice cannot see DM with bob"), "{error}");
        assert!(acting_member(&discord, Some(bob.id()), Some(Location::Channel(dm))).is_ok());
        let error = acting_member(&discord, Some(discord.bot()), None).unwrap_err();
        assert!(error.to_string().contains("can act"), "{error}");
    }
}

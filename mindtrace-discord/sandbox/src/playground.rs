//! The sandbox as a page shows it: what a person sees there, and what they do.

mod act;
mod view;

use serde::Deserialize;
use serenity::model::Permissions;
use serenity::model::id::{ChannelId, UserId};

pub use self::act::{Act, Done};
pub use self::view::View;
use super::discord::world::World;
use super::{Discord, Member, SandboxError};

/// Where a person is: in a channel, or in their direct messages with the bot.
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
        id.map(|id| Self::Channel(ChannelId::new(id))).ok_or("a location is the id of a channel, or `dm`")
    }
}

/// Somebody who can act, at a place they can see; without names the newcomer of the first server, in its `#general`.
fn person(
    discord: &Discord,
    who: Option<UserId>,
    location: Option<Location>,
) -> Result<Member, SandboxError> {
    let found = discord.look(|world| {
        let who = who.or_else(|| newcomer(world))?;
        let user = world.users.get(&who).filter(|user| !user.bot)?;
        Some((user.id, user.name.clone()))
    });
    let (id, name) = found.ok_or_else(|| discord.refused("nobody with this id can act here"))?;
    let member = Member::new(discord.clone(), id, name);
    match location {
        // Whoever has left sees nothing but what they and the bot tell each other.
        None => Ok(if discord.look(|world| sees_general(world, id)) { member } else { member.in_dm() }),
        Some(Location::Dm) => Ok(member.in_dm()),
        Some(Location::Channel(channel)) => {
            if discord.look(|world| sees(world, id, channel)) {
                return Ok(member.at_id(channel));
            }
            let location = discord.look(|world| world.location_name(channel));
            Err(discord.refused(format!("{} cannot see {location}", member.name())))
        }
    }
}

/// The first person who is no bot and not the owner, else the owner.
fn newcomer(world: &World) -> Option<UserId> {
    let members = world.guilds.get(&world.home)?.members.keys();
    let people = || members.clone().filter(|id| world.users.get(id).is_some_and(|user| !user.bot));
    people().find(|id| **id != world.owner).or_else(|| people().next()).copied()
}

fn sees_general(world: &World, person: UserId) -> bool {
    let general = world.guilds.get(&world.home).and_then(|guild| guild.system_channel);
    general.is_some_and(|general| sees(world, person, general))
}

fn sees(world: &World, person: UserId, channel: ChannelId) -> bool {
    world.permissions_in(channel, person).contains(Permissions::VIEW_CHANNEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn people_act_where_they_can_see() {
        let discord = Discord::start().await.unwrap();
        let alice = discord.member("alice").await.unwrap();
        let bob = discord.member("bob").await.unwrap();
        assert_eq!(person(&discord, None, None).unwrap().id(), alice.id());
        let dm = discord.change(|world| world.dm_with(bob.id()));
        let error = person(&discord, Some(alice.id()), Some(Location::Channel(dm))).unwrap_err();
        assert!(error.to_string().contains("alice cannot see DM with bob"), "{error}");
        assert!(person(&discord, Some(bob.id()), Some(Location::Channel(dm))).is_ok());
        let error = person(&discord, Some(discord.bot()), None).unwrap_err();
        assert!(error.to_string().contains("can act"), "{error}");
    }
}

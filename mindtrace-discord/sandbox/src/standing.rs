//! Questions of a test: the standing of a member, and the settings of a channel.

use std::time::Duration;

use serenity::model::{
    Permissions, Timestamp,
    id::{RoleId, UserId},
};

use crate::{
    discord::{
        Discord,
        world::{MemberRecord, World},
    },
    location::{Channel, Role, Target},
    member::Member,
};

/// The permissions that a channel allows and denies one role or member.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let (general, helper) = (discord.channel("general")?, discord.role("helper", Permissions::empty()).await?);
/// discord.overwrite(&general, &helper, Permissions::ATTACH_FILES, Permissions::SEND_MESSAGES).await?;
/// let overwrite = discord.overwrites(&general)[0];
/// assert_eq!(overwrite.target, (&helper).into());
/// assert_eq!((overwrite.allow, overwrite.deny), (Permissions::ATTACH_FILES, Permissions::SEND_MESSAGES));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overwrite {
    /// The role or member.
    pub target: Target,
    /// The permissions that it allows.
    pub allow: Permissions,
    /// The permissions that it denies.
    pub deny: Permissions,
}

/// # Roles and permissions of the member
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let helper = discord.role("helper", Permissions::MANAGE_MESSAGES).await?;
/// alice.gets(&helper).await?;
/// assert_eq!((alice.roles(), alice.is_member()), (vec![helper], true));
/// assert_eq!((alice.nick(), alice.timed_out_until()), (None, None));
/// discord.owner().bans(&alice, Some("spam")).await?;
/// assert_eq!((alice.is_banned(), alice.ban_reason()), (true, Some("spam".to_owned())));
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Returns the roles of the member in the first guild, without @everyone, in the order in which they were given.
    pub fn roles(&self) -> Vec<Role> {
        self.discord().look(|world| {
            let roles = self.record(world).map(|member| member.roles.as_slice()).unwrap_or_default();
            let role = |id: &RoleId| {
                let known = world.guilds.get(&world.home)?.roles.get(id)?;
                Some(Role { id: *id, name: known.name.clone(), guild: world.home })
            };
            roles.iter().filter_map(role).collect()
        })
    }

    /// Returns whether the user is a member of the first guild.
    pub fn is_member(&self) -> bool {
        self.discord().look(|world| self.record(world).is_some())
    }

    /// Returns the nickname in the first guild, if there is one.
    pub fn nick(&self) -> Option<String> {
        self.discord().look(|world| self.record(world)?.nick.clone())
    }

    /// Returns the end of the member's time-out; `None` if there is none, or if it is over.
    pub fn timed_out_until(&self) -> Option<Timestamp> {
        self.discord().look(|world| self.record(world)?.timed_out_until.filter(|until| *until > world.now()))
    }

    /// Returns whether the user is banned from the first guild.
    pub fn is_banned(&self) -> bool {
        self.discord().look(|world| {
            world.guilds.get(&world.home).is_some_and(|home| home.bans.contains_key(&self.id()))
        })
    }

    /// Returns the reason of the user's ban, if there is one.
    pub fn ban_reason(&self) -> Option<String> {
        self.discord().look(|world| world.guilds.get(&world.home)?.bans.get(&self.id())?.clone())
    }

    fn record<'w>(&self, world: &'w World) -> Option<&'w MemberRecord> {
        world.guilds.get(&world.home)?.members.get(&self.id())
    }
}

/// # Settings and permissions of channels
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let seed = r#"
///     [[guild]]
///     name = "Tea house"
///
///     [[guild.channel]]
///     name = "general"
///     topic = "Tea"
///     slow_mode = 5
/// "#;
/// let discord = Discord::builder().seed(seed.parse()?).start().await?;
/// let general = discord.channel("general")?;
/// assert_eq!(discord.topic(&general).as_deref(), Some("Tea"));
/// assert_eq!(discord.slow_mode(&general), Duration::from_secs(5));
/// assert!(discord.overwrites(&general).is_empty());
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns how long members wait between two messages in a channel; zero without slow mode.
    pub fn slow_mode(&self, channel: &Channel) -> Duration {
        let seconds = self.look(|world| world.channels.get(&channel.id).map(|channel| channel.slow_mode));
        Duration::from_secs(seconds.unwrap_or_default().into())
    }

    /// Returns the topic of a channel, if there is one.
    pub fn topic(&self, channel: &Channel) -> Option<String> {
        self.look(|world| world.channels.get(&channel.id)?.topic.clone())
    }

    /// Returns the permission overwrites of a channel.
    pub fn overwrites(&self, channel: &Channel) -> Vec<Overwrite> {
        self.look(|world| {
            let overwrites = world.channels.get(&channel.id).map(|channel| channel.overwrites.as_slice());
            let overwrites = overwrites.unwrap_or_default().iter();
            let overwrites = overwrites.map(|overwrite| Overwrite {
                target: if overwrite.for_member {
                    Target::Member(UserId::new(overwrite.id))
                } else {
                    Target::Role(RoleId::new(overwrite.id))
                },
                allow: overwrite.allow,
                deny: overwrite.deny,
            });
            overwrites.collect()
        })
    }
}

//! Reads permissions with all of their bits.
//!
//! When serenity 0.12 reads permissions, it drops the bits that it has no constants for, although its type can contain them. Here the
//! permissions of a model are read a second time, without the rest of the model, and put back into it. The cache and everything that is
//! computed from it then have all bits, so a call needs neither a request nor a look-up for them. The second read costs little: guilds,
//! channels and roles are read this way, which arrive seldom.

use std::collections::HashMap;
use std::fmt;

use serde::de::{self, DeserializeOwned, Error as _, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serenity::cache::{Cache, CacheUpdate};
use serenity::model::Permissions;
use serenity::model::channel::{Channel, GuildChannel};
use serenity::model::event::{
    ChannelCreateEvent, ChannelDeleteEvent, ChannelUpdateEvent, GuildCreateEvent, GuildRoleCreateEvent,
    GuildRoleUpdateEvent, GuildUpdateEvent,
};
use serenity::model::guild::{Guild, PartialGuild, Role};
use serenity::model::id::{ChannelId, RoleId};

/// Permissions with all bits of the number that Discord sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PermissionBits(Permissions);

impl From<PermissionBits> for Permissions {
    fn from(bits: PermissionBits) -> Self {
        bits.0
    }
}

impl<'de> Deserialize<'de> for PermissionBits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BitsVisitor)
    }
}

/// Accepts what serenity accepts: a number, and a number in a string.
struct BitsVisitor;

impl Visitor<'_> for BitsVisitor {
    type Value = PermissionBits;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number of a set of permissions")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<PermissionBits, E> {
        self.visit_u64(text.parse::<u64>().map_err(E::custom)?)
    }

    fn visit_u64<E: de::Error>(self, bits: u64) -> Result<PermissionBits, E> {
        Ok(PermissionBits(Permissions::from_bits_retain(bits)))
    }
}

/// A model of serenity's, read with all bits of its permissions.
#[derive(Debug)]
pub(crate) struct AllBits<T>(pub(crate) T);

/// A model of serenity's that contains permissions.
pub(crate) trait HasPermissions: DeserializeOwned {
    /// The permissions in the JSON of the model.
    type Read: DeserializeOwned;

    /// Puts the permissions into the model.
    fn restore(&mut self, read: Self::Read);
}

impl<'de, T: HasPermissions> Deserialize<'de> for AllBits<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let mut model: T = serde_json::from_str(json.get()).map_err(D::Error::custom)?;
        // An error here is one of the whole model: half of the bits could grant what the other half denies.
        let read: T::Read = serde_json::from_str(json.get()).map_err(D::Error::custom)?;
        model.restore(read);
        Ok(Self(model))
    }
}

impl<E: CacheUpdate> CacheUpdate for AllBits<E> {
    type Output = E::Output;

    fn update(&mut self, cache: &Cache) -> Option<E::Output> {
        self.0.update(cache)
    }
}

/// The permissions of a guild and of its channels.
#[derive(Deserialize)]
pub(crate) struct GuildBits {
    roles: Vec<RoleBits>,
    /// Only `GUILD_CREATE` has the channels.
    #[serde(default)]
    channels: Vec<ChannelBits>,
}

/// The permissions of a role.
#[derive(Deserialize)]
pub(crate) struct RoleBits {
    id: RoleId,
    permissions: PermissionBits,
}

/// The permissions in a dispatch about a role.
#[derive(Deserialize)]
pub(crate) struct RoleEventBits {
    role: RoleBits,
}

/// The permissions of a channel.
#[derive(Deserialize)]
pub(crate) struct ChannelBits {
    id: ChannelId,
    #[serde(default)]
    permission_overwrites: Vec<OverwriteBits>,
}

/// The permissions of an overwrite.
#[derive(Deserialize)]
struct OverwriteBits {
    allow: PermissionBits,
    deny: PermissionBits,
}

impl HasPermissions for Role {
    type Read = RoleBits;

    fn restore(&mut self, read: RoleBits) {
        self.permissions = read.permissions.into();
    }
}

impl HasPermissions for GuildChannel {
    type Read = ChannelBits;

    fn restore(&mut self, read: ChannelBits) {
        // serenity reads all overwrites of a channel or none, so both lists have the same order.
        for (overwrite, read) in self.permission_overwrites.iter_mut().zip(read.permission_overwrites) {
            overwrite.allow = read.allow.into();
            overwrite.deny = read.deny.into();
        }
    }
}

impl HasPermissions for Channel {
    type Read = ChannelBits;

    fn restore(&mut self, read: ChannelBits) {
        if let Self::Guild(channel) = self {
            channel.restore(read);
        }
    }
}

impl HasPermissions for PartialGuild {
    type Read = GuildBits;

    fn restore(&mut self, read: GuildBits) {
        restore_roles(&mut self.roles, read.roles);
    }
}

impl HasPermissions for Guild {
    type Read = GuildBits;

    fn restore(&mut self, read: GuildBits) {
        restore_roles(&mut self.roles, read.roles);
        for read in read.channels {
            // serenity leaves out a channel that it cannot read.
            if let Some(channel) = self.channels.get_mut(&read.id) {
                channel.restore(read);
            }
        }
    }
}

fn restore_roles(roles: &mut HashMap<RoleId, Role>, read: Vec<RoleBits>) {
    for read in read {
        if let Some(role) = roles.get_mut(&read.id) {
            role.restore(read);
        }
    }
}

/// Implements [`HasPermissions`] for dispatches: the field of the model, the type that is read, and the model's part of it.
macro_rules! dispatches {
    ($($event:ident.$model:ident: $read:ty => |$bits:ident| $of_model:expr;)*) => {$(
        impl HasPermissions for $event {
            type Read = $read;

            fn restore(&mut self, $bits: $read) {
                self.$model.restore($of_model);
            }
        }
    )*};
}

dispatches! {
    GuildCreateEvent.guild: GuildBits => |read| read;
    GuildUpdateEvent.guild: GuildBits => |read| read;
    GuildRoleCreateEvent.role: RoleEventBits => |read| read.role;
    GuildRoleUpdateEvent.role: RoleEventBits => |read| read.role;
    ChannelCreateEvent.channel: ChannelBits => |read| read;
    ChannelUpdateEvent.channel: ChannelBits => |read| read;
    ChannelDeleteEvent.channel: ChannelBits => |read| read;
}

#[cfg(test)]
mod tests;

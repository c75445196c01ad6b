//! Creates the state that a seed describes.

use std::collections::HashMap;

use serenity::model::{
    channel::ChannelType,
    id::{ChannelId, GuildId, RoleId, UserId},
};

use super::check::EVERYONE;
use super::{ChannelSeed, GuildSeed, Names, RoleSeed, Seed};
use crate::discord::world::{Overwrite, World};

impl Seed {
    /// Replaces the first guild and adds the others. Nothing is dispatched: no bot is connected yet.
    pub(crate) fn plant(&self, world: &mut World) {
        let bot = world.bot;
        if let (Some(name), Some(user)) = (&self.bot.name, world.users.get_mut(&bot)) {
            user.name.clone_from(name);
        }
        if let Some(Names(permissions)) = self.bot.permissions {
            world.settings.bot_permissions = permissions;
        }
        for (index, seed) in self.guilds.iter().enumerate() {
            let guild = if index == 0 { world.home } else { world.add_guild(&seed.name) };
            seed.plant(world, guild, index == 0);
        }
        let (name, permissions) = (world.name_of(bot), world.settings.bot_permissions);
        for role in world.guilds.values_mut().flat_map(|guild| guild.roles.values_mut()) {
            if role.bot == Some(bot) {
                role.name.clone_from(&name);
                role.permissions = permissions;
            }
        }
    }
}

impl GuildSeed {
    fn plant(&self, world: &mut World, id: GuildId, is_first: bool) {
        let owner = self.owner(world, is_first);
        if owner != world.owner
            && let Some(guild) = world.guilds.get_mut(&id)
        {
            guild.members.remove(&world.owner);
        }
        world.enter(id, owner, false);
        world.channels.retain(|_, channel| channel.guild != Some(id));
        let roles: HashMap<&str, RoleId> =
            self.roles.iter().map(|role| (role.name.as_str(), role.plant(world, id))).collect();
        let users: HashMap<&str, UserId> = self
            .members
            .iter()
            .map(|member| (member.name.as_str(), user(world, &member.name, member.bot)))
            .collect();
        for member in &self.members {
            let Some(user) = users.get(member.name.as_str()).copied() else { continue };
            world.enter(id, user, false);
            let record = world.guilds.get_mut(&id).and_then(|guild| guild.members.get_mut(&user));
            if let Some(record) = record {
                record.nick.clone_from(&member.nick);
                record.roles =
                    member.roles.iter().filter_map(|name| roles.get(name.as_str()).copied()).collect();
            }
        }
        let channels: HashMap<&str, ChannelId> = self
            .channels
            .iter()
            .map(|channel| {
                (channel.name.as_str(), world.add_channel(id, &channel.name, channel.kind.channel_type()))
            })
            .collect();
        let role_id = |name: &str| {
            // The role has the id of its guild.
            if name == EVERYONE { Some(id.get()) } else { roles.get(name).map(|role| role.get()) }
        };
        let member_id = |name: &str| {
            let is_owner = self.owner.as_deref() == Some(name);
            users.get(name).copied().or(is_owner.then_some(owner)).map(UserId::get)
        };
        for channel in &self.channels {
            channel.plant(world, &channels, role_id, member_id);
        }
        let is_text = |channel: &ChannelId| {
            world.channels.get(channel).is_some_and(|channel| channel.kind == ChannelType::Text)
        };
        let general = channels.get("general").copied().filter(is_text);
        let first = self.channels.iter().filter_map(|channel| channels.get(channel.name.as_str()).copied());
        let system = general.or_else(|| first.filter(|channel| is_text(channel)).min());
        let Some(guild) = world.guilds.get_mut(&id) else { return };
        guild.name.clone_from(&self.name);
        guild.owner = owner;
        guild.system_channel = system;
        if let Some(locale) = &self.locale {
            guild.locale.clone_from(locale);
        }
        if let Some(Names(permissions)) = self.everyone
            && let Some(everyone) = guild.roles.get_mut(&RoleId::new(id.get()))
        {
            everyone.permissions = permissions;
        }
    }

    /// Returns the owner. The first guild's is also the owner of the application.
    fn owner(&self, world: &mut World, is_first: bool) -> UserId {
        let Some(name) = &self.owner else { return world.owner };
        let id = world.owner;
        if is_first && let Some(owner) = world.users.get_mut(&id) {
            owner.name.clone_from(name);
            return id;
        }
        user(world, name, false)
    }
}

impl RoleSeed {
    fn plant(&self, world: &mut World, guild: GuildId) -> RoleId {
        let id = world.add_role(guild, &self.name, self.permissions.0, self.above_bot);
        let role = world.guilds.get_mut(&guild).and_then(|guild| guild.roles.get_mut(&id));
        if let Some(role) = role {
            role.color = self.color;
            role.hoist = self.hoist;
            role.mentionable = self.mentionable;
        }
        id
    }
}

impl ChannelSeed {
    fn plant(
        &self,
        world: &mut World,
        channels: &HashMap<&str, ChannelId>,
        role_id: impl Fn(&str) -> Option<u64>,
        member_id: impl Fn(&str) -> Option<u64>,
    ) {
        let Some(id) = channels.get(self.name.as_str()) else { return };
        let Some(record) = world.channels.get_mut(id) else { return };
        record.topic.clone_from(&self.topic);
        record.nsfw = self.nsfw;
        record.slow_mode = self.slow_mode;
        record.parent = self.category.as_deref().and_then(|name| channels.get(name).copied());
        for overwrite in &self.overwrites {
            let role = overwrite.role.as_deref().and_then(&role_id);
            let Some(id) = role.or_else(|| overwrite.member.as_deref().and_then(&member_id)) else {
                continue;
            };
            let (Names(allow), Names(deny)) = (overwrite.allow, overwrite.deny);
            record.set_overwrite(Overwrite { id, for_member: role.is_none(), allow, deny });
        }
    }
}

/// Returns the user with this name, who may be a member of several guilds.
fn user(world: &mut World, name: &str, bot: bool) -> UserId {
    match world.user_named(name) {
        Some(known) => known,
        None => world.add_user(name, bot),
    }
}

//! Dispatches about sessions, guilds and channels.

use std::collections::HashSet;

use serenity::model::channel::ChannelType;
use serenity::model::event as model;
use serenity::model::id::GuildId;

use super::{Receiver, read};
use crate::discord::permissions::AllBits;
use crate::event::{
    CacheReady, CategoryCreate, CategoryDelete, ChannelCreate, ChannelDelete, GuildCreate, GuildDelete,
    GuildJoin, GuildLeave, GuildUpdate, Ready, Resumed,
};
use crate::salvage;

impl Receiver {
    pub(super) fn ready(&mut self, data: &str) -> serde_json::Result<()> {
        let data = self.cached::<model::ReadyEvent>(data)?.0.ready;
        let now: HashSet<GuildId> = data.guilds.iter().map(|guild| guild.id).collect();
        self.runtime.shards.set_guilds(self.shard, now.len());
        if self.has_session {
            // Between two sessions the bot may have left guilds. Those that it has joined are not known yet, so they count as new.
            let left: Vec<GuildId> = self.guilds.difference(&now).copied().collect();
            left.into_iter().try_for_each(|guild| self.guild_left(guild))?;
        } else {
            self.guilds = now;
            self.has_session = true;
        }
        let (version, guilds) = (self.runtime.version.as_deref(), data.guilds.len());
        tracing::info!(bot = %data.user.name, version, shard = self.shard.0, guilds, "connected");
        self.raise(Ready::new(data));
        Ok(())
    }

    /// Handles the loss of a guild that happened while there was no session.
    fn guild_left(&mut self, guild: GuildId) -> serde_json::Result<()> {
        self.guild_delete(&serde_json::json!({ "id": guild }).to_string())
    }

    pub(super) fn resumed(&mut self) {
        tracing::info!(shard = self.shard.0, "resumed");
        self.raise(Resumed::new(self.shard));
    }

    pub(super) fn guild_create(&mut self, data: &str) -> serde_json::Result<()> {
        let (AllBits(event), _) = self.salvaged::<AllBits<model::GuildCreateEvent>>(data, salvage::GUILD)?;
        let guild = event.guild;
        // Guilds that READY lists, and those that are available again after an outage, are not new.
        let is_new = self.guilds.insert(guild.id);
        self.runtime.shards.set_guilds(self.shard, self.guilds.len());
        if is_new {
            self.raise(GuildJoin::new(guild.clone()));
        }
        self.raise(GuildCreate::new(guild, is_new));
        let cache = &self.runtime.cache;
        if self.runtime.caches_guilds() && cache.unavailable_guilds().len() == 0 {
            let guilds = cache.guilds();
            self.raise(CacheReady::new(guilds));
        }
        Ok(())
    }

    /// Updates the cache, which serenity's own client does not do here. Permissions depend on the owner, so a former owner would keep all
    /// permissions until a restart.
    pub(super) fn guild_update(&mut self, data: &str) -> serde_json::Result<()> {
        let AllBits(mut event) = read::<AllBits<model::GuildUpdateEvent>>(data)?;
        let old = self.runtime.cache.guild(event.guild.id).map(|guild| guild.clone());
        self.runtime.cache.update(&mut event);
        self.raise(GuildUpdate::new(old, event.guild));
        Ok(())
    }

    pub(super) fn guild_delete(&mut self, data: &str) -> serde_json::Result<()> {
        let (event, guild) = self.cached::<model::GuildDeleteEvent>(data)?;
        // An unavailable guild has an outage: the bot is still in it.
        if !event.guild.unavailable {
            self.guilds.remove(&event.guild.id);
            self.runtime.shards.set_guilds(self.shard, self.guilds.len());
            self.raise(GuildLeave::new(event.guild.id, guild.clone()));
        }
        self.raise(GuildDelete::new(event.guild, guild));
        Ok(())
    }

    pub(super) fn channel_create(&mut self, data: &str) -> serde_json::Result<()> {
        let (AllBits(event), _) = self.cached::<AllBits<model::ChannelCreateEvent>>(data)?;
        let channel = event.channel;
        if channel.kind == ChannelType::Category {
            self.raise(CategoryCreate::new(channel));
        } else {
            self.raise(ChannelCreate::new(channel));
        }
        Ok(())
    }

    pub(super) fn channel_delete(&mut self, data: &str) -> serde_json::Result<()> {
        let (AllBits(event), messages) = self.cached::<AllBits<model::ChannelDeleteEvent>>(data)?;
        if event.channel.kind == ChannelType::Category {
            self.raise(CategoryDelete::new(event.channel));
        } else {
            self.raise(ChannelDelete::new(event.channel, messages));
        }
        Ok(())
    }
}

//! The store: values that a bot keeps for a guild, a user, a member or itself, across restarts.
//!
//! [`Context::store`](crate::Context::store) returns it. Values are anything that serde can write as JSON:
//!
//! ```no_run
//! use mindtrace_discord::prelude::*;
//! use mindtrace_discord::store::Key;
//!
//! const WELCOME: Key<ChannelId> = Key::new("welcome_channel");
//!
//! /// Choose the channel in which new members are welcomed.
//! #[command(guild_only, permissions(MANAGE_GUILD))]
//! async fn welcome_in(ctx: &Context, guild: &GuildId, channel: GuildChannel) -> Result<&'static str> {
//!     ctx.store().guild(*guild).set(WELCOME, &channel.id).await?;
//!     Ok("New members are welcomed there.")
//! }
//!
//! #[on_event(MemberJoin)]
//! async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
//!     let guild = ctx.store().guild(event.member.guild_id);
//!     let welcomed: u32 = guild.update("welcomed", |count: Option<u32>| count.unwrap_or(0) + 1).await?;
//!     if let Some(channel) = guild.get(WELCOME).await? {
//!         channel.say(ctx, format!("Welcome {}, our member {welcomed}!", event.member.mention())).await?;
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The setting `DISCORD_STORE` says where the values are: in a file, in Redis, or in memory until the bot stops. A program with a
//! database of its own implements [`Backend`] and passes it to [`BotBuilder::store`](crate::BotBuilder::store).

mod backend;
mod error;
mod file;
mod key;
mod memory;
#[cfg(feature = "redis")]
mod redis;
mod scoped;

pub use self::backend::{Answer, Backend, Scope};
pub use self::error::StoreError;
pub use self::file::FileStore;
pub use self::key::{AsKey, Key};
pub use self::memory::MemoryStore;
#[cfg(feature = "redis")]
pub(crate) use self::redis::RedisStore;
pub use self::scoped::{ScopedStore, Store};

#[cfg(test)]
mod tests;

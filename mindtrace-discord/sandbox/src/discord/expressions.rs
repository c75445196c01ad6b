//! Emojis, stickers and the sounds of a soundboard.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::id::{EmojiId, SoundId, StickerId};

use crate::json::put;
use crate::{
    discord::{
        Discord,
        dispatch::Scope,
        world::{Kind, World},
    },
    error::SandboxError,
};

/// # Emoji, stickers and sounds
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let (emoji, sticker) = (discord.new_emoji("teapot").await?, discord.new_sticker("Tea time").await?);
/// discord.delete_emoji(emoji).await?;
/// discord.delete_sticker(sticker).await?;
/// let sound = discord.new_sound("gong").await?;
/// discord.rename_sound(sound, "bell").await?;
/// discord.set_sound_volume(0.5).await?;
/// discord.delete_sound(sound).await?;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Uploads an emoji to the first guild (`GUILD_EMOJIS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a name that is not 2 to 32 letters, digits or `_`.
    pub async fn new_emoji(&self, name: &str) -> Result<EmojiId, SandboxError> {
        let fits = (2..=32).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !fits {
            return Err(
                self.refused(format!("`{name}` is not an emoji name; use 2 to 32 letters, digits or _"))
            );
        }
        Ok(self.change(|world| {
            let id = world.snowflake();
            let user = world.user_json(world.owner);
            let json = json!({
                "id": id.to_string(), "name": name, "roles": [], "user": user,
                "require_colons": true, "managed": false, "animated": false, "available": true,
            });
            world.store(Kind::Emoji, id, json);
            world.emit_emojis();
            EmojiId::new(id)
        }))
    }

    /// Deletes an emoji (`GUILD_EMOJIS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such emoji.
    pub async fn delete_emoji(&self, id: EmojiId) -> Result<(), SandboxError> {
        self.remove(Kind::Emoji, id.get(), "emoji")?;
        self.change(World::emit_emojis);
        Ok(())
    }

    /// Uploads a sticker to the first guild (`GUILD_STICKERS_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_sticker(&self, name: &str) -> Result<StickerId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.snowflake();
            let json = json!({
                "id": id.to_string(), "name": name, "description": null, "tags": "smile",
                "type": 2, "format_type": 1, "available": true, "guild_id": world.home,
            });
            world.store(Kind::Sticker, id, json);
            world.emit_stickers();
            StickerId::new(id)
        }))
    }

    /// Deletes a sticker (`GUILD_STICKERS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such sticker.
    pub async fn delete_sticker(&self, id: StickerId) -> Result<(), SandboxError> {
        self.remove(Kind::Sticker, id.get(), "sticker")?;
        self.change(World::emit_stickers);
        Ok(())
    }

    /// Adds a sound to the soundboard of the first guild (`GUILD_SOUNDBOARD_SOUND_CREATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_sound(&self, name: &str) -> Result<SoundId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.snowflake();
            let json = json!({
                "sound_id": id.to_string(), "name": name, "volume": 1.0, "emoji_id": null, "emoji_name": "🦆",
                "guild_id": world.home, "available": true, "user": world.user_json(world.owner),
            });
            world.store(Kind::Sound, id, json.clone());
            world.emit("GUILD_SOUNDBOARD_SOUND_CREATE", Scope::guild(world.home), &json);
            SoundId::new(id)
        }))
    }

    /// Renames a sound (`GUILD_SOUNDBOARD_SOUND_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such sound.
    pub async fn rename_sound(&self, id: SoundId, name: &str) -> Result<(), SandboxError> {
        let json = self.alter(Kind::Sound, id.get(), "sound", |sound| put(sound, "name", json!(name)))?;
        self.change(|world| world.emit("GUILD_SOUNDBOARD_SOUND_UPDATE", Scope::guild(world.home), &json));
        Ok(())
    }

    /// Sets the volume of all sounds of the first guild, from 0 to 1 (`GUILD_SOUNDBOARD_SOUNDS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] for a volume outside that range.
    pub async fn set_sound_volume(&self, volume: f64) -> Result<(), SandboxError> {
        if !(0.0..=1.0).contains(&volume) {
            return Err(self.refused("the volume of a sound must be from 0 to 1"));
        }
        self.change(|world| {
            let home = world.home;
            let Some(guild) = world.guilds.get_mut(&home) else { return };
            guild.belongings.change_all(Kind::Sound, |sound| put(sound, "volume", json!(volume)));
            let sounds = world.belongings(Kind::Sound);
            let event = json!({"guild_id": home, "soundboard_sounds": sounds});
            world.emit("GUILD_SOUNDBOARD_SOUNDS_UPDATE", Scope::guild(home), &event);
        });
        Ok(())
    }

    /// Deletes a sound (`GUILD_SOUNDBOARD_SOUND_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such sound.
    pub async fn delete_sound(&self, id: SoundId) -> Result<(), SandboxError> {
        self.remove(Kind::Sound, id.get(), "sound")?;
        self.change(|world| {
            let event = json!({"guild_id": world.home, "sound_id": id});
            world.emit("GUILD_SOUNDBOARD_SOUND_DELETE", Scope::guild(world.home), &event);
        });
        Ok(())
    }

    /// Changes an object of the first guild and returns its new state.
    pub(crate) fn alter(
        &self,
        kind: Kind,
        id: u64,
        what: &'static str,
        change: impl FnOnce(&mut Value),
    ) -> Result<Value, SandboxError> {
        let changed = self.change(|world| {
            let home = world.home;
            let json = world.guilds.get_mut(&home)?.belongings.get_mut(kind, id)?;
            change(json);
            Some(json.clone())
        });
        changed.ok_or_else(|| SandboxError::Unknown { kind: what, name: id.to_string() })
    }

    /// Removes an object from the first guild and returns it.
    pub(crate) fn remove(&self, kind: Kind, id: u64, what: &'static str) -> Result<Value, SandboxError> {
        let removed = self.change(|world| {
            let home = world.home;
            world.guilds.get_mut(&home)?.belongings.remove(kind, id)
        });
        removed.ok_or_else(|| SandboxError::Unknown { kind: what, name: id.to_string() })
    }
}

impl World {
    /// Stores an object in the first guild.
    pub(crate) fn store(&mut self, kind: Kind, id: u64, json: Value) {
        let home = self.home;
        if let Some(guild) = self.guilds.get_mut(&home) {
            guild.belongings.insert(kind, id, json);
        }
    }

    /// Returns all objects of a kind in the first guild.
    pub(crate) fn belongings(&self, kind: Kind) -> Vec<Value> {
        self.guilds.get(&self.home).map(|guild| guild.belongings.all(kind)).unwrap_or_default()
    }

    fn emit_emojis(&mut self) {
        let event = json!({"guild_id": self.home, "emojis": self.belongings(Kind::Emoji)});
        self.emit("GUILD_EMOJIS_UPDATE", Scope::guild(self.home), &event);
    }

    fn emit_stickers(&mut self) {
        let event = json!({"guild_id": self.home, "stickers": self.belongings(Kind::Sticker)});
        self.emit("GUILD_STICKERS_UPDATE", Scope::guild(self.home), &event);
    }
}

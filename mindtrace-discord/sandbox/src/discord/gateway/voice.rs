//! Answers Update Voice State (opcode 4).

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    id::{ChannelId, GuildId},
};

use crate::discord::world::{ChannelRecord, World};

/// Moves the bot to a voice channel or out of voice. Requests that the bot may not make are ignored, as on Discord.
pub(super) fn update(world: &mut World, session: &str, data: &Value) {
    let id = |key: &str| {
        data.get(key).and_then(Value::as_str).and_then(|id| id.parse::<u64>().ok()).filter(|id| *id != 0)
    };
    let Some(guild) = id("guild_id").map(GuildId::new) else { return };
    let channel = id("channel_id").map(ChannelId::new);
    let is_served = world.sessions.all.get(session).is_some_and(|session| session.serves(Some(guild)));
    let Some(record) = world.guilds.get(&guild).filter(|guild| is_served && guild.bot_inside) else { return };
    let before = record.voice.get(&world.bot).map(|state| state.channel);
    if channel.is_some_and(|channel| !may_join(world, guild, channel)) {
        world.remark("ignored a request to join voice, because the bot may not connect to this channel");
        return;
    }
    let flag = |key: &str| data.get(key).and_then(Value::as_bool).unwrap_or(false);
    let bot = world.bot;
    world.set_own_voice(guild, bot, channel, (flag("self_mute"), flag("self_deaf")));
    if channel.is_some() && channel != before {
        let endpoint = world.gateway_url.strip_prefix("ws://").unwrap_or_default();
        let event = json!({"token": "sandbox.voice.token", "guild_id": guild, "endpoint": endpoint});
        world.sessions.dispatch(session, "VOICE_SERVER_UPDATE", &event);
    }
}

fn may_join(world: &World, guild: GuildId, channel: ChannelId) -> bool {
    let is_voice = |channel: &ChannelRecord| channel.guild == Some(guild) && channel.is_voice();
    let needed = Permissions::VIEW_CHANNEL | Permissions::CONNECT;
    world.channels.get(&channel).is_some_and(is_voice) && world.bot_permissions_in(channel).contains(needed)
}

//! Sends events to the sessions that may receive them, and redacts message content.

use serde_json::{Value, json};
use serenity::model::{
    Permissions,
    gateway::GatewayIntents,
    id::{ChannelId, GuildId},
};

use crate::discord::world::World;
use crate::json::put;

/// The guild and channel of an event, which determine whether the bot and its sessions receive it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scope {
    guild: Option<GuildId>,
    channel: Option<ChannelId>,
    /// Whether the intents for direct messages apply. Ephemeral messages are sent without a guild, under these intents.
    direct: bool,
}

impl Scope {
    pub(crate) fn guild(guild: GuildId) -> Self {
        Self { guild: Some(guild), ..Self::default() }
    }

    pub(crate) fn channel(guild: Option<GuildId>, channel: ChannelId) -> Self {
        Self { guild, channel: Some(channel), direct: guild.is_none() }
    }

    pub(crate) fn ephemeral(guild: Option<GuildId>) -> Self {
        Self { guild, channel: None, direct: true }
    }
}

impl World {
    /// Sends an event to every session with an intent for it, if the bot may receive it.
    pub(crate) fn emit(&mut self, name: &'static str, scope: Scope, data: &Value) {
        if !self.bot_may_receive(name, scope) {
            return;
        }
        let needed = needed_intents(name, scope.direct);
        let about_bot = name == "GUILD_MEMBER_UPDATE" && concerns_bot(data, "/user/id", self.bot.get());
        // Without the intent for members, Discord tells only of the threads that the bot itself joins and leaves.
        let only_members = name == "THREAD_MEMBERS_UPDATE" && !self.moves_bot(data);
        let shard_guild = if scope.direct { None } else { scope.guild };
        let receivers: Vec<(String, bool)> = self
            .sessions
            .all
            .iter()
            .filter(|(_, session)| session.serves(shard_guild))
            .filter(|(_, session)| {
                about_bot || needed.is_none_or(|intents| session.intents.intersects(intents))
            })
            .filter(|(_, session)| !only_members || session.intents.contains(GatewayIntents::GUILD_MEMBERS))
            .map(|(id, session)| (id.clone(), session.intents.contains(GatewayIntents::MESSAGE_CONTENT)))
            .collect();
        // Nothing is copied if every session reads the whole message.
        let redacted = receivers.iter().any(|(_, whole)| !whole && name.starts_with("MESSAGE_")).then(|| {
            let mut redacted = data.clone();
            self.redact(&mut redacted, scope.direct);
            redacted
        });
        for (id, whole) in receivers {
            let shown = redacted.as_ref().filter(|_| !whole).unwrap_or(data);
            self.sessions.dispatch(&id, name, shown);
        }
    }

    /// Redacts a message read over REST, unless the bot may read its content.
    pub(crate) fn as_bot_reads(&self, mut message: Value, direct: bool) -> Value {
        if !self.bot_reads_content() {
            self.redact(&mut message, direct);
        }
        message
    }

    /// Removes the content of a message and of the one it replies to, each unless the bot may read it without the intent.
    fn redact(&self, message: &mut Value, direct: bool) {
        if message.get("content").is_some() && !self.reveals_content(message, direct) {
            put(message, "content", json!(""));
            for list in ["embeds", "attachments", "components"] {
                put(message, list, json!([]));
            }
            if let Some(message) = message.as_object_mut() {
                message.remove("poll");
            }
        }
        if let Some(referenced) =
            message.get_mut("referenced_message").filter(|referenced| referenced.is_object())
        {
            self.redact(referenced, direct);
        }
    }

    /// Returns whether the bot may read a message without the intent: direct messages, its own and those that mention it.
    fn reveals_content(&self, message: &Value, direct: bool) -> bool {
        let mentioned = message
            .get("mentions")
            .and_then(Value::as_array)
            .is_some_and(|users| users.iter().any(|user| concerns_bot(user, "/id", self.bot.get())));
        direct || mentioned || concerns_bot(message, "/author/id", self.bot.get())
    }

    /// Returns whether the bot is among those who joined or left a thread.
    fn moves_bot(&self, data: &Value) -> bool {
        let bot = self.bot.to_string();
        let list = |key: &str| data.get(key).and_then(Value::as_array).into_iter().flatten();
        let mut joined = list("added_members").filter_map(|member| member.get("user_id"));
        joined.any(|user| *user == bot) || list("removed_member_ids").any(|user| *user == bot)
    }

    fn bot_may_receive(&self, name: &str, scope: Scope) -> bool {
        let Some(guild) = scope.guild.and_then(|guild| self.guilds.get(&guild)) else { return true };
        let reachable = guild.bot_inside && guild.available;
        // Users who installed the application use it in guilds without the bot too.
        let is_elsewhere = !guild.bot_inside && name == "INTERACTION_CREATE";
        if !reachable && !is_elsewhere && name != "GUILD_DELETE" {
            return false;
        }
        let has_one_of = |wanted| self.permissions_in_guild(guild.id, self.bot).intersects(wanted);
        match (name, scope.channel) {
            ("GUILD_BAN_ADD" | "GUILD_BAN_REMOVE", _) => {
                has_one_of(Permissions::BAN_MEMBERS | Permissions::VIEW_AUDIT_LOG)
            }
            ("GUILD_AUDIT_LOG_ENTRY_CREATE", _) => has_one_of(Permissions::VIEW_AUDIT_LOG),
            (_, None) if name.starts_with("AUTO_MODERATION_") => has_one_of(Permissions::MANAGE_GUILD),
            ("INVITE_CREATE" | "INVITE_DELETE", Some(channel)) => {
                self.bot_permissions_in(channel).contains(Permissions::MANAGE_CHANNELS)
            }
            // The bot receives interactions wherever its commands are used. A channel that just became
            // invisible is still announced as changed or deleted.
            ("INTERACTION_CREATE" | "VOICE_STATE_UPDATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE", _)
            | (_, None) => true,
            (_, Some(channel)) => self.bot_permissions_in(channel).contains(Permissions::VIEW_CHANNEL),
        }
    }
}

/// Returns the intents of which a session needs one, or `None` if the event needs no intent.
fn needed_intents(name: &str, direct: bool) -> Option<GatewayIntents> {
    let either = |guild, dm| Some(if direct { dm } else { guild });
    match name {
        "GUILD_CREATE"
        | "GUILD_UPDATE"
        | "GUILD_DELETE"
        | "GUILD_ROLE_CREATE"
        | "GUILD_ROLE_UPDATE"
        | "GUILD_ROLE_DELETE"
        | "CHANNEL_CREATE"
        | "CHANNEL_UPDATE"
        | "CHANNEL_DELETE"
        | "THREAD_CREATE"
        | "THREAD_UPDATE"
        | "THREAD_DELETE"
        | "THREAD_LIST_SYNC"
        | "THREAD_MEMBER_UPDATE"
        | "STAGE_INSTANCE_CREATE"
        | "STAGE_INSTANCE_UPDATE"
        | "STAGE_INSTANCE_DELETE"
        | "VOICE_CHANNEL_STATUS_UPDATE"
        | "VOICE_CHANNEL_START_TIME_UPDATE" => Some(GatewayIntents::GUILDS),
        // Discord sends the bot's own joins and leaves under GUILDS as well.
        "THREAD_MEMBERS_UPDATE" => Some(GatewayIntents::GUILD_MEMBERS | GatewayIntents::GUILDS),
        "GUILD_EMOJIS_UPDATE" | "GUILD_STICKERS_UPDATE" => Some(GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
        "GUILD_AUDIT_LOG_ENTRY_CREATE" => Some(GatewayIntents::GUILD_MODERATION),
        "WEBHOOKS_UPDATE" => Some(GatewayIntents::GUILD_WEBHOOKS),
        "INVITE_CREATE" | "INVITE_DELETE" => Some(GatewayIntents::GUILD_INVITES),
        "PRESENCE_UPDATE" => Some(GatewayIntents::GUILD_PRESENCES),
        "AUTO_MODERATION_ACTION_EXECUTION" => Some(GatewayIntents::AUTO_MODERATION_EXECUTION),
        "INTEGRATION_CREATE" | "INTEGRATION_UPDATE" | "INTEGRATION_DELETE" | "GUILD_INTEGRATIONS_UPDATE" => {
            Some(GatewayIntents::GUILD_INTEGRATIONS)
        }
        _ if name.starts_with("GUILD_SOUNDBOARD_") => Some(GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
        _ if name.starts_with("GUILD_SCHEDULED_EVENT_") => Some(GatewayIntents::GUILD_SCHEDULED_EVENTS),
        _ if name.starts_with("AUTO_MODERATION_RULE_") => Some(GatewayIntents::AUTO_MODERATION_CONFIGURATION),
        "CHANNEL_PINS_UPDATE" => either(GatewayIntents::GUILDS, GatewayIntents::DIRECT_MESSAGES),
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" | "GUILD_MEMBER_REMOVE" => {
            Some(GatewayIntents::GUILD_MEMBERS)
        }
        "GUILD_BAN_ADD" | "GUILD_BAN_REMOVE" => Some(GatewayIntents::GUILD_MODERATION),
        "VOICE_STATE_UPDATE" | "VOICE_CHANNEL_EFFECT_SEND" => Some(GatewayIntents::GUILD_VOICE_STATES),
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" => {
            either(GatewayIntents::GUILD_MESSAGES, GatewayIntents::DIRECT_MESSAGES)
        }
        "TYPING_START" => either(GatewayIntents::GUILD_MESSAGE_TYPING, GatewayIntents::DIRECT_MESSAGE_TYPING),
        "MESSAGE_POLL_VOTE_ADD" | "MESSAGE_POLL_VOTE_REMOVE" => {
            either(GatewayIntents::GUILD_MESSAGE_POLLS, GatewayIntents::DIRECT_MESSAGE_POLLS)
        }
        _ if name.starts_with("MESSAGE_REACTION_") => {
            either(GatewayIntents::GUILD_MESSAGE_REACTIONS, GatewayIntents::DIRECT_MESSAGE_REACTIONS)
        }
        _ => None,
    }
}

fn concerns_bot(data: &Value, pointer: &str, bot: u64) -> bool {
    data.pointer(pointer).and_then(Value::as_str).is_some_and(|id| id.parse() == Ok(bot))
}

//! The intents of every event, and the content that is withheld without the intent for it.

use std::collections::BTreeMap;

use mindtrace_discord::sandbox::Discord;
use serde_json::{Value, json};
use serenity::all::{GatewayIntents, Permissions};

use crate::gateway::Socket;

/// Events of a guild, and the intents of which a session needs one. Those without any are sent to every session.
const EVENTS: [(&str, GatewayIntents); 60] = [
    ("GUILD_UPDATE", GatewayIntents::GUILDS),
    ("GUILD_ROLE_CREATE", GatewayIntents::GUILDS),
    ("GUILD_ROLE_UPDATE", GatewayIntents::GUILDS),
    ("GUILD_ROLE_DELETE", GatewayIntents::GUILDS),
    ("CHANNEL_CREATE", GatewayIntents::GUILDS),
    ("CHANNEL_UPDATE", GatewayIntents::GUILDS),
    ("CHANNEL_DELETE", GatewayIntents::GUILDS),
    ("CHANNEL_PINS_UPDATE", GatewayIntents::GUILDS),
    ("THREAD_CREATE", GatewayIntents::GUILDS),
    ("THREAD_UPDATE", GatewayIntents::GUILDS),
    ("THREAD_DELETE", GatewayIntents::GUILDS),
    ("THREAD_LIST_SYNC", GatewayIntents::GUILDS),
    ("THREAD_MEMBER_UPDATE", GatewayIntents::GUILDS),
    ("THREAD_MEMBERS_UPDATE", GatewayIntents::GUILD_MEMBERS),
    ("STAGE_INSTANCE_CREATE", GatewayIntents::GUILDS),
    ("STAGE_INSTANCE_UPDATE", GatewayIntents::GUILDS),
    ("STAGE_INSTANCE_DELETE", GatewayIntents::GUILDS),
    ("VOICE_CHANNEL_STATUS_UPDATE", GatewayIntents::GUILDS),
    ("VOICE_CHANNEL_START_TIME_UPDATE", GatewayIntents::GUILDS),
    ("GUILD_MEMBER_ADD", GatewayIntents::GUILD_MEMBERS),
    ("GUILD_MEMBER_UPDATE", GatewayIntents::GUILD_MEMBERS),
    ("GUILD_MEMBER_REMOVE", GatewayIntents::GUILD_MEMBERS),
    ("GUILD_AUDIT_LOG_ENTRY_CREATE", GatewayIntents::GUILD_MODERATION),
    ("GUILD_BAN_ADD", GatewayIntents::GUILD_MODERATION),
    ("GUILD_BAN_REMOVE", GatewayIntents::GUILD_MODERATION),
    ("GUILD_EMOJIS_UPDATE", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("GUILD_STICKERS_UPDATE", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("GUILD_SOUNDBOARD_SOUND_CREATE", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("GUILD_SOUNDBOARD_SOUND_UPDATE", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("GUILD_SOUNDBOARD_SOUND_DELETE", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("GUILD_SOUNDBOARD_SOUNDS_UPDATE", GatewayIntents::GUILD_EMOJIS_AND_STICKERS),
    ("GUILD_INTEGRATIONS_UPDATE", GatewayIntents::GUILD_INTEGRATIONS),
    ("INTEGRATION_CREATE", GatewayIntents::GUILD_INTEGRATIONS),
    ("INTEGRATION_UPDATE", GatewayIntents::GUILD_INTEGRATIONS),
    ("INTEGRATION_DELETE", GatewayIntents::GUILD_INTEGRATIONS),
    ("WEBHOOKS_UPDATE", GatewayIntents::GUILD_WEBHOOKS),
    ("INVITE_CREATE", GatewayIntents::GUILD_INVITES),
    ("INVITE_DELETE", GatewayIntents::GUILD_INVITES),
    ("VOICE_STATE_UPDATE", GatewayIntents::GUILD_VOICE_STATES),
    ("VOICE_CHANNEL_EFFECT_SEND", GatewayIntents::GUILD_VOICE_STATES),
    ("PRESENCE_UPDATE", GatewayIntents::GUILD_PRESENCES),
    ("MESSAGE_CREATE", GatewayIntents::GUILD_MESSAGES),
    ("MESSAGE_UPDATE", GatewayIntents::GUILD_MESSAGES),
    ("MESSAGE_DELETE", GatewayIntents::GUILD_MESSAGES),
    ("MESSAGE_DELETE_BULK", GatewayIntents::GUILD_MESSAGES),
    ("MESSAGE_REACTION_ADD", GatewayIntents::GUILD_MESSAGE_REACTIONS),
    ("MESSAGE_REACTION_REMOVE", GatewayIntents::GUILD_MESSAGE_REACTIONS),
    ("MESSAGE_REACTION_REMOVE_ALL", GatewayIntents::GUILD_MESSAGE_REACTIONS),
    ("MESSAGE_REACTION_REMOVE_EMOJI", GatewayIntents::GUILD_MESSAGE_REACTIONS),
    ("TYPING_START", GatewayIntents::GUILD_MESSAGE_TYPING),
    ("GUILD_SCHEDULED_EVENT_CREATE", GatewayIntents::GUILD_SCHEDULED_EVENTS),
    ("GUILD_SCHEDULED_EVENT_USER_ADD", GatewayIntents::GUILD_SCHEDULED_EVENTS),
    ("AUTO_MODERATION_RULE_CREATE", GatewayIntents::AUTO_MODERATION_CONFIGURATION),
    ("AUTO_MODERATION_ACTION_EXECUTION", GatewayIntents::AUTO_MODERATION_EXECUTION),
    ("MESSAGE_POLL_VOTE_ADD", GatewayIntents::GUILD_MESSAGE_POLLS),
    ("MESSAGE_POLL_VOTE_REMOVE", GatewayIntents::GUILD_MESSAGE_POLLS),
    ("INTERACTION_CREATE", GatewayIntents::empty()),
    ("VOICE_SERVER_UPDATE", GatewayIntents::empty()),
    ("APPLICATION_COMMAND_PERMISSIONS_UPDATE", GatewayIntents::empty()),
    ("ENTITLEMENT_CREATE", GatewayIntents::empty()),
];

/// The same for direct messages.
const DIRECT: [(&str, GatewayIntents); 7] = [
    ("MESSAGE_CREATE", GatewayIntents::DIRECT_MESSAGES),
    ("MESSAGE_UPDATE", GatewayIntents::DIRECT_MESSAGES),
    ("MESSAGE_DELETE", GatewayIntents::DIRECT_MESSAGES),
    ("CHANNEL_PINS_UPDATE", GatewayIntents::DIRECT_MESSAGES),
    ("MESSAGE_REACTION_ADD", GatewayIntents::DIRECT_MESSAGE_REACTIONS),
    ("TYPING_START", GatewayIntents::DIRECT_MESSAGE_TYPING),
    ("MESSAGE_POLL_VOTE_ADD", GatewayIntents::DIRECT_MESSAGE_POLLS),
];

/// A session for every intent, which has no other one.
struct Sessions {
    discord: Discord,
    intents: BTreeMap<String, GatewayIntents>,
    _sockets: Vec<Socket>,
}

impl Sessions {
    async fn open() -> Self {
        let discord = Discord::builder().bot_permissions(Permissions::all()).start().await.unwrap();
        let (mut intents, mut sockets) = (BTreeMap::new(), Vec::new());
        let bits = (0..u64::BITS).map(|bit| 1_u64 << bit);
        for bit in bits.filter(|bit| GatewayIntents::all().bits() & bit != 0) {
            let intent = GatewayIntents::from_bits_retain(bit);
            let (socket, ready) = Socket::identified(&discord, intent).await;
            intents.insert(ready["session_id"].as_str().unwrap().to_owned(), intent);
            sockets.push(socket);
        }
        Self { discord, intents, _sockets: sockets }
    }

    /// Sends an event; returns the intents of the sessions that received it.
    fn receivers(&self, name: &'static str, data: &Value) -> GatewayIntents {
        let before: BTreeMap<String, (u64, u64)> = self.discord.session_counters().into_iter().collect();
        self.discord.dispatches(name, data);
        let after = self.discord.session_counters();
        let received = after.iter().filter(|(session, (seq, _))| before[session].0 < *seq);
        received.fold(GatewayIntents::empty(), |all, (session, _)| all | self.intents[session])
    }

    fn all(&self) -> GatewayIntents {
        self.intents.values().fold(GatewayIntents::empty(), |all, intent| all | *intent)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_needs_its_intent() {
    let sessions = Sessions::open().await;
    let guild = json!({"guild_id": sessions.discord.guild()});
    let direct = json!({"channel_id": "5"});
    for (events, data) in [(EVENTS.as_slice(), &guild), (DIRECT.as_slice(), &direct)] {
        for (name, needed) in events {
            let needed = if needed.is_empty() { sessions.all() } else { *needed };
            assert_eq!(sessions.receivers(name, data), needed, "{name} with {data}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_concerns_the_bot_needs_no_intent_for_members() {
    let sessions = Sessions::open().await;
    let (guild, bot) = (sessions.discord.guild(), sessions.discord.bot());
    let update = json!({"guild_id": guild, "user": {"id": bot}});
    assert_eq!(sessions.receivers("GUILD_MEMBER_UPDATE", &update), sessions.all());
    let threads = GatewayIntents::GUILDS | GatewayIntents::GUILD_MEMBERS;
    for moved in [
        json!({"guild_id": guild, "added_members": [{"user_id": bot}]}),
        json!({"guild_id": guild, "removed_member_ids": [bot]}),
    ] {
        assert_eq!(sessions.receivers("THREAD_MEMBERS_UPDATE", &moved), threads, "{moved}");
    }
    let other = json!({"guild_id": guild, "added_members": [{"user_id": "5"}], "removed_member_ids": ["6"]});
    assert_eq!(sessions.receivers("THREAD_MEMBERS_UPDATE", &other), GatewayIntents::GUILD_MEMBERS);
}

#[tokio::test(flavor = "multi_thread")]
async fn content_is_withheld_unless_it_concerns_the_bot() {
    let discord = Discord::start().await.unwrap();
    let messages = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let (mut blind, _) = Socket::identified(&discord, messages).await;
    let (mut seeing, _) = Socket::identified(&discord, messages | GatewayIntents::MESSAGE_CONTENT).await;
    let bot = json!({"id": discord.bot()});
    let guild = json!(discord.guild());
    let whole = |guild: &Value, author: &Value, mentions: Value| {
        json!({
            "guild_id": guild, "channel_id": "5", "author": author, "mentions": mentions, "content": "text",
            "embeds": [{"title": "t"}], "attachments": [{"id": "1"}], "components": [{"type": 1}],
            "poll": {"answers": []},
        })
    };
    let stranger = json!({"id": "6"});
    for (name, mut message, is_withheld) in [
        ("MESSAGE_CREATE", whole(&guild, &stranger, json!([])), true),
        ("MESSAGE_UPDATE", whole(&guild, &stranger, json!([{"id": "7"}])), true),
        ("MESSAGE_CREATE", whole(&guild, &stranger, json!([bot])), false),
        ("MESSAGE_UPDATE", whole(&guild, &bot, json!([])), false),
        ("MESSAGE_CREATE", whole(&json!(null), &stranger, json!([])), false),
    ] {
        if message["guild_id"].is_string() {
            // The bot must see the channel.
            message["channel_id"] = json!(discord.channel("general").unwrap().id());
        }
        discord.dispatches(name, &message);
        assert_eq!(seeing.until(name).await, message);
        let mut shown = message;
        if is_withheld {
            shown["content"] = json!("");
            for list in ["embeds", "attachments", "components"] {
                shown[list] = json!([]);
            }
            shown.as_object_mut().unwrap().remove("poll");
        }
        assert_eq!(blind.until(name).await, shown);
    }
}

//! The names that attributes accept, and the runtime's constants and types for them.

/// The permissions: the constant, and discord.py's names for the same permission.
/// Source: Discord's permission table.
pub const PERMISSIONS: &[(&str, &[&str])] = &[
    ("CREATE_INSTANT_INVITE", &[]),
    ("KICK_MEMBERS", &[]),
    ("BAN_MEMBERS", &[]),
    ("ADMINISTRATOR", &[]),
    ("MANAGE_CHANNELS", &[]),
    ("MANAGE_GUILD", &[]),
    ("ADD_REACTIONS", &[]),
    ("VIEW_AUDIT_LOG", &[]),
    ("PRIORITY_SPEAKER", &[]),
    ("STREAM", &[]),
    ("VIEW_CHANNEL", &["read_messages"]),
    ("SEND_MESSAGES", &[]),
    ("SEND_TTS_MESSAGES", &[]),
    ("MANAGE_MESSAGES", &[]),
    ("EMBED_LINKS", &[]),
    ("ATTACH_FILES", &[]),
    ("READ_MESSAGE_HISTORY", &[]),
    ("MENTION_EVERYONE", &[]),
    ("USE_EXTERNAL_EMOJIS", &["external_emojis"]),
    ("VIEW_GUILD_INSIGHTS", &[]),
    ("CONNECT", &[]),
    ("SPEAK", &[]),
    ("MUTE_MEMBERS", &[]),
    ("DEAFEN_MEMBERS", &[]),
    ("MOVE_MEMBERS", &[]),
    ("USE_VAD", &["use_voice_activation"]),
    ("CHANGE_NICKNAME", &[]),
    ("MANAGE_NICKNAMES", &[]),
    ("MANAGE_ROLES", &["manage_permissions"]),
    ("MANAGE_WEBHOOKS", &[]),
    ("MANAGE_GUILD_EXPRESSIONS", &["manage_expressions", "manage_emojis", "manage_emojis_and_stickers"]),
    ("USE_APPLICATION_COMMANDS", &[]),
    ("REQUEST_TO_SPEAK", &[]),
    ("MANAGE_EVENTS", &[]),
    ("MANAGE_THREADS", &[]),
    ("CREATE_PUBLIC_THREADS", &[]),
    ("CREATE_PRIVATE_THREADS", &[]),
    ("USE_EXTERNAL_STICKERS", &["external_stickers"]),
    ("SEND_MESSAGES_IN_THREADS", &[]),
    ("USE_EMBEDDED_ACTIVITIES", &[]),
    ("MODERATE_MEMBERS", &[]),
    ("VIEW_CREATOR_MONETIZATION_ANALYTICS", &[]),
    ("USE_SOUNDBOARD", &[]),
    ("CREATE_GUILD_EXPRESSIONS", &["create_expressions"]),
    ("CREATE_EVENTS", &[]),
    ("USE_EXTERNAL_SOUNDS", &[]),
    ("SEND_VOICE_MESSAGES", &[]),
    ("SET_VOICE_CHANNEL_STATUS", &[]),
    ("SEND_POLLS", &["create_polls"]),
    ("USE_EXTERNAL_APPS", &[]),
    ("PIN_MESSAGES", &[]),
    ("BYPASS_SLOWMODE", &[]),
];

/// The permissions that serenity has no constants for; the runtime has.
pub const OWN_PERMISSIONS: &[&str] = &["PIN_MESSAGES", "BYPASS_SLOWMODE"];

/// The attributes that make a function a command; they inherit everything from the module around.
pub const COMMAND_ATTRIBUTES: &[&str] = &["command", "user_command", "message_command", "component"];

/// The attributes that make a function a handler that no user calls; they inherit only the path of the runtime crate.
pub const EVENT_ATTRIBUTES: &[&str] = &["on_event", "on_start", "on_ready", "on_shutdown", "every", "cron"];

/// The surfaces a command can be called from, and the runtime's constant for each.
pub const SURFACES: &[(&str, &str)] = &[("prefix", "Prefix"), ("slash", "Slash"), ("http", "Http")];

/// The installation types, and the runtime's constant for each.
pub const INSTALLS: &[(&str, &str)] = &[("guild", "Guild"), ("user", "User")];

/// The scopes of limits, and the runtime's constant for each.
pub const SCOPES: &[(&str, &str)] = &[
    ("user", "User"),
    ("guild", "Guild"),
    ("channel", "Channel"),
    ("member", "Member"),
    ("global", "Global"),
];

/// The channel types an argument can be limited to, and the runtime's constant for each.
pub const CHANNELS: &[(&str, &str)] = &[
    ("text", "Text"),
    ("voice", "Voice"),
    ("category", "Category"),
    ("announcement", "Announcement"),
    ("thread", "Thread"),
    ("stage", "Stage"),
    ("forum", "Forum"),
    ("media", "Media"),
];

/// Keys of other frameworks, and the help for each.
pub const FOREIGN_KEYS: &[(&str, &str)] = &[
    (
        "prefix_command",
        "remove it: a command is on every surface; `surfaces(prefix)` limits it to prefix commands",
    ),
    (
        "slash_command",
        "remove it: a command is on every surface; `surfaces(slash)` limits it to slash commands",
    ),
    ("required_permissions", "write `permissions(…)`"),
    ("default_permissions", "write `permissions(…)`; they are sent to Discord and enforced"),
    ("enabled", "remove it, or write `disabled`"),
    ("default_member_permissions", "write `permissions(…)`; they are sent to Discord and enforced"),
    ("required_bot_permissions", "write `bot_permissions(…)`"),
    ("user_cooldown", "write `cooldown = 5`"),
    ("guild_cooldown", "write `cooldown(per = 5, scope = guild)`"),
    ("channel_cooldown", "write `cooldown(per = 5, scope = channel)`"),
    ("member_cooldown", "write `cooldown(per = 5, scope = member)`"),
    ("global_cooldown", "write `cooldown(per = 5, scope = global)`"),
    ("manual_cooldowns", "remove it; `ctx.refund_cooldown()` returns a use"),
    ("max_concurrency", "write `concurrency(user = 1)`"),
    ("checks", "write `check(one, other)`"),
    ("subcommands", "write the commands inside `#[group] mod …`"),
    ("subcommand_required", "remove it; a group without a subcommand lists its commands"),
    ("invoke_without_command", "remove it; a group without a subcommand lists its commands"),
    ("parent", "write the command inside `#[group] mod …`"),
    ("context_menu_command", "write `#[user_command(name = \"…\")]` or `#[message_command(name = \"…\")]`"),
    ("guild_ids", "write `guilds(…)`"),
    ("guild_id", "write `guilds(…)`"),
    ("identifying_name", "write `name = \"…\"`"),
    ("lazy", "remove it; take an `Option` after the required parameters"),
    ("choice_parameter", "write `#[derive(Choice)]` on the enum, and nothing here"),
    ("discard_spare_arguments", "write `ignore_extra`"),
    ("invoke_on_edit", "write `track_edits`"),
    ("reuse_response", "remove it; with `track_edits` an edited call replaces its answers"),
    ("track_deletion", "write `track_edits`; deleting the message then deletes its answers"),
    ("hide_in_help", "write `hidden`"),
    ("help_text", "write it as the second paragraph of the doc comment"),
    ("brief", "write it as the first paragraph of the doc comment, or as `description = \"…\"`"),
    ("nsfw_only", "write `nsfw`"),
    ("rename", "write `name = \"…\"`"),
    ("min_length", "write `min_len`"),
    ("max_length", "write `max_len`"),
];

/// Attributes of other frameworks on a parameter, and the key of `#[arg(…)]` for each.
pub const FOREIGN_ARGS: &[(&str, &str)] = &[
    ("description", "description = \"…\""),
    ("describe", "description = \"…\""),
    ("rename", "rename = \"…\""),
    ("min", "min = 1"),
    ("max", "max = 10"),
    ("min_length", "min_len = 1"),
    ("max_length", "max_len = 10"),
    ("rest", "rest"),
    ("flag", "flag"),
    ("autocomplete", "autocomplete = some_function"),
    ("choices", "choices(\"red\", \"green\")"),
    ("channel_types", "channel_types(text, voice)"),
];

/// Attributes of other frameworks on a parameter without a counterpart, and the help for each.
pub const FOREIGN_ONLY: &[(&str, &str)] = &[
    ("lazy", "remove it; take an `Option` after the required parameters"),
    ("string", "remove it; take a `String`"),
];

/// The event names of discord.py and Discord, and ours.
pub const FOREIGN_EVENTS: &[(&str, &str)] = &[
    ("on_message", "Message"),
    ("on_message_edit", "MessageUpdate"),
    ("on_message_delete", "MessageDelete"),
    ("on_bulk_message_delete", "MessageDeleteBulk"),
    ("on_reaction_add", "ReactionAdd"),
    ("on_reaction_remove", "ReactionRemove"),
    ("on_reaction_clear", "ReactionRemoveAll"),
    ("on_member_join", "MemberJoin"),
    ("on_member_remove", "MemberLeave"),
    ("on_member_update", "MemberUpdate"),
    ("on_member_ban", "BanAdd"),
    ("on_member_unban", "BanRemove"),
    ("on_presence_update", "PresenceUpdate"),
    ("on_guild_join", "GuildJoin"),
    ("on_guild_remove", "GuildLeave"),
    ("on_guild_update", "GuildUpdate"),
    ("on_guild_role_create", "RoleCreate"),
    ("on_guild_role_delete", "RoleDelete"),
    ("on_guild_role_update", "RoleUpdate"),
    ("on_guild_channel_create", "ChannelCreate"),
    ("on_guild_channel_delete", "ChannelDelete"),
    ("on_guild_channel_update", "ChannelUpdate"),
    ("on_guild_channel_pins_update", "PinsUpdate"),
    ("on_invite_create", "InviteCreate"),
    ("on_invite_delete", "InviteDelete"),
    ("on_interaction", "Interaction"),
    ("on_typing", "TypingStart"),
    ("on_voice_state_update", "VoiceStateUpdate"),
    ("on_thread_create", "ThreadCreate"),
    ("on_scheduled_event_create", "ScheduledEventCreate"),
    ("on_audit_log_entry_create", "AuditLogEntry"),
    ("on_raw_poll_vote_add", "PollVoteAdd"),
    ("message_create", "Message"),
    ("message_reaction_add", "ReactionAdd"),
    ("message_reaction_remove", "ReactionRemove"),
    ("guild_member_add", "MemberJoin"),
    ("guild_member_remove", "MemberLeave"),
    ("guild_member_update", "MemberUpdate"),
    ("guild_ban_add", "BanAdd"),
    ("guild_ban_remove", "BanRemove"),
];

/// Discord's events, each with serenity's name if it differs. Every name is a type in `mindtrace_discord::event`. A test compares
/// this with the runtime's table.
pub const EVENTS: &[(&str, Option<&str>)] = &[
    ("Ready", None),
    ("Resumed", Some("Resume")),
    ("CacheReady", None),
    ("ShardsReady", None),
    ("ShardStateUpdate", Some("ShardStageUpdate")),
    ("RateLimit", Some("Ratelimit")),
    ("GatewayRateLimit", None),
    ("RawEvent", None),
    ("Message", None),
    ("MessageUpdate", None),
    ("MessageDelete", None),
    ("MessageDeleteBulk", None),
    ("Reaction", None),
    ("ReactionAdd", None),
    ("ReactionRemove", None),
    ("ReactionRemoveAll", None),
    ("ReactionRemoveEmoji", None),
    ("PollVoteAdd", Some("MessagePollVoteAdd")),
    ("PollVoteRemove", Some("MessagePollVoteRemove")),
    ("TypingStart", None),
    ("PinsUpdate", Some("ChannelPinsUpdate")),
    ("Interaction", Some("InteractionCreate")),
    ("GuildJoin", None),
    ("GuildLeave", None),
    ("GuildCreate", None),
    ("GuildUpdate", None),
    ("GuildDelete", None),
    ("AuditLogEntry", Some("GuildAuditLogEntryCreate")),
    ("BanAdd", Some("GuildBanAddition")),
    ("BanRemove", Some("GuildBanRemoval")),
    ("EmojisUpdate", Some("GuildEmojisUpdate")),
    ("StickersUpdate", Some("GuildStickersUpdate")),
    ("IntegrationsUpdate", Some("GuildIntegrationsUpdate")),
    ("IntegrationCreate", None),
    ("IntegrationUpdate", None),
    ("IntegrationDelete", None),
    ("WebhookUpdate", None),
    ("InviteCreate", None),
    ("InviteDelete", None),
    ("MemberJoin", Some("GuildMemberAddition")),
    ("MemberLeave", Some("GuildMemberRemoval")),
    ("MemberUpdate", Some("GuildMemberUpdate")),
    ("MembersChunk", Some("GuildMembersChunk")),
    ("PresenceUpdate", None),
    ("PresenceReplace", None),
    ("UserUpdate", None),
    ("RoleCreate", Some("GuildRoleCreate")),
    ("RoleUpdate", Some("GuildRoleUpdate")),
    ("RoleDelete", Some("GuildRoleDelete")),
    ("ChannelCreate", None),
    ("ChannelUpdate", None),
    ("ChannelDelete", None),
    ("CategoryCreate", None),
    ("CategoryDelete", None),
    ("ThreadCreate", None),
    ("ThreadUpdate", None),
    ("ThreadDelete", None),
    ("ThreadListSync", None),
    ("ThreadMemberUpdate", None),
    ("ThreadMembersUpdate", None),
    ("VoiceStateUpdate", None),
    ("VoiceServerUpdate", None),
    ("VoiceStatusUpdate", Some("VoiceChannelStatusUpdate")),
    ("StageCreate", Some("StageInstanceCreate")),
    ("StageUpdate", Some("StageInstanceUpdate")),
    ("StageDelete", Some("StageInstanceDelete")),
    ("SoundboardSounds", None),
    ("SoundboardSoundCreate", None),
    ("SoundboardSoundUpdate", None),
    ("SoundboardSoundsUpdate", None),
    ("SoundboardSoundDelete", None),
    ("ScheduledEventCreate", Some("GuildScheduledEventCreate")),
    ("ScheduledEventUpdate", Some("GuildScheduledEventUpdate")),
    ("ScheduledEventDelete", Some("GuildScheduledEventDelete")),
    ("ScheduledEventUserAdd", Some("GuildScheduledEventUserAdd")),
    ("ScheduledEventUserRemove", Some("GuildScheduledEventUserRemove")),
    ("AutoModRuleCreate", None),
    ("AutoModRuleUpdate", None),
    ("AutoModRuleDelete", None),
    ("AutoModAction", Some("AutoModActionExecution")),
    ("CommandPermissionsUpdate", None),
    ("EntitlementCreate", None),
    ("EntitlementUpdate", None),
    ("EntitlementDelete", None),
];

/// Returns our name of an event for our name or serenity's.
pub fn event(name: &str) -> Option<&'static str> {
    EVENTS.iter().find(|(ours, other)| *ours == name || *other == Some(name)).map(|(ours, _)| *ours)
}

/// The intents: serenity's constant, Discord's name if it differs, and the short name in `DISCORD_INTENTS`.
pub const INTENTS: &[(&str, &[&str])] = &[
    ("GUILDS", &[]),
    ("GUILD_MEMBERS", &["members"]),
    ("GUILD_MODERATION", &["moderation"]),
    ("GUILD_EMOJIS_AND_STICKERS", &["GUILD_EXPRESSIONS"]),
    ("GUILD_INTEGRATIONS", &["integrations"]),
    ("GUILD_WEBHOOKS", &["webhooks"]),
    ("GUILD_INVITES", &["invites"]),
    ("GUILD_VOICE_STATES", &["voice_states"]),
    ("GUILD_PRESENCES", &["presences"]),
    ("GUILD_MESSAGES", &[]),
    ("GUILD_MESSAGE_REACTIONS", &[]),
    ("GUILD_MESSAGE_TYPING", &[]),
    ("DIRECT_MESSAGES", &[]),
    ("DIRECT_MESSAGE_REACTIONS", &[]),
    ("DIRECT_MESSAGE_TYPING", &[]),
    ("MESSAGE_CONTENT", &[]),
    ("GUILD_SCHEDULED_EVENTS", &["scheduled_events"]),
    ("AUTO_MODERATION_CONFIGURATION", &[]),
    ("AUTO_MODERATION_EXECUTION", &[]),
    ("GUILD_MESSAGE_POLLS", &[]),
    ("DIRECT_MESSAGE_POLLS", &[]),
];

/// Returns serenity's constant for an intent.
pub fn intent(written: &str) -> Option<&'static str> {
    let is = |name: &str| name.eq_ignore_ascii_case(written);
    let found =
        INTENTS.iter().find(|(constant, others)| is(constant) || others.iter().any(|other| is(other)));
    found.map(|(constant, _)| *constant)
}

/// Returns the constant for a permission: by the constant itself, in `snake_case`, or by discord.py's name.
pub fn permission(written: &str) -> Option<&'static str> {
    PERMISSIONS
        .iter()
        .find(|(constant, aliases)| {
            *constant == written || constant.eq_ignore_ascii_case(written) || aliases.contains(&written)
        })
        .map(|(constant, _)| *constant)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{EVENTS, OWN_PERMISSIONS, permission};

    /// The rows of the runtime's table, as `    MemberJoin = GuildMemberAddition {`.
    #[test]
    fn events_match_the_runtime_table() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mindtrace-discord/src/event/kinds.rs");
        let source = std::fs::read_to_string(path).unwrap();
        let (_, table) = source.split_once("\nevents! {").unwrap();
        let (table, _) = table.split_once("\n}\n").unwrap();
        let rows: Vec<(&str, Option<&str>)> = table
            .lines()
            .filter_map(|line| line.strip_prefix("    ")?.strip_suffix(" {"))
            .filter(|row| row.starts_with(char::is_uppercase))
            .map(|row| row.split_once(" = ").map_or((row, None), |(ours, other)| (ours, Some(other))))
            .collect();
        assert_eq!(rows, EVENTS);
        // serenity's 79, plus `Reaction`, `GuildJoin`, `GuildLeave`, `GatewayRateLimit` and `RawEvent`.
        assert_eq!(rows.len(), 79 + 5);
    }

    #[test]
    fn the_runtime_has_the_permissions_that_serenity_lacks() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mindtrace-discord/src/permissions.rs");
        let source = std::fs::read_to_string(path).unwrap();
        let constants = source.lines().filter_map(|line| line.strip_prefix("pub const ")?.split(':').next());
        assert_eq!(constants.collect::<Vec<&str>>(), OWN_PERMISSIONS);
        assert!(OWN_PERMISSIONS.iter().all(|name| permission(name) == Some(*name)));
    }

    #[test]
    fn permission_accepts_the_names_of_serenity_and_discord_py() {
        assert_eq!(permission("MANAGE_MESSAGES"), Some("MANAGE_MESSAGES"));
        assert_eq!(permission("manage_messages"), Some("MANAGE_MESSAGES"));
        assert_eq!(permission("read_messages"), Some("VIEW_CHANNEL"));
        assert_eq!(permission("pin_messages"), Some("PIN_MESSAGES"));
        assert_eq!(permission("manage_everything"), None);
    }
}

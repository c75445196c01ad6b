//! The table of dispatches: the events of each, and the function that handles it.

use std::any::TypeId;

use serenity::model::event as model;

use super::{Receive, Receiver, read};
use crate::discord::permissions::AllBits;
use crate::event::{
    AuditLogEntry, AutoModAction, AutoModRuleCreate, AutoModRuleDelete, AutoModRuleUpdate, BanAdd, BanRemove,
    CacheReady, CategoryCreate, CategoryDelete, ChannelCreate, ChannelDelete, ChannelUpdate,
    CommandPermissionsUpdate, EmojisUpdate, EntitlementCreate, EntitlementDelete, EntitlementUpdate,
    GatewayRateLimit, GuildCreate, GuildDelete, GuildJoin, GuildLeave, GuildUpdate, IntegrationCreate,
    IntegrationDelete, IntegrationUpdate, IntegrationsUpdate, Interaction, InviteCreate, InviteDelete,
    MemberJoin, MemberLeave, MemberUpdate, MembersChunk, Message, MessageDelete, MessageDeleteBulk,
    MessageUpdate, PinsUpdate, PollVoteAdd, PollVoteRemove, PresenceReplace, PresenceUpdate, Reaction,
    ReactionAdd, ReactionChange, ReactionRemove, ReactionRemoveAll, ReactionRemoveEmoji, Ready, Resumed,
    RoleCreate, RoleDelete, RoleUpdate, ScheduledEventCreate, ScheduledEventDelete, ScheduledEventUpdate,
    ScheduledEventUserAdd, ScheduledEventUserRemove, SoundboardSoundCreate, SoundboardSoundDelete,
    SoundboardSoundUpdate, SoundboardSounds, SoundboardSoundsUpdate, StageCreate, StageDelete, StageUpdate,
    StickersUpdate, ThreadCreate, ThreadDelete, ThreadListSync, ThreadMemberUpdate, ThreadMembersUpdate,
    ThreadUpdate, TypingStart, UserUpdate, VoiceServerUpdate, VoiceStateUpdate, VoiceStatusUpdate,
    WebhookUpdate,
};

/// The handling of one kind of dispatch.
pub(super) struct Route {
    /// Discord's name for it.
    pub(super) kind: &'static str,
    /// The events that it raises; it is parsed if one of them is wanted.
    pub(super) events: &'static [TypeId],
    /// Whether the cache needs it.
    pub(super) cached: bool,
    /// Whether the framework itself needs it.
    pub(super) always: bool,
    pub(super) receive: Receive,
}

/// Declares the routes, one dispatch each: its name, the events that it raises, and the function. `cache` marks dispatches that the
/// cache needs, `always` those that the framework itself needs.
macro_rules! routes {
    ($($kind:literal $(+ $flag:ident)* => [$($event:ident),+] |$this:pat_param, $data:ident| $receive:expr;)*) => {
        pub(super) const ROUTES: &[Route] = &[$(
            Route {
                kind: $kind,
                events: &[$(TypeId::of::<$event>()),+],
                cached: false $(|| routes!(@cache $flag))*,
                always: false $(|| routes!(@always $flag))*,
                receive: |$this: &mut Receiver, $data| {
                    $receive;
                    Ok(())
                },
            },
        )*];
    };
    (@cache cache) => { true };
    (@cache always) => { false };
    (@always always) => { true };
    (@always cache) => { false };
}

routes! {
    "READY" + always => [Ready] |this, data| this.ready(data)?;
    "RATE_LIMITED" + always => [GatewayRateLimit] |this, data| this.rate_limited(data)?;
    "RESUMED" + always => [Resumed] |this, _data| this.resumed();
    "GUILD_CREATE" + cache + always => [GuildCreate, GuildJoin, CacheReady] |this, data| this.guild_create(data)?;
    "GUILD_UPDATE" + cache => [GuildUpdate] |this, data| this.guild_update(data)?;
    "GUILD_DELETE" + cache + always => [GuildDelete, GuildLeave] |this, data| this.guild_delete(data)?;
    "GUILD_ROLE_CREATE" + cache => [RoleCreate] |this, data| {
        let (AllBits(event), _) = this.cached::<AllBits<model::GuildRoleCreateEvent>>(data)?;
        this.raise(RoleCreate::new(event.role));
    };
    "GUILD_ROLE_UPDATE" + cache => [RoleUpdate] |this, data| {
        let (AllBits(event), old) = this.cached::<AllBits<model::GuildRoleUpdateEvent>>(data)?;
        this.raise(RoleUpdate::new(old, event.role));
    };
    "GUILD_ROLE_DELETE" + cache => [RoleDelete] |this, data| {
        let (event, role) = this.cached::<model::GuildRoleDeleteEvent>(data)?;
        this.raise(RoleDelete::new(event.guild_id, event.role_id, role));
    };
    "GUILD_EMOJIS_UPDATE" + cache => [EmojisUpdate] |this, data| {
        let (event, _) = this.cached::<model::GuildEmojisUpdateEvent>(data)?;
        this.raise(EmojisUpdate::new(event.guild_id, event.emojis));
    };
    "GUILD_STICKERS_UPDATE" + cache => [StickersUpdate] |this, data| {
        let (event, _) = this.cached::<model::GuildStickersUpdateEvent>(data)?;
        this.raise(StickersUpdate::new(event.guild_id, event.stickers));
    };
    "GUILD_INTEGRATIONS_UPDATE" => [IntegrationsUpdate] |this, data| {
        this.raise(IntegrationsUpdate::new(read::<model::GuildIntegrationsUpdateEvent>(data)?.guild_id));
    };
    "GUILD_AUDIT_LOG_ENTRY_CREATE" => [AuditLogEntry] |this, data| {
        let event: model::GuildAuditLogEntryCreateEvent = read(data)?;
        this.raise(AuditLogEntry::new(event.guild_id, event.entry));
    };
    "GUILD_BAN_ADD" => [BanAdd] |this, data| {
        let event: model::GuildBanAddEvent = read(data)?;
        this.raise(BanAdd::new(event.guild_id, event.user));
    };
    "GUILD_BAN_REMOVE" => [BanRemove] |this, data| {
        let event: model::GuildBanRemoveEvent = read(data)?;
        this.raise(BanRemove::new(event.guild_id, event.user));
    };
    "GUILD_MEMBER_ADD" + cache => [MemberJoin] |this, data| {
        let (event, _) = this.cached::<model::GuildMemberAddEvent>(data)?;
        this.raise(MemberJoin::new(event.member.guild_id, event.member));
    };
    "GUILD_MEMBER_REMOVE" + cache => [MemberLeave] |this, data| {
        let (event, member) = this.cached::<model::GuildMemberRemoveEvent>(data)?;
        this.raise(MemberLeave::new(event.guild_id, event.user, member));
    };
    "GUILD_MEMBER_UPDATE" + cache => [MemberUpdate] |this, data| this.member_update(data)?;
    "GUILD_MEMBERS_CHUNK" + cache => [MembersChunk] |this, data| {
        // A handler that waits for the members of a guild needs each chunk.
        let (chunk, _) = this.salvaged(data, crate::salvage::CHUNK)?;
        this.raise(MembersChunk::new(chunk));
    };
    "PRESENCE_UPDATE" + cache => [PresenceUpdate] |this, data| {
        let (event, _) = this.cached::<model::PresenceUpdateEvent>(data)?;
        this.raise(PresenceUpdate::new(event.presence));
    };
    "PRESENCES_REPLACE" => [PresenceReplace] |this, data| {
        // The one dispatch whose data is a list.
        this.raise(PresenceReplace::new(serde_json::from_str(data)?));
    };
    "USER_UPDATE" + cache => [UserUpdate] |this, data| {
        let (event, old) = this.cached::<model::UserUpdateEvent>(data)?;
        this.raise(UserUpdate::new(old, event.current_user));
    };
    "CHANNEL_CREATE" + cache => [ChannelCreate, CategoryCreate] |this, data| this.channel_create(data)?;
    "CHANNEL_UPDATE" + cache => [ChannelUpdate] |this, data| {
        let (AllBits(event), old) = this.cached::<AllBits<model::ChannelUpdateEvent>>(data)?;
        this.raise(ChannelUpdate::new(old, event.channel));
    };
    "CHANNEL_DELETE" + cache => [ChannelDelete, CategoryDelete] |this, data| this.channel_delete(data)?;
    "CHANNEL_PINS_UPDATE" + cache => [PinsUpdate] |this, data| {
        let (event, _) = this.cached::<model::ChannelPinsUpdateEvent>(data)?;
        this.raise(PinsUpdate::new(event.guild_id, event.channel_id, event.last_pin_timestamp));
    };
    "THREAD_CREATE" + cache => [ThreadCreate] |this, data| {
        let (event, _) = this.cached::<model::ThreadCreateEvent>(data)?;
        this.raise(ThreadCreate::new(event.thread));
    };
    "THREAD_UPDATE" + cache => [ThreadUpdate] |this, data| {
        let (event, old) = this.cached::<model::ThreadUpdateEvent>(data)?;
        this.raise(ThreadUpdate::new(old, event.thread));
    };
    "THREAD_DELETE" + cache => [ThreadDelete] |this, data| {
        let (event, full) = this.cached::<model::ThreadDeleteEvent>(data)?;
        this.raise(ThreadDelete::new(event.thread, full));
    };
    "THREAD_LIST_SYNC" => [ThreadListSync] |this, data| {
        let event: model::ThreadListSyncEvent = read(data)?;
        this.raise(ThreadListSync::new(event.guild_id, event.channel_ids, event.threads, event.members));
    };
    "THREAD_MEMBER_UPDATE" => [ThreadMemberUpdate] |this, data| {
        this.raise(ThreadMemberUpdate::new(read::<model::ThreadMemberUpdateEvent>(data)?.member));
    };
    "THREAD_MEMBERS_UPDATE" => [ThreadMembersUpdate] |this, data| {
        let event: model::ThreadMembersUpdateEvent = read(data)?;
        let (added, removed) = (event.added_members, event.removed_member_ids);
        this.raise(ThreadMembersUpdate::new(event.guild_id, event.id, event.member_count, added, removed));
    };
    "MESSAGE_CREATE" + always => [Message] |this, data| this.message_create(data)?;
    "MESSAGE_UPDATE" + always => [MessageUpdate] |this, data| this.message_update(data)?;
    "MESSAGE_DELETE" + always => [MessageDelete] |this, data| this.message_delete(data)?;
    "MESSAGE_DELETE_BULK" + always => [MessageDeleteBulk] |this, data| this.message_delete_bulk(data)?;
    "MESSAGE_REACTION_ADD" => [ReactionAdd, Reaction] |this, data| {
        let reaction = read::<model::ReactionAddEvent>(data)?.reaction;
        this.raise(ReactionAdd::new(reaction.clone()));
        this.raise(Reaction::new(reaction, ReactionChange::Added));
    };
    "MESSAGE_REACTION_REMOVE" => [ReactionRemove, Reaction] |this, data| {
        let reaction = read::<model::ReactionRemoveEvent>(data)?.reaction;
        this.raise(ReactionRemove::new(reaction.clone()));
        this.raise(Reaction::new(reaction, ReactionChange::Removed));
    };
    "MESSAGE_REACTION_REMOVE_ALL" => [ReactionRemoveAll] |this, data| {
        let event: model::ReactionRemoveAllEvent = read(data)?;
        this.raise(ReactionRemoveAll::new(event.guild_id, event.channel_id, event.message_id));
    };
    "MESSAGE_REACTION_REMOVE_EMOJI" => [ReactionRemoveEmoji] |this, data| {
        this.raise(ReactionRemoveEmoji::new(read::<model::ReactionRemoveEmojiEvent>(data)?.reaction));
    };
    "MESSAGE_POLL_VOTE_ADD" => [PollVoteAdd] |this, data| {
        let event: model::MessagePollVoteAddEvent = read(data)?;
        let (user, answer) = (event.user_id, event.answer_id);
        this.raise(PollVoteAdd::new(event.guild_id, event.channel_id, event.message_id, user, answer));
    };
    "MESSAGE_POLL_VOTE_REMOVE" => [PollVoteRemove] |this, data| {
        let event: model::MessagePollVoteRemoveEvent = read(data)?;
        let (user, answer) = (event.user_id, event.answer_id);
        this.raise(PollVoteRemove::new(event.guild_id, event.channel_id, event.message_id, user, answer));
    };
    "TYPING_START" => [TypingStart] |this, data| {
        let event: model::TypingStartEvent = read(data)?;
        let (user, member) = (event.user_id, event.member);
        this.raise(TypingStart::new(event.guild_id, event.channel_id, user, member, event.timestamp));
    };
    "INTERACTION_CREATE" + always => [Interaction] |this, data| this.interaction(data)?;
    "VOICE_STATE_UPDATE" + cache => [VoiceStateUpdate] |this, data| {
        let (event, old) = this.cached::<model::VoiceStateUpdateEvent>(data)?;
        this.raise(VoiceStateUpdate::new(old, event.voice_state));
    };
    "VOICE_SERVER_UPDATE" => [VoiceServerUpdate] |this, data| {
        let event: model::VoiceServerUpdateEvent = read(data)?;
        this.raise(VoiceServerUpdate::new(event.guild_id, event.token.into(), event.endpoint));
    };
    "VOICE_CHANNEL_STATUS_UPDATE" + cache => [VoiceStatusUpdate] |this, data| {
        let (event, old) = this.cached::<model::VoiceChannelStatusUpdateEvent>(data)?;
        this.raise(VoiceStatusUpdate::new(event.guild_id, event.id, old, event.status));
    };
    "STAGE_INSTANCE_CREATE" => [StageCreate] |this, data| {
        this.raise(StageCreate::new(read::<model::StageInstanceCreateEvent>(data)?.stage_instance));
    };
    "STAGE_INSTANCE_UPDATE" => [StageUpdate] |this, data| {
        this.raise(StageUpdate::new(read::<model::StageInstanceUpdateEvent>(data)?.stage_instance));
    };
    "STAGE_INSTANCE_DELETE" => [StageDelete] |this, data| {
        this.raise(StageDelete::new(read::<model::StageInstanceDeleteEvent>(data)?.stage_instance));
    };
    "SOUNDBOARD_SOUNDS" => [SoundboardSounds] |this, data| {
        let event: model::SoundboardSoundsEvent = read(data)?;
        this.raise(SoundboardSounds::new(event.guild_id, event.soundboard_sounds));
    };
    "GUILD_SOUNDBOARD_SOUND_CREATE" => [SoundboardSoundCreate] |this, data| {
        this.raise(SoundboardSoundCreate::new(read::<model::SoundboardSoundCreateEvent>(data)?.soundboard));
    };
    "GUILD_SOUNDBOARD_SOUND_UPDATE" => [SoundboardSoundUpdate] |this, data| {
        this.raise(SoundboardSoundUpdate::new(read::<model::SoundboardSoundUpdateEvent>(data)?.soundboard));
    };
    "GUILD_SOUNDBOARD_SOUNDS_UPDATE" => [SoundboardSoundsUpdate] |this, data| {
        let event: model::SoundboardSoundsUpdateEvent = read(data)?;
        this.raise(SoundboardSoundsUpdate::new(event.guild_id, event.soundboard_sounds));
    };
    "GUILD_SOUNDBOARD_SOUND_DELETE" => [SoundboardSoundDelete] |this, data| {
        let event: model::SoundboardSoundDeleteEvent = read(data)?;
        this.raise(SoundboardSoundDelete::new(event.guild_id, event.sound_id));
    };
    "GUILD_SCHEDULED_EVENT_CREATE" => [ScheduledEventCreate] |this, data| {
        this.raise(ScheduledEventCreate::new(read::<model::GuildScheduledEventCreateEvent>(data)?.event));
    };
    "GUILD_SCHEDULED_EVENT_UPDATE" => [ScheduledEventUpdate] |this, data| {
        this.raise(ScheduledEventUpdate::new(read::<model::GuildScheduledEventUpdateEvent>(data)?.event));
    };
    "GUILD_SCHEDULED_EVENT_DELETE" => [ScheduledEventDelete] |this, data| {
        this.raise(ScheduledEventDelete::new(read::<model::GuildScheduledEventDeleteEvent>(data)?.event));
    };
    "GUILD_SCHEDULED_EVENT_USER_ADD" => [ScheduledEventUserAdd] |this, data| {
        let event: model::GuildScheduledEventUserAddEvent = read(data)?;
        this.raise(ScheduledEventUserAdd::new(event.guild_id, event.scheduled_event_id, event.user_id));
    };
    "GUILD_SCHEDULED_EVENT_USER_REMOVE" => [ScheduledEventUserRemove] |this, data| {
        let event: model::GuildScheduledEventUserRemoveEvent = read(data)?;
        this.raise(ScheduledEventUserRemove::new(event.guild_id, event.scheduled_event_id, event.user_id));
    };
    "AUTO_MODERATION_RULE_CREATE" => [AutoModRuleCreate] |this, data| {
        this.raise(AutoModRuleCreate::new(read::<model::AutoModRuleCreateEvent>(data)?.rule));
    };
    "AUTO_MODERATION_RULE_UPDATE" => [AutoModRuleUpdate] |this, data| {
        this.raise(AutoModRuleUpdate::new(read::<model::AutoModRuleUpdateEvent>(data)?.rule));
    };
    "AUTO_MODERATION_RULE_DELETE" => [AutoModRuleDelete] |this, data| {
        this.raise(AutoModRuleDelete::new(read::<model::AutoModRuleDeleteEvent>(data)?.rule));
    };
    "AUTO_MODERATION_ACTION_EXECUTION" => [AutoModAction] |this, data| {
        this.raise(AutoModAction::new(read::<model::AutoModActionExecutionEvent>(data)?.execution));
    };
    "APPLICATION_COMMAND_PERMISSIONS_UPDATE" => [CommandPermissionsUpdate] |this, data| {
        let event: model::CommandPermissionsUpdateEvent = read(data)?;
        this.raise(CommandPermissionsUpdate::new(event.permission));
    };
    "INVITE_CREATE" => [InviteCreate] |this, data| this.raise(InviteCreate::new(read(data)?));
    "INVITE_DELETE" => [InviteDelete] |this, data| {
        let event: model::InviteDeleteEvent = read(data)?;
        this.raise(InviteDelete::new(event.guild_id, event.channel_id, event.code));
    };
    "INTEGRATION_CREATE" => [IntegrationCreate] |this, data| {
        this.raise(IntegrationCreate::new(read::<model::IntegrationCreateEvent>(data)?.integration));
    };
    "INTEGRATION_UPDATE" => [IntegrationUpdate] |this, data| {
        this.raise(IntegrationUpdate::new(read::<model::IntegrationUpdateEvent>(data)?.integration));
    };
    "INTEGRATION_DELETE" => [IntegrationDelete] |this, data| {
        let event: model::IntegrationDeleteEvent = read(data)?;
        this.raise(IntegrationDelete::new(event.guild_id, event.id, event.application_id));
    };
    "WEBHOOKS_UPDATE" => [WebhookUpdate] |this, data| {
        let event: model::WebhookUpdateEvent = read(data)?;
        this.raise(WebhookUpdate::new(event.guild_id, event.channel_id));
    };
    "ENTITLEMENT_CREATE" + always => [EntitlementCreate] |this, data| {
        this.entitlement(read::<model::EntitlementCreateEvent>(data)?.entitlement, EntitlementCreate::new);
    };
    "ENTITLEMENT_UPDATE" + always => [EntitlementUpdate] |this, data| {
        this.entitlement(read::<model::EntitlementUpdateEvent>(data)?.entitlement, EntitlementUpdate::new);
    };
    "ENTITLEMENT_DELETE" + always => [EntitlementDelete] |this, data| {
        this.entitlement(read::<model::EntitlementDeleteEvent>(data)?.entitlement, EntitlementDelete::new);
    };
}

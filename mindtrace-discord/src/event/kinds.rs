//! The table of events: the fields, intents, permissions and scope of each.

use std::collections::HashMap;
use std::ops::Deref;
use std::time::Duration;

use secrecy::SecretString;
use serenity::model::Permissions;
use serenity::model::Timestamp;
use serenity::model::application::{self, CommandPermissions};
use serenity::model::channel::{self as model, GuildChannel, PartialGuildChannel, StageInstance};
use serenity::model::event::{
    GuildMemberUpdateEvent, GuildMembersChunkEvent, InviteCreateEvent, MessageUpdateEvent,
};
use serenity::model::gateway::{self, GatewayIntents, Presence};
use serenity::model::guild::audit_log;
use serenity::model::guild::automod::{ActionExecution, Rule};
use serenity::model::guild::{
    Emoji, Guild, Integration, Member, PartialGuild, Role, ScheduledEvent, ThreadMember, UnavailableGuild,
};
use serenity::model::id::{
    AnswerId, ApplicationId, ChannelId, EmojiId, GuildId, IntegrationId, MessageId, RoleId, ScheduledEventId,
    ShardId, SoundId, StickerId, UserId,
};
use serenity::model::monetization::Entitlement;
use serenity::model::soundboard::Soundboard;
use serenity::model::sticker::Sticker;
use serenity::model::user::{CurrentUser, User};
use serenity::model::voice::VoiceState;

use super::{Event, EventScope, ShardState};

/// Declares the events. A row has the name, serenity's name if it differs, the fields, the intents of which Discord requires at
/// least one, the permissions of which it requires one, and the scope.
macro_rules! events {
    ($(
        $(#[$meta:meta])*
        $name:ident $(= $alias:ident)? {
            $($(#[$field_meta:meta])* $field:ident: $ty:ty,)*
        }
        $(intents($($intent:ident),+))?
        $(needs($($permission:ident),+))?
        $(at |$this:ident| $scope:expr)?;
    )*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug)]
            #[non_exhaustive]
            pub struct $name {
                $($(#[$field_meta])* pub $field: $ty,)*
            }

            impl $name {
                #[allow(clippy::too_many_arguments)]
                pub(crate) fn new($($field: $ty),*) -> Self {
                    Self { $($field),* }
                }
            }

            $(
                #[doc = concat!("serenity's name of [`", stringify!($name), "`].")]
                pub type $alias = $name;
            )?

            impl Event for $name {
                const NAME: &'static str = stringify!($name);
                const INTENTS: GatewayIntents = GatewayIntents::empty()$($(.union(GatewayIntents::$intent))+)?;
                const PERMISSIONS: &'static [Permissions] = &[$($(Permissions::$permission),+)?];

                $(
                    fn scope(&self) -> EventScope {
                        let $this = self;
                        $scope
                    }
                )?
            }
        )*
    };
}

events! {
    /// The bot connected, or reconnected with a new session.
    ///
    /// A handler that runs once has `#[on_ready]`.
    Ready {
        /// The payload from Discord.
        data: gateway::Ready,
    };

    /// A shard reconnected and resumed its session, so no event was missed.
    Resumed = Resume {
        /// The shard.
        shard_id: ShardId,
    };

    /// The guilds of the bot are cached. Raised again after each guild that the bot is added to.
    CacheReady {
        /// The guilds.
        guilds: Vec<GuildId>,
    } intents(GUILDS);

    /// All shards of this process are connected for the first time.
    ShardsReady {
        /// The number of shards of this process.
        total_shards: u32,
    };

    /// The state of a shard changed.
    ShardStateUpdate = ShardStageUpdate {
        /// The shard.
        shard_id: ShardId,
        /// The state before.
        old: ShardState,
        /// The state now.
        new: ShardState,
    };

    /// Discord rate-limited a request to its REST API.
    RateLimit = Ratelimit {
        /// The time to wait.
        timeout: Duration,
        /// The number of requests that Discord allows at once.
        limit: u64,
        /// The method of the request.
        method: String,
        /// The path of the request, without ids.
        path: String,
        /// Whether the limit applies to all requests.
        global: bool,
    };

    /// Discord refused a gateway command, such as a request for all members of a guild, because it was sent too often.
    GatewayRateLimit {
        /// The opcode of the command, such as 8 for a request of members.
        opcode: u8,
        /// The time after which the command can be sent again.
        retry_after: Duration,
        /// The guild that the command was about.
        guild_id: Option<GuildId>,
        /// The nonce of the command.
        nonce: Option<String>,
    } at |event| EventScope::maybe_guild(event.guild_id);

    /// An event arrived that serenity has no type for, or could not parse.
    RawEvent {
        /// Discord's name of the event, such as `VOICE_CHANNEL_EFFECT_SEND`.
        kind: String,
        /// The payload from Discord.
        data: serde_json::Value,
        /// The shard that received it.
        shard_id: ShardId,
    } at |event| EventScope::of_json(&event.data);

    /// A user or the bot itself sent a message.
    ///
    /// It dereferences to serenity's message: `event.content`, `event.author`.
    Message {
        /// The message.
        message: model::Message,
    } intents(GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT)
      at |event| EventScope::channel(event.guild_id, event.channel_id)
          .message(event.id)
          .answering()
          .user(&event.author);

    /// A message was edited, was pinned, or got a link preview.
    MessageUpdate {
        /// The message before, if the cache stores messages.
        old: Option<model::Message>,
        /// The message now, if the cache stores messages.
        new: Option<model::Message>,
        /// The payload from Discord.
        update: MessageUpdateEvent,
    } intents(GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT)
      at |event| EventScope::channel(event.update.guild_id, event.update.channel_id)
          .message(event.update.id)
          .maybe_user(event.update.author.as_ref());

    /// A message was deleted.
    MessageDelete {
        /// The guild; `None` in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The id of the message.
        message_id: MessageId,
        /// The message, if the cache stores messages.
        message: Option<model::Message>,
    } intents(GUILD_MESSAGES, DIRECT_MESSAGES)
      at |event| EventScope::channel(event.guild_id, event.channel_id)
          .message(event.message_id)
          .maybe_user(event.message.as_ref().map(|message| &message.author));

    /// Several messages were deleted at once.
    MessageDeleteBulk {
        /// The guild.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The messages.
        message_ids: Vec<MessageId>,
    } intents(GUILD_MESSAGES)
      at |event| EventScope::channel(event.guild_id, event.channel_id);

    /// A reaction was added or removed.
    ///
    /// It dereferences to serenity's reaction: `event.emoji`, `event.message_id`.
    Reaction {
        /// The reaction.
        reaction: model::Reaction,
        /// Whether it was added or removed.
        change: ReactionChange,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// A user added a reaction.
    ///
    /// It dereferences to serenity's reaction: `event.emoji`, `event.message_id`.
    ReactionAdd {
        /// The reaction.
        reaction: model::Reaction,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// A reaction was removed, by its user or by a moderator.
    ///
    /// It dereferences to serenity's reaction: `event.emoji`, `event.message_id`.
    ReactionRemove {
        /// The reaction.
        reaction: model::Reaction,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// All reactions were removed from a message.
    ReactionRemoveAll {
        /// The guild; `None` in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message.
        message_id: MessageId,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::channel(event.guild_id, event.channel_id).message(event.message_id);

    /// All reactions with one emoji were removed from a message.
    ///
    /// It dereferences to serenity's reaction: `event.emoji`, `event.message_id`.
    ReactionRemoveEmoji {
        /// The emoji and the message; it has no user.
        reaction: model::Reaction,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// A user voted in a poll.
    PollVoteAdd = MessagePollVoteAdd {
        /// The guild; `None` in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message with the poll.
        message_id: MessageId,
        /// The user who voted.
        user_id: UserId,
        /// The answer.
        answer_id: AnswerId,
    } intents(GUILD_MESSAGE_POLLS, DIRECT_MESSAGE_POLLS)
      at |event| EventScope::channel(event.guild_id, event.channel_id).message(event.message_id).user_id(event.user_id);

    /// A user removed a vote from a poll.
    PollVoteRemove = MessagePollVoteRemove {
        /// The guild; `None` in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message with the poll.
        message_id: MessageId,
        /// The user who had voted.
        user_id: UserId,
        /// The answer.
        answer_id: AnswerId,
    } intents(GUILD_MESSAGE_POLLS, DIRECT_MESSAGE_POLLS)
      at |event| EventScope::channel(event.guild_id, event.channel_id).message(event.message_id).user_id(event.user_id);

    /// A user started to type.
    TypingStart {
        /// The guild; `None` in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The user who types.
        user_id: UserId,
        /// The member who types, in guilds.
        member: Option<Member>,
        /// When the user started to type, in seconds of Unix time.
        timestamp: u64,
    } intents(GUILD_MESSAGE_TYPING, DIRECT_MESSAGE_TYPING)
      at |event| match &event.member {
          Some(member) => EventScope::channel(event.guild_id, event.channel_id).user(&member.user),
          None => EventScope::channel(event.guild_id, event.channel_id).user_id(event.user_id),
      };

    /// A message was pinned or unpinned.
    PinsUpdate = ChannelPinsUpdate {
        /// The guild; `None` in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The time of the newest pin.
        last_pin_timestamp: Option<Timestamp>,
    } intents(GUILDS, DIRECT_MESSAGES)
      at |event| EventScope::channel(event.guild_id, event.channel_id);

    /// A user used a command, clicked a component or submitted a modal. The framework answers its own interactions.
    Interaction = InteractionCreate {
        /// The interaction. serenity does not parse the values of modals with labels.
        interaction: application::Interaction,
    } at |event| EventScope::interaction(&event.interaction);

    /// The bot was added to a guild. Not raised for guilds that the bot was in when it started.
    GuildJoin {
        /// The guild.
        guild: Guild,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild.id);

    /// The bot was removed from a guild. Not raised for outages of Discord.
    GuildLeave {
        /// The guild.
        guild_id: GuildId,
        /// The guild, if it was cached.
        guild: Option<Guild>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild_id);

    /// A guild became available: at the start, after an outage, or because the bot was added to it.
    GuildCreate {
        /// The guild.
        guild: Guild,
        /// Whether the bot was added to it.
        is_new: bool,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild.id);

    /// The name, the owner or the settings of a guild changed.
    GuildUpdate {
        /// The guild before, if it was cached.
        old: Option<Guild>,
        /// The guild now.
        new: PartialGuild,
    } intents(GUILDS)
      at |event| EventScope::guild(event.new.id);

    /// A guild became unavailable: the bot was removed from it, or it has an outage.
    GuildDelete {
        /// The id of the guild, and whether it has an outage.
        incomplete: UnavailableGuild,
        /// The guild, if it was cached.
        full: Option<Guild>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.incomplete.id);

    /// An entry was added to the audit log of a guild.
    AuditLogEntry = GuildAuditLogEntryCreate {
        /// The guild.
        guild_id: GuildId,
        /// The entry.
        entry: audit_log::AuditLogEntry,
    } intents(GUILD_MODERATION) needs(VIEW_AUDIT_LOG)
      at |event| EventScope::guild(event.guild_id).user_id(event.entry.user_id);

    /// A user was banned from a guild.
    BanAdd = GuildBanAddition {
        /// The guild.
        guild_id: GuildId,
        /// The banned user.
        user: User,
    } intents(GUILD_MODERATION) needs(BAN_MEMBERS, VIEW_AUDIT_LOG)
      at |event| EventScope::guild(event.guild_id).user(&event.user);

    /// The ban of a user was lifted.
    BanRemove = GuildBanRemoval {
        /// The guild.
        guild_id: GuildId,
        /// The user who was banned.
        user: User,
    } intents(GUILD_MODERATION) needs(BAN_MEMBERS, VIEW_AUDIT_LOG)
      at |event| EventScope::guild(event.guild_id).user(&event.user);

    /// The emojis of a guild changed.
    EmojisUpdate = GuildEmojisUpdate {
        /// The guild.
        guild_id: GuildId,
        /// All emojis of the guild.
        emojis: HashMap<EmojiId, Emoji>,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// The stickers of a guild changed.
    StickersUpdate = GuildStickersUpdate {
        /// The guild.
        guild_id: GuildId,
        /// All stickers of the guild.
        stickers: HashMap<StickerId, Sticker>,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// The integrations of a guild changed.
    IntegrationsUpdate = GuildIntegrationsUpdate {
        /// The guild.
        guild_id: GuildId,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::guild(event.guild_id);

    /// An integration was added to a guild.
    IntegrationCreate {
        /// The integration.
        integration: Integration,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::maybe_guild(event.integration.guild_id);

    /// An integration of a guild changed.
    IntegrationUpdate {
        /// The integration.
        integration: Integration,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::maybe_guild(event.integration.guild_id);

    /// An integration was removed from a guild.
    IntegrationDelete {
        /// The guild.
        guild_id: GuildId,
        /// The integration.
        integration_id: IntegrationId,
        /// The application it belongs to.
        application_id: Option<ApplicationId>,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::guild(event.guild_id);

    /// The webhooks of a channel changed.
    WebhookUpdate {
        /// The guild.
        guild_id: GuildId,
        /// The channel.
        channel_id: ChannelId,
    } intents(GUILD_WEBHOOKS)
      at |event| EventScope::channel(Some(event.guild_id), event.channel_id);

    /// An invite was created.
    ///
    /// It dereferences to serenity's event: `event.code`, `event.inviter`.
    InviteCreate {
        /// The invite.
        invite: InviteCreateEvent,
    } intents(GUILD_INVITES) needs(MANAGE_CHANNELS)
      at |event| EventScope::channel(event.invite.guild_id, event.invite.channel_id)
          .maybe_user(event.invite.inviter.as_ref());

    /// An invite was deleted.
    InviteDelete {
        /// The guild.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The code of the invite.
        code: String,
    } intents(GUILD_INVITES) needs(MANAGE_CHANNELS)
      at |event| EventScope::channel(event.guild_id, event.channel_id);

    /// A user joined a guild.
    MemberJoin = GuildMemberAddition {
        /// The guild.
        guild_id: GuildId,
        /// The new member.
        member: Member,
    } intents(GUILD_MEMBERS)
      at |event| EventScope::guild(event.guild_id).user(&event.member.user);

    /// A member left a guild, was kicked or was banned.
    MemberLeave = GuildMemberRemoval {
        /// The guild.
        guild_id: GuildId,
        /// The user who left.
        user: User,
        /// The member, if it was cached.
        member: Option<Member>,
    } intents(GUILD_MEMBERS)
      at |event| EventScope::guild(event.guild_id).user(&event.user);

    /// The name, the roles, the timeout or another property of a member changed.
    MemberUpdate = GuildMemberUpdate {
        /// The member before, if it was cached.
        old: Option<Member>,
        /// The member now, if the guild is cached.
        new: Option<Member>,
        /// The payload from Discord.
        update: GuildMemberUpdateEvent,
    } intents(GUILD_MEMBERS)
      at |event| EventScope::guild(event.update.guild_id).user(&event.update.user);

    /// A part of the requested members of a guild arrived.
    MembersChunk = GuildMembersChunk {
        /// The members, and the position of this part among all parts.
        chunk: GuildMembersChunkEvent,
    } at |event| EventScope::guild(event.chunk.guild_id);

    /// The status or the activity of a member changed.
    PresenceUpdate {
        /// The presence.
        presence: Presence,
    } intents(GUILD_PRESENCES)
      at |event| EventScope::presence(&event.presence);

    /// Discord deprecated this event and never sends it.
    PresenceReplace {
        /// The presences.
        presences: Vec<Presence>,
    } intents(GUILD_PRESENCES);

    /// The bot's own user changed.
    UserUpdate {
        /// The user before.
        old: Option<CurrentUser>,
        /// The user now.
        new: CurrentUser,
    } at |event| EventScope::none().user(&event.new);

    /// A role was created.
    RoleCreate = GuildRoleCreate {
        /// The role.
        role: Role,
    } intents(GUILDS)
      at |event| EventScope::guild(event.role.guild_id);

    /// A role changed.
    RoleUpdate = GuildRoleUpdate {
        /// The role before, if it was cached.
        old: Option<Role>,
        /// The role now.
        new: Role,
    } intents(GUILDS)
      at |event| EventScope::guild(event.new.guild_id);

    /// A role was deleted.
    RoleDelete = GuildRoleDelete {
        /// The guild.
        guild_id: GuildId,
        /// The id of the role.
        role_id: RoleId,
        /// The role, if it was cached.
        role: Option<Role>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild_id);

    /// A channel was created.
    ChannelCreate {
        /// The channel.
        channel: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.channel.guild_id), event.channel.id);

    /// A channel or category changed.
    ChannelUpdate {
        /// The channel before, if it was cached.
        old: Option<GuildChannel>,
        /// The channel now.
        new: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.new.guild_id), event.new.id);

    /// A channel was deleted.
    ChannelDelete {
        /// The channel.
        channel: GuildChannel,
        /// The messages of the channel, if the cache stores messages.
        messages: Option<Vec<model::Message>>,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.channel.guild_id), event.channel.id);

    /// A category was created.
    CategoryCreate {
        /// The category.
        category: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::guild(event.category.guild_id);

    /// A category was deleted.
    CategoryDelete {
        /// The category.
        category: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::guild(event.category.guild_id);

    /// A thread was created, or the bot was added to a private thread.
    ThreadCreate {
        /// The thread.
        thread: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.thread.guild_id), event.thread.id);

    /// A thread was changed, archived or locked.
    ThreadUpdate {
        /// The thread before, if it was cached.
        old: Option<GuildChannel>,
        /// The thread now.
        new: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.new.guild_id), event.new.id);

    /// A thread was deleted.
    ThreadDelete {
        /// The ids and the type of the thread.
        thread: PartialGuildChannel,
        /// The thread, if it was cached.
        full: Option<GuildChannel>,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.thread.guild_id), event.thread.id);

    /// The bot gained access to channels and receives their threads.
    ThreadListSync {
        /// The guild.
        guild_id: GuildId,
        /// The channels; `None` for all channels of the guild.
        channel_ids: Option<Vec<ChannelId>>,
        /// The active threads.
        threads: Vec<GuildChannel>,
        /// The bot's memberships in the threads.
        members: Vec<ThreadMember>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild_id);

    /// The bot's membership in a thread changed.
    ThreadMemberUpdate {
        /// The bot's membership.
        member: ThreadMember,
    } intents(GUILDS)
      at |event| match event.member.guild_id {
          Some(guild_id) => EventScope::channel(Some(guild_id), event.member.id),
          None => EventScope::channel(None, event.member.id),
      };

    /// Users joined or left a thread. Without the intent `GUILD_MEMBERS` it is raised for the bot itself only.
    ThreadMembersUpdate {
        /// The guild.
        guild_id: GuildId,
        /// The thread.
        thread_id: ChannelId,
        /// The number of members, at most 50.
        member_count: i16,
        /// The members who joined.
        added: Vec<ThreadMember>,
        /// The users who left.
        removed: Vec<UserId>,
    } intents(GUILDS, GUILD_MEMBERS)
      at |event| EventScope::channel(Some(event.guild_id), event.thread_id);

    /// A user joined, left or moved between voice channels, or was muted.
    VoiceStateUpdate {
        /// The voice state before, if it was cached.
        old: Option<VoiceState>,
        /// The voice state now.
        new: VoiceState,
    } intents(GUILD_VOICE_STATES)
      at |event| EventScope::voice(&event.new);

    /// The voice server of a guild changed. A voice library needs it to connect.
    VoiceServerUpdate {
        /// The guild.
        guild_id: Option<GuildId>,
        /// The credential for the voice server.
        token: SecretString,
        /// The address of the voice server; `None` while it is not available.
        endpoint: Option<String>,
    } at |event| EventScope::maybe_guild(event.guild_id);

    /// The status of a voice channel changed, which Discord shows below the name.
    VoiceStatusUpdate = VoiceChannelStatusUpdate {
        /// The guild.
        guild_id: GuildId,
        /// The channel.
        channel_id: ChannelId,
        /// The status before, if it was cached.
        old: Option<String>,
        /// The status now.
        status: Option<String>,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.guild_id), event.channel_id);

    /// A stage instance was created.
    StageCreate = StageInstanceCreate {
        /// The stage instance.
        stage: StageInstance,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.stage.guild_id), event.stage.channel_id);

    /// The topic of a stage instance changed.
    StageUpdate = StageInstanceUpdate {
        /// The stage instance.
        stage: StageInstance,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.stage.guild_id), event.stage.channel_id);

    /// A stage instance ended.
    StageDelete = StageInstanceDelete {
        /// The stage instance.
        stage: StageInstance,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.stage.guild_id), event.stage.channel_id);

    /// The requested sounds of a guild arrived.
    SoundboardSounds {
        /// The guild.
        guild_id: GuildId,
        /// The sounds.
        sounds: Vec<Soundboard>,
    } at |event| EventScope::guild(event.guild_id);

    /// A soundboard sound was created.
    SoundboardSoundCreate {
        /// The sound.
        sound: Soundboard,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::maybe_guild(event.sound.guild_id);

    /// A soundboard sound changed.
    SoundboardSoundUpdate {
        /// The sound.
        sound: Soundboard,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::maybe_guild(event.sound.guild_id);

    /// Several soundboard sounds changed.
    SoundboardSoundsUpdate {
        /// The guild.
        guild_id: GuildId,
        /// The sounds.
        sounds: Vec<Soundboard>,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// A soundboard sound was deleted.
    SoundboardSoundDelete {
        /// The guild.
        guild_id: GuildId,
        /// The sound.
        sound_id: SoundId,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// A scheduled event was created.
    ScheduledEventCreate = GuildScheduledEventCreate {
        /// The scheduled event.
        event: ScheduledEvent,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.event.guild_id);

    /// A scheduled event changed, started or ended.
    ScheduledEventUpdate = GuildScheduledEventUpdate {
        /// The scheduled event.
        event: ScheduledEvent,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.event.guild_id);

    /// A scheduled event was deleted.
    ScheduledEventDelete = GuildScheduledEventDelete {
        /// The scheduled event.
        event: ScheduledEvent,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.event.guild_id);

    /// A user subscribed to a scheduled event.
    ScheduledEventUserAdd = GuildScheduledEventUserAdd {
        /// The guild.
        guild_id: GuildId,
        /// The scheduled event.
        event_id: ScheduledEventId,
        /// The user.
        user_id: UserId,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.guild_id).user_id(event.user_id);

    /// A user unsubscribed from a scheduled event.
    ScheduledEventUserRemove = GuildScheduledEventUserRemove {
        /// The guild.
        guild_id: GuildId,
        /// The scheduled event.
        event_id: ScheduledEventId,
        /// The user.
        user_id: UserId,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.guild_id).user_id(event.user_id);

    /// An AutoMod rule was created.
    AutoModRuleCreate {
        /// The rule.
        rule: Rule,
    } intents(AUTO_MODERATION_CONFIGURATION) needs(MANAGE_GUILD)
      at |event| EventScope::guild(event.rule.guild_id);

    /// An AutoMod rule changed.
    AutoModRuleUpdate {
        /// The rule.
        rule: Rule,
    } intents(AUTO_MODERATION_CONFIGURATION) needs(MANAGE_GUILD)
      at |event| EventScope::guild(event.rule.guild_id);

    /// An AutoMod rule was deleted.
    AutoModRuleDelete {
        /// The rule.
        rule: Rule,
    } intents(AUTO_MODERATION_CONFIGURATION) needs(MANAGE_GUILD)
      at |event| EventScope::guild(event.rule.guild_id);

    /// An AutoMod rule took an action.
    AutoModAction = AutoModActionExecution {
        /// The action, and its trigger.
        execution: ActionExecution,
    } intents(AUTO_MODERATION_EXECUTION) needs(MANAGE_GUILD)
      at |event| match event.execution.channel_id {
          Some(channel_id) => EventScope::channel(Some(event.execution.guild_id), channel_id),
          None => EventScope::guild(event.execution.guild_id),
      }
      .user_id(event.execution.user_id);

    /// The permissions of the bot's commands in a guild changed.
    CommandPermissionsUpdate {
        /// The permissions.
        permission: CommandPermissions,
    } at |event| EventScope::guild(event.permission.guild_id);

    /// An entitlement was created, for example by a purchase.
    EntitlementCreate {
        /// The entitlement.
        entitlement: Entitlement,
    } at |event| EventScope::entitlement(&event.entitlement);

    /// An entitlement was renewed or ended.
    EntitlementUpdate {
        /// The entitlement.
        entitlement: Entitlement,
    } at |event| EventScope::entitlement(&event.entitlement);

    /// An entitlement was deleted, for example by a refund.
    EntitlementDelete {
        /// The entitlement.
        entitlement: Entitlement,
    } at |event| EventScope::entitlement(&event.entitlement);
}

/// Whether a reaction was added or removed.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// #[on_event(Reaction)]
/// async fn watch(event: &Reaction) {
///     let action = match event.change {
///         ReactionChange::Added => "was added",
///         ReactionChange::Removed => "was removed",
///     };
///     println!("{} {action}", event.emoji);
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReactionChange {
    /// The reaction was added.
    Added,
    /// The reaction was removed.
    Removed,
}

/// Lets events dereference to their main field.
macro_rules! reads_like {
    ($($event:ident.$field:ident: $target:ty;)*) => {$(
        impl Deref for $event {
            type Target = $target;

            fn deref(&self) -> &Self::Target {
                &self.$field
            }
        }
    )*};
}

reads_like! {
    InviteCreate.invite: InviteCreateEvent;
    Message.message: model::Message;
    Reaction.reaction: model::Reaction;
    ReactionAdd.reaction: model::Reaction;
    ReactionRemove.reaction: model::Reaction;
    ReactionRemoveEmoji.reaction: model::Reaction;
}

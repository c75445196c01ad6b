//! The events there are: one table with what each carries, what Discord says about it, and where it happens.

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

/// One row an event: its name and serenity's, what it carries, the intents of which Discord wants one or more, the permissions of
/// which it wants one, and the place where it happens.
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
                #[doc = concat!("[`", stringify!($name), "`] by serenity's name.")]
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
    /// The bot is connected; also after a connection that was lost for too long.
    ///
    /// For what happens once, write `#[on_ready]`.
    Ready {
        /// What Discord says about the bot.
        data: gateway::Ready,
    };

    /// A connection was lost and its session goes on: nothing was missed.
    Resumed = Resume {
        /// The shard.
        shard_id: ShardId,
    };

    /// Every server that the bot is in is known; again after each server that it is added to.
    CacheReady {
        /// The servers.
        guilds: Vec<GuildId>,
    } intents(GUILDS);

    /// Every shard is connected for the first time.
    ShardsReady {
        /// How many there are.
        total_shards: u32,
    };

    /// A shard does something else than before.
    ShardStateUpdate = ShardStageUpdate {
        /// The shard.
        shard_id: ShardId,
        /// What it did.
        old: ShardState,
        /// What it does.
        new: ShardState,
    };

    /// Discord wants requests to wait.
    RateLimit = Ratelimit {
        /// How long.
        timeout: Duration,
        /// How many requests it takes at once.
        limit: u64,
        /// The method of the request.
        method: String,
        /// What the request was for, without ids.
        path: String,
        /// Whether every request has to wait.
        global: bool,
    };

    /// Something that serenity has no type for, or that it could not read.
    RawEvent {
        /// Discord's name for it, such as `VOICE_CHANNEL_EFFECT_SEND`.
        kind: String,
        /// What Discord says.
        data: serde_json::Value,
        /// The shard that heard of it.
        shard_id: ShardId,
    } at |event| EventScope::of_json(&event.data);

    /// Somebody wrote a message, the bot itself included.
    ///
    /// Reads like serenity's message: `event.content`, `event.author`.
    Message {
        /// The message.
        message: model::Message,
    } intents(GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT)
      at |event| EventScope::channel(event.guild_id, event.channel_id)
          .message(event.id)
          .answering()
          .user(&event.author);

    /// A message was edited, pinned, or got the preview of a link.
    MessageUpdate {
        /// What it was, if the cache keeps messages.
        old: Option<model::Message>,
        /// What it is, if the cache keeps messages.
        new: Option<model::Message>,
        /// What Discord says about the change.
        update: MessageUpdateEvent,
    } intents(GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT)
      at |event| EventScope::channel(event.update.guild_id, event.update.channel_id)
          .message(event.update.id)
          .maybe_user(event.update.author.as_ref());

    /// A message was deleted.
    MessageDelete {
        /// The server, unless it was in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message.
        message_id: MessageId,
        /// What it was, if the cache keeps messages.
        message: Option<model::Message>,
    } intents(GUILD_MESSAGES, DIRECT_MESSAGES)
      at |event| EventScope::channel(event.guild_id, event.channel_id)
          .message(event.message_id)
          .maybe_user(event.message.as_ref().map(|message| &message.author));

    /// Many messages were deleted at once.
    MessageDeleteBulk {
        /// The server.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The messages.
        message_ids: Vec<MessageId>,
    } intents(GUILD_MESSAGES)
      at |event| EventScope::channel(event.guild_id, event.channel_id);

    /// Somebody added or removed a reaction.
    ///
    /// Reads like serenity's reaction: `event.emoji`, `event.message_id`.
    Reaction {
        /// The reaction.
        reaction: model::Reaction,
        /// Whether it came or went.
        change: ReactionChange,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// Somebody added a reaction.
    ///
    /// Reads like serenity's reaction: `event.emoji`, `event.message_id`.
    ReactionAdd {
        /// The reaction.
        reaction: model::Reaction,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// Somebody took a reaction back, or had it taken.
    ///
    /// Reads like serenity's reaction: `event.emoji`, `event.message_id`.
    ReactionRemove {
        /// The reaction.
        reaction: model::Reaction,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// All reactions to a message were removed.
    ReactionRemoveAll {
        /// The server, unless it is in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message.
        message_id: MessageId,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::channel(event.guild_id, event.channel_id).message(event.message_id);

    /// All reactions with one emoji were removed from a message.
    ///
    /// Reads like serenity's reaction: `event.emoji`, `event.message_id`.
    ReactionRemoveEmoji {
        /// The emoji and the message; it has no user.
        reaction: model::Reaction,
    } intents(GUILD_MESSAGE_REACTIONS, DIRECT_MESSAGE_REACTIONS)
      at |event| EventScope::reaction(&event.reaction);

    /// Somebody voted in a poll.
    PollVoteAdd = MessagePollVoteAdd {
        /// The server, unless it is in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message with the poll.
        message_id: MessageId,
        /// Who voted.
        user_id: UserId,
        /// For which answer.
        answer_id: AnswerId,
    } intents(GUILD_MESSAGE_POLLS, DIRECT_MESSAGE_POLLS)
      at |event| EventScope::channel(event.guild_id, event.channel_id).message(event.message_id).user_id(event.user_id);

    /// Somebody took a vote back.
    PollVoteRemove = MessagePollVoteRemove {
        /// The server, unless it is in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// The message with the poll.
        message_id: MessageId,
        /// Who had voted.
        user_id: UserId,
        /// For which answer.
        answer_id: AnswerId,
    } intents(GUILD_MESSAGE_POLLS, DIRECT_MESSAGE_POLLS)
      at |event| EventScope::channel(event.guild_id, event.channel_id).message(event.message_id).user_id(event.user_id);

    /// Somebody types.
    TypingStart {
        /// The server, unless it is in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// Who types.
        user_id: UserId,
        /// The member who types, in servers.
        member: Option<Member>,
        /// Since when, in seconds of Unix time.
        timestamp: u64,
    } intents(GUILD_MESSAGE_TYPING, DIRECT_MESSAGE_TYPING)
      at |event| match &event.member {
          Some(member) => EventScope::channel(event.guild_id, event.channel_id).user(&member.user),
          None => EventScope::channel(event.guild_id, event.channel_id).user_id(event.user_id),
      };

    /// A message was pinned, or is pinned no more.
    PinsUpdate = ChannelPinsUpdate {
        /// The server, unless it is in direct messages.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// When the newest pin was set.
        last_pin_timestamp: Option<Timestamp>,
    } intents(GUILDS, DIRECT_MESSAGES)
      at |event| EventScope::channel(event.guild_id, event.channel_id);

    /// Somebody used a command, clicked on a component or submitted a form; the framework answers those that are its own.
    Interaction = InteractionCreate {
        /// The interaction. Of a form with labels serenity reads nothing that was filled in.
        interaction: application::Interaction,
    } at |event| EventScope::interaction(&event.interaction);

    /// The bot was added to a server. Servers it was in already when it started do not count.
    GuildJoin {
        /// The server.
        guild: Guild,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild.id);

    /// The bot was removed from a server. An outage of Discord does not count.
    GuildLeave {
        /// The server.
        guild_id: GuildId,
        /// The server as the cache knew it.
        guild: Option<Guild>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild_id);

    /// A server is there: at the start, after an outage, or because the bot was added to it.
    GuildCreate {
        /// The server.
        guild: Guild,
        /// Whether the bot was added to it.
        is_new: bool,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild.id);

    /// A server changed its name, its owner or its settings.
    GuildUpdate {
        /// What it was, if the cache knew it.
        old: Option<Guild>,
        /// What it is.
        new: PartialGuild,
    } intents(GUILDS)
      at |event| EventScope::guild(event.new.id);

    /// A server is not there any more: the bot was removed from it, or it has an outage.
    GuildDelete {
        /// The server, and whether it has an outage.
        incomplete: UnavailableGuild,
        /// The server as the cache knew it.
        full: Option<Guild>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.incomplete.id);

    /// Something was written into the audit log.
    AuditLogEntry = GuildAuditLogEntryCreate {
        /// The server.
        guild_id: GuildId,
        /// The entry.
        entry: audit_log::AuditLogEntry,
    } intents(GUILD_MODERATION) needs(VIEW_AUDIT_LOG)
      at |event| EventScope::guild(event.guild_id).user_id(event.entry.user_id);

    /// Somebody was banned.
    BanAdd = GuildBanAddition {
        /// The server.
        guild_id: GuildId,
        /// Who was banned.
        user: User,
    } intents(GUILD_MODERATION) needs(BAN_MEMBERS, VIEW_AUDIT_LOG)
      at |event| EventScope::guild(event.guild_id).user(&event.user);

    /// Somebody is banned no more.
    BanRemove = GuildBanRemoval {
        /// The server.
        guild_id: GuildId,
        /// Who was banned.
        user: User,
    } intents(GUILD_MODERATION) needs(BAN_MEMBERS, VIEW_AUDIT_LOG)
      at |event| EventScope::guild(event.guild_id).user(&event.user);

    /// The emojis of a server changed.
    EmojisUpdate = GuildEmojisUpdate {
        /// The server.
        guild_id: GuildId,
        /// All of them.
        emojis: HashMap<EmojiId, Emoji>,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// The stickers of a server changed.
    StickersUpdate = GuildStickersUpdate {
        /// The server.
        guild_id: GuildId,
        /// All of them.
        stickers: HashMap<StickerId, Sticker>,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// The integrations of a server changed.
    IntegrationsUpdate = GuildIntegrationsUpdate {
        /// The server.
        guild_id: GuildId,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::guild(event.guild_id);

    /// An integration was added to a server.
    IntegrationCreate {
        /// The integration.
        integration: Integration,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::maybe_guild(event.integration.guild_id);

    /// An integration of a server changed.
    IntegrationUpdate {
        /// The integration.
        integration: Integration,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::maybe_guild(event.integration.guild_id);

    /// An integration was removed from a server.
    IntegrationDelete {
        /// The server.
        guild_id: GuildId,
        /// The integration.
        integration_id: IntegrationId,
        /// The application it belongs to.
        application_id: Option<ApplicationId>,
    } intents(GUILD_INTEGRATIONS)
      at |event| EventScope::guild(event.guild_id);

    /// The webhooks of a channel changed.
    WebhookUpdate {
        /// The server.
        guild_id: GuildId,
        /// The channel.
        channel_id: ChannelId,
    } intents(GUILD_WEBHOOKS)
      at |event| EventScope::channel(Some(event.guild_id), event.channel_id);

    /// An invitation was made.
    ///
    /// Reads like serenity's: `event.code`, `event.inviter`.
    InviteCreate {
        /// The invitation.
        invite: InviteCreateEvent,
    } intents(GUILD_INVITES) needs(MANAGE_CHANNELS)
      at |event| EventScope::channel(event.invite.guild_id, event.invite.channel_id)
          .maybe_user(event.invite.inviter.as_ref());

    /// An invitation was withdrawn.
    InviteDelete {
        /// The server.
        guild_id: Option<GuildId>,
        /// The channel.
        channel_id: ChannelId,
        /// Its code.
        code: String,
    } intents(GUILD_INVITES) needs(MANAGE_CHANNELS)
      at |event| EventScope::channel(event.guild_id, event.channel_id);

    /// Somebody joined a server.
    MemberJoin = GuildMemberAddition {
        /// The server.
        guild_id: GuildId,
        /// The new member.
        member: Member,
    } intents(GUILD_MEMBERS)
      at |event| EventScope::guild(event.guild_id).user(&event.member.user);

    /// Somebody left a server, or was made to.
    MemberLeave = GuildMemberRemoval {
        /// The server.
        guild_id: GuildId,
        /// Who left.
        user: User,
        /// The member as the cache knew it.
        member: Option<Member>,
    } intents(GUILD_MEMBERS)
      at |event| EventScope::guild(event.guild_id).user(&event.user);

    /// A member got another name, other roles, a time-out or the like.
    MemberUpdate = GuildMemberUpdate {
        /// The member before, if the cache knew it.
        old: Option<Member>,
        /// The member now, if the server is cached.
        new: Option<Member>,
        /// What Discord says about the change.
        update: GuildMemberUpdateEvent,
    } intents(GUILD_MEMBERS)
      at |event| EventScope::guild(event.update.guild_id).user(&event.update.user);

    /// Members that were asked for.
    MembersChunk = GuildMembersChunk {
        /// The members, and which part of how many this is.
        chunk: GuildMembersChunkEvent,
    } at |event| EventScope::guild(event.chunk.guild_id);

    /// Somebody came online, went away, or does something else.
    PresenceUpdate {
        /// What they do.
        presence: Presence,
    } intents(GUILD_PRESENCES)
      at |event| EventScope::presence(&event.presence);

    /// Deprecated by Discord, which never sends it.
    PresenceReplace {
        /// The presences.
        presences: Vec<Presence>,
    } intents(GUILD_PRESENCES);

    /// The bot's own user changed.
    UserUpdate {
        /// What it was.
        old: Option<CurrentUser>,
        /// What it is.
        new: CurrentUser,
    } at |event| EventScope::nowhere().user(&event.new);

    /// A role was made.
    RoleCreate = GuildRoleCreate {
        /// The role.
        role: Role,
    } intents(GUILDS)
      at |event| EventScope::guild(event.role.guild_id);

    /// A role changed.
    RoleUpdate = GuildRoleUpdate {
        /// What it was, if the cache knew it.
        old: Option<Role>,
        /// What it is.
        new: Role,
    } intents(GUILDS)
      at |event| EventScope::guild(event.new.guild_id);

    /// A role was deleted.
    RoleDelete = GuildRoleDelete {
        /// The server.
        guild_id: GuildId,
        /// The role.
        role_id: RoleId,
        /// What it was, if the cache knew it.
        role: Option<Role>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild_id);

    /// A channel was made.
    ChannelCreate {
        /// The channel.
        channel: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.channel.guild_id), event.channel.id);

    /// A channel changed, or a category.
    ChannelUpdate {
        /// What it was, if the cache knew it.
        old: Option<GuildChannel>,
        /// What it is.
        new: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.new.guild_id), event.new.id);

    /// A channel was deleted.
    ChannelDelete {
        /// The channel.
        channel: GuildChannel,
        /// The messages in it, if the cache keeps messages.
        messages: Option<Vec<model::Message>>,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.channel.guild_id), event.channel.id);

    /// A category was made.
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

    /// A thread was made, or the bot was added to a private one.
    ThreadCreate {
        /// The thread.
        thread: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.thread.guild_id), event.thread.id);

    /// A thread changed, was archived or locked.
    ThreadUpdate {
        /// What it was, if the cache knew it.
        old: Option<GuildChannel>,
        /// What it is.
        new: GuildChannel,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.new.guild_id), event.new.id);

    /// A thread was deleted.
    ThreadDelete {
        /// What Discord says about it.
        thread: PartialGuildChannel,
        /// What it was, if the cache knew it.
        full: Option<GuildChannel>,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.thread.guild_id), event.thread.id);

    /// The bot can see a channel that it could not see before, with these threads.
    ThreadListSync {
        /// The server.
        guild_id: GuildId,
        /// The channels; `None` is all of them.
        channel_ids: Option<Vec<ChannelId>>,
        /// The threads that are active.
        threads: Vec<GuildChannel>,
        /// The bot as a member of those it is in.
        members: Vec<ThreadMember>,
    } intents(GUILDS)
      at |event| EventScope::guild(event.guild_id);

    /// The bot as a member of a thread changed.
    ThreadMemberUpdate {
        /// The bot in the thread.
        member: ThreadMember,
    } intents(GUILDS)
      at |event| match event.member.guild_id {
          Some(guild_id) => EventScope::channel(Some(guild_id), event.member.id),
          None => EventScope::channel(None, event.member.id),
      };

    /// Somebody joined or left a thread. Without the members intent only the bot itself counts.
    ThreadMembersUpdate {
        /// The server.
        guild_id: GuildId,
        /// The thread.
        thread_id: ChannelId,
        /// How many are in it, at most 50.
        member_count: i16,
        /// Who joined.
        added: Vec<ThreadMember>,
        /// Who left.
        removed: Vec<UserId>,
    } intents(GUILDS, GUILD_MEMBERS)
      at |event| EventScope::channel(Some(event.guild_id), event.thread_id);

    /// Somebody joined, left or moved between voice channels, or muted.
    VoiceStateUpdate {
        /// What was, if the cache knew it.
        old: Option<VoiceState>,
        /// What is.
        new: VoiceState,
    } intents(GUILD_VOICE_STATES)
      at |event| EventScope::voice(&event.new);

    /// The voice server of a server is another: what a voice library needs to connect.
    VoiceServerUpdate {
        /// The server.
        guild_id: Option<GuildId>,
        /// The credential for the voice server.
        token: SecretString,
        /// Where the voice server is; `None` while there is none.
        endpoint: Option<String>,
    } at |event| EventScope::maybe_guild(event.guild_id);

    /// What stands below a voice channel's name changed.
    VoiceStatusUpdate = VoiceChannelStatusUpdate {
        /// The server.
        guild_id: GuildId,
        /// The channel.
        channel_id: ChannelId,
        /// What stood there, if the cache knew it.
        old: Option<String>,
        /// What stands there.
        status: Option<String>,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.guild_id), event.channel_id);

    /// Somebody began to speak on a stage.
    StageCreate = StageInstanceCreate {
        /// The stage.
        stage: StageInstance,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.stage.guild_id), event.stage.channel_id);

    /// A stage has another topic.
    StageUpdate = StageInstanceUpdate {
        /// The stage.
        stage: StageInstance,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.stage.guild_id), event.stage.channel_id);

    /// A stage is over.
    StageDelete = StageInstanceDelete {
        /// The stage.
        stage: StageInstance,
    } intents(GUILDS)
      at |event| EventScope::channel(Some(event.stage.guild_id), event.stage.channel_id);

    /// The sounds of a server, which were asked for.
    SoundboardSounds {
        /// The server.
        guild_id: GuildId,
        /// Its sounds.
        sounds: Vec<Soundboard>,
    } at |event| EventScope::guild(event.guild_id);

    /// A sound was added.
    SoundboardSoundCreate {
        /// The sound.
        sound: Soundboard,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::maybe_guild(event.sound.guild_id);

    /// A sound changed.
    SoundboardSoundUpdate {
        /// The sound.
        sound: Soundboard,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::maybe_guild(event.sound.guild_id);

    /// Several sounds changed.
    SoundboardSoundsUpdate {
        /// The server.
        guild_id: GuildId,
        /// The sounds.
        sounds: Vec<Soundboard>,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// A sound was removed.
    SoundboardSoundDelete {
        /// The server.
        guild_id: GuildId,
        /// The sound.
        sound_id: SoundId,
    } intents(GUILD_EMOJIS_AND_STICKERS)
      at |event| EventScope::guild(event.guild_id);

    /// An event was put on a server's calendar.
    ScheduledEventCreate = GuildScheduledEventCreate {
        /// The event.
        event: ScheduledEvent,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.event.guild_id);

    /// An event on a server's calendar changed, began or ended.
    ScheduledEventUpdate = GuildScheduledEventUpdate {
        /// The event.
        event: ScheduledEvent,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.event.guild_id);

    /// An event was taken from a server's calendar.
    ScheduledEventDelete = GuildScheduledEventDelete {
        /// The event.
        event: ScheduledEvent,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.event.guild_id);

    /// Somebody is interested in an event.
    ScheduledEventUserAdd = GuildScheduledEventUserAdd {
        /// The server.
        guild_id: GuildId,
        /// The event.
        event_id: ScheduledEventId,
        /// Who is.
        user_id: UserId,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.guild_id).user_id(event.user_id);

    /// Somebody is interested in an event no more.
    ScheduledEventUserRemove = GuildScheduledEventUserRemove {
        /// The server.
        guild_id: GuildId,
        /// The event.
        event_id: ScheduledEventId,
        /// Who was.
        user_id: UserId,
    } intents(GUILD_SCHEDULED_EVENTS)
      at |event| EventScope::guild(event.guild_id).user_id(event.user_id);

    /// A rule for automatic moderation was made.
    AutoModRuleCreate {
        /// The rule.
        rule: Rule,
    } intents(AUTO_MODERATION_CONFIGURATION) needs(MANAGE_GUILD)
      at |event| EventScope::guild(event.rule.guild_id);

    /// A rule for automatic moderation changed.
    AutoModRuleUpdate {
        /// The rule.
        rule: Rule,
    } intents(AUTO_MODERATION_CONFIGURATION) needs(MANAGE_GUILD)
      at |event| EventScope::guild(event.rule.guild_id);

    /// A rule for automatic moderation was deleted.
    AutoModRuleDelete {
        /// The rule.
        rule: Rule,
    } intents(AUTO_MODERATION_CONFIGURATION) needs(MANAGE_GUILD)
      at |event| EventScope::guild(event.rule.guild_id);

    /// A rule for automatic moderation did something.
    AutoModAction = AutoModActionExecution {
        /// What it did, and why.
        execution: ActionExecution,
    } intents(AUTO_MODERATION_EXECUTION) needs(MANAGE_GUILD)
      at |event| match event.execution.channel_id {
          Some(channel_id) => EventScope::channel(Some(event.execution.guild_id), channel_id),
          None => EventScope::guild(event.execution.guild_id),
      }
      .user_id(event.execution.user_id);

    /// Who may use the bot's commands in a server changed.
    CommandPermissionsUpdate {
        /// The permissions.
        permission: CommandPermissions,
    } at |event| EventScope::guild(event.permission.guild_id);

    /// Somebody bought something.
    EntitlementCreate {
        /// What they have.
        entitlement: Entitlement,
    } at |event| EventScope::entitlement(&event.entitlement);

    /// Something that somebody bought was renewed, or ends.
    EntitlementUpdate {
        /// What they have.
        entitlement: Entitlement,
    } at |event| EventScope::entitlement(&event.entitlement);

    /// Something that somebody bought was taken back.
    EntitlementDelete {
        /// What they had.
        entitlement: Entitlement,
    } at |event| EventScope::entitlement(&event.entitlement);
}

/// Whether a reaction came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReactionChange {
    /// Somebody reacted.
    Added,
    /// Somebody took a reaction back.
    Removed,
}

/// What an event is about stands in its one field; it reads like that.
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

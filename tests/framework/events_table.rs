//! The table of events: each action on Discord raises its event, and the handler gets the expected fields.

use std::collections::BTreeSet;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::config::CacheSetting;
use mindtrace_discord::event;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::serenity::model::id::{RuleId, SkuId};
use mindtrace_discord::serenity::model::user::OnlineStatus;
use serde_json::json;
use serenity::all::{ChannelType, GuildId};

use crate::handler_log::Log;

/// Declares one handler per event, which logs the event's name and the given line.
macro_rules! table {
    ($($function:ident: $event:ident |$this:ident| $line:expr;)*) => {
        $(
            #[on_event($event)]
            async fn $function(log: &Log, $this: &event::$event) {
                let line: String = $line;
                log.write(format!("{} {line}", stringify!($event)).trim_end().to_owned());
            }
        )*

        fn registry() -> Registry {
            Registry::empty().command::<ask>().command::<tea>()$(.on_event::<$function>())*
        }
    };
}

table! {
    ready: Ready |event| format!("as {}", event.data.user.name);
    resumed: Resumed |event| format!("shard {}", event.shard_id);
    cache_ready: CacheReady |event| event.guilds.len().to_string();
    shards_ready: ShardsReady |event| event.total_shards.to_string();
    shard_state: ShardStateUpdate |event| format!("{} -> {}", event.old, event.new);
    rate_limit: RateLimit |event| format!("{} {}", event.method, event.global);
    gateway_rate_limit: GatewayRateLimit |event| format!("{} {:?} {:?}", event.opcode, event.retry_after, event.nonce);
    raw: RawEvent |event| format!("{} {}", event.kind, event.data);
    message: Message |event| event.content.clone();
    message_update: MessageUpdate |event| {
        let text = |message: &Option<serenity::all::Message>| message.as_ref().map(|message| message.content.clone());
        format!("{:?} -> {:?}", text(&event.old), text(&event.new))
    };
    message_delete: MessageDelete |event| format!("{:?}", event.message.as_ref().map(|message| &message.content));
    message_delete_bulk: MessageDeleteBulk |event| event.message_ids.len().to_string();
    reaction: Reaction |event| format!("{:?} {}", event.change, event.emoji);
    reaction_add: ReactionAdd |event| event.emoji.to_string();
    reaction_remove: ReactionRemove |event| event.emoji.to_string();
    reaction_remove_all: ReactionRemoveAll |event| event.guild_id.is_some().to_string();
    reaction_remove_emoji: ReactionRemoveEmoji |event| event.emoji.to_string();
    poll_vote_add: PollVoteAdd |event| event.answer_id.to_string();
    poll_vote_remove: PollVoteRemove |event| event.answer_id.to_string();
    typing_start: TypingStart |event| event.member.as_ref().map(|member| member.user.name.clone()).unwrap_or_default();
    pins_update: PinsUpdate |event| event.last_pin_timestamp.is_some().to_string();
    interaction: Interaction |event| format!("{:?}", event.interaction.kind());
    guild_join: GuildJoin |event| event.guild.name.clone();
    guild_leave: GuildLeave |event| format!("{:?}", event.guild.as_ref().map(|guild| &guild.name));
    guild_create: GuildCreate |event| format!("{} {}", event.guild.name, event.is_new);
    guild_update: GuildUpdate |event| format!("{:?} -> {}", event.old.as_ref().map(|guild| &guild.name), event.new.name);
    guild_delete: GuildDelete |event| format!("{} {}", event.incomplete.unavailable, event.full.is_some());
    audit_log: AuditLogEntry |event| format!("{:?} {:?}", event.entry.action, event.entry.reason);
    ban_add: BanAdd |event| event.user.name.clone();
    ban_remove: BanRemove |event| event.user.name.clone();
    emojis: EmojisUpdate |event| format!("{:?}", event.emojis.values().map(|emoji| &emoji.name).collect::<Vec<_>>());
    stickers: StickersUpdate |event| format!("{:?}", event.stickers.values().map(|sticker| &sticker.name).collect::<Vec<_>>());
    integrations: IntegrationsUpdate |event| (event.guild_id.get() > 1).to_string();
    integration_create: IntegrationCreate |event| event.integration.name.clone();
    integration_update: IntegrationUpdate |event| event.integration.enabled.to_string();
    integration_delete: IntegrationDelete |event| format!("{:?}", event.application_id);
    webhooks: WebhookUpdate |event| (event.channel_id.get() > 1).to_string();
    invite_create: InviteCreate |event| event.invite.inviter.as_ref().map(|user| user.name.clone()).unwrap_or_default();
    invite_delete: InviteDelete |event| event.guild_id.is_some().to_string();
    member_join: MemberJoin |event| event.member.user.name.clone();
    member_leave: MemberLeave |event| format!("{} {}", event.user.name, event.member.is_some());
    member_update: MemberUpdate |event| {
        let nick = |member: &Option<Member>| member.as_ref().and_then(|member| member.nick.clone());
        format!("{:?} -> {:?}", nick(&event.old), nick(&event.new))
    };
    members_chunk: MembersChunk |event| {
        let names: BTreeSet<&str> = event.chunk.members.values().map(|member| &*member.user.name).collect();
        format!("{names:?}")
    };
    presence: PresenceUpdate |event| {
        let games: Vec<&str> = event.presence.activities.iter().map(|activity| &*activity.name).collect();
        format!("{} {games:?}", event.presence.status.name())
    };
    user_update: UserUpdate |event| format!("{:?} -> {}", event.old.as_ref().map(|user| &user.name), event.new.name);
    role_create: RoleCreate |event| event.role.name.clone();
    role_update: RoleUpdate |event| format!("{:?} -> {}", event.old.as_ref().map(|role| role.permissions), event.new.permissions);
    role_delete: RoleDelete |event| format!("{:?}", event.role.as_ref().map(|role| &role.name));
    channel_create: ChannelCreate |event| event.channel.name.clone();
    channel_update: ChannelUpdate |event| format!("{:?} -> {}", event.old.as_ref().map(|channel| &channel.name), event.new.name);
    channel_delete: ChannelDelete |event| event.channel.name.clone();
    category_create: CategoryCreate |event| event.category.name.clone();
    category_delete: CategoryDelete |event| event.category.name.clone();
    thread_create: ThreadCreate |event| event.thread.name.clone();
    thread_update: ThreadUpdate |event| format!("{:?} -> {}", event.old.as_ref().map(|thread| &thread.name), event.new.name);
    thread_delete: ThreadDelete |event| format!("{:?}", event.full.as_ref().map(|thread| &thread.name));
    thread_list_sync: ThreadListSync |event| format!("{:?}", event.threads.iter().map(|thread| &thread.name).collect::<Vec<_>>());
    thread_member: ThreadMemberUpdate |event| event.member.guild_id.is_some().to_string();
    thread_members: ThreadMembersUpdate |event| format!("{} +{} -{}", event.member_count, event.added.len(), event.removed.len());
    voice_state: VoiceStateUpdate |event| {
        let channel = |state: Option<ChannelId>| state.is_some();
        let old = event.old.as_ref().and_then(|state| state.channel_id);
        format!("{} -> {}", channel(old), channel(event.new.channel_id))
    };
    voice_server: VoiceServerUpdate |event| format!("{:?} {:?}", event.endpoint, event.token);
    voice_status: VoiceStatusUpdate |event| format!("{:?}", event.status);
    stage_create: StageCreate |event| event.stage.topic.clone();
    stage_update: StageUpdate |event| event.stage.topic.clone();
    stage_delete: StageDelete |event| event.stage.topic.clone();
    sounds: SoundboardSounds |event| event.sounds.len().to_string();
    sound_create: SoundboardSoundCreate |event| event.sound.name.clone();
    sound_update: SoundboardSoundUpdate |event| event.sound.name.clone();
    sounds_update: SoundboardSoundsUpdate |event| format!("{:?}", event.sounds.iter().map(|sound| sound.volume).collect::<Vec<_>>());
    sound_delete: SoundboardSoundDelete |event| (event.sound_id.get() > 1).to_string();
    scheduled_create: ScheduledEventCreate |event| event.event.name.clone();
    scheduled_update: ScheduledEventUpdate |event| format!("{:?}", event.event.status);
    scheduled_delete: ScheduledEventDelete |event| event.event.name.clone();
    scheduled_user_add: ScheduledEventUserAdd |event| (event.user_id.get() > 1).to_string();
    scheduled_user_remove: ScheduledEventUserRemove |event| (event.event_id.get() > 1).to_string();
    rule_create: AutoModRuleCreate |event| event.rule.name.clone();
    rule_update: AutoModRuleUpdate |event| event.rule.enabled.to_string();
    rule_delete: AutoModRuleDelete |event| event.rule.name.clone();
    rule_action: AutoModAction |event| format!("{:?} in {}", event.execution.matched_keyword, event.execution.content);
    command_permissions: CommandPermissionsUpdate |event| event.permission.permissions.len().to_string();
    entitlement_create: EntitlementCreate |event| event.entitlement.sku_id.to_string();
    entitlement_update: EntitlementUpdate |event| event.entitlement.ends_at.is_some().to_string();
    entitlement_delete: EntitlementDelete |event| event.entitlement.deleted.to_string();
}

/// Ask Discord over the gateway.
#[command]
async fn ask(ctx: &Context) -> Result<&'static str> {
    let guild = ctx.guild_id().ok_or("not in a guild")?;
    ctx.request_members(guild, "")?;
    ctx.request_sounds(guild)?;
    Ok("asked")
}

/// Ask for opinions.
#[command]
async fn tea() -> Poll {
    Poll::new("Tea?", ["yes", "no"])
}

/// A bot that handles every event and caches everything, with every permission but ADMINISTRATOR.
struct World {
    sandbox: Sandbox,
    log: Log,
    /// The names of the events that were raised so far.
    raised: BTreeSet<String>,
}

impl World {
    async fn start() -> Result<Self> {
        let log = Log::default();
        let mut cache = CacheSetting::default();
        (cache.members, cache.presences, cache.voice, cache.messages) = (true, true, true, 100);
        let discord = Discord::builder()
            .bot_permissions(Permissions::all() - Permissions::ADMINISTRATOR)
            .start()
            .await?;
        let bot = Bot::builder().registry(registry()).state(log.clone()).cache(cache);
        Ok(Self { sandbox: Sandbox::start_on(discord, bot).await?, log, raised: BTreeSet::new() })
    }

    /// Compares the lines logged since the last call with `lines`, in any order.
    async fn expect(&mut self, lines: &[&str]) -> Result<()> {
        self.sandbox.settle().await?;
        let mut logged = self.log.take();
        logged.sort();
        self.raised.extend(logged.iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()));
        let mut expected = lines.to_vec();
        expected.sort_unstable();
        assert_eq!(logged, expected);
        Ok(())
    }
}

#[tokio::test]
async fn every_event_type_is_raised_by_an_action() -> Result<()> {
    let mut world = World::start().await?;
    connection(&mut world).await?;
    messages(&mut world).await?;
    reactions_and_polls(&mut world).await?;
    members_and_presences(&mut world).await?;
    guilds_and_roles(&mut world).await?;
    channels(&mut world).await?;
    threads(&mut world).await?;
    voice(&mut world).await?;
    expressions(&mut world).await?;
    scheduled_events_and_stages(&mut world).await?;
    moderation(&mut world).await?;
    applications(&mut world).await?;
    // All but `PresenceReplace`, which Discord no longer sends.
    let handled: BTreeSet<String> =
        registry().event_handlers().map(|handler| handler.event().to_owned()).collect();
    assert_eq!(handled.len(), 83);
    assert_eq!(handled.difference(&world.raised).collect::<Vec<_>>(), Vec::<&String>::new());
    Ok(())
}

async fn connection(world: &mut World) -> Result<()> {
    world
        .expect(&[
            "ShardStateUpdate disconnected -> connecting",
            "ShardStateUpdate connecting -> identifying",
            "ShardStateUpdate identifying -> connected",
            "Ready as sandbot",
            "ShardsReady 1",
            "GuildCreate Sandbox false",
            "CacheReady 1",
        ])
        .await?;
    world.sandbox.request_reconnect().await;
    while world.sandbox.resumes() == 0 {
        tokio::task::yield_now().await;
    }
    world
        .expect(&[
            "ShardStateUpdate connected -> disconnected",
            "ShardStateUpdate disconnected -> connecting",
            "ShardStateUpdate connecting -> resuming",
            "ShardStateUpdate resuming -> connected",
            "Resumed shard 0",
        ])
        .await?;
    world.sandbox.dispatches("VOICE_CHANNEL_EFFECT_SEND", &json!({ "emoji": "🎉" }));
    let meta = json!({ "guild_id": world.sandbox.guild(), "nonce": "n" });
    let limited = json!({ "opcode": 8, "retry_after": 1.5, "meta": meta });
    world.sandbox.dispatches("RATE_LIMITED", &limited);
    world.sandbox.dispatches("SUBSCRIPTION_CREATE", &json!({ "id": "1" }));
    // An event that serenity has a type for and cannot parse.
    world.sandbox.dispatches("INVITE_DELETE", &json!({ "code": 7 }));
    world
        .expect(&[
            "RawEvent VOICE_CHANNEL_EFFECT_SEND {\"emoji\":\"🎉\"}",
            "GatewayRateLimit 8 1.5s Some(\"n\")",
            "RawEvent SUBSCRIPTION_CREATE {\"id\":\"1\"}",
            "RawEvent INVITE_DELETE {\"code\":7}",
        ])
        .await
}

async fn messages(world: &mut World) -> Result<()> {
    let (alice, owner) = (world.sandbox.member("alice").await?, world.sandbox.owner());
    let posted = alice.posts("hi").await?;
    world.expect(&["Message hi"]).await?;
    let edited = alice.edits(&posted, "hi there").await?;
    world.expect(&["MessageUpdate Some(\"hi\") -> Some(\"hi there\")"]).await?;
    owner.pins(&edited).await?;
    owner.unpins(&edited).await?;
    world.expect(&["PinsUpdate true", "Message", "PinsUpdate false"]).await?;
    alice.types().await?;
    world.expect(&["TypingStart alice"]).await?;
    alice.deletes(&edited).await?;
    world.expect(&["MessageDelete Some(\"hi there\")"]).await?;
    let (one, two) = (alice.posts("one").await?, alice.posts("two").await?);
    owner.purges(&[&one, &two]).await?;
    world.expect(&["Message one", "Message two", "MessageDeleteBulk 2"]).await?;
    world.sandbox.rate_limits("POST", "/channels/{}/messages", Duration::from_millis(10));
    assert_eq!(alice.says("!ask").await?.content, "asked");
    let names = "{\"alice\", \"owner\", \"sandbot\"}";
    world
        .expect(&[
            "Message !ask",
            "Message asked",
            "RateLimit POST false",
            &format!("MembersChunk {names}"),
            "SoundboardSounds 0",
        ])
        .await?;
    // Discord answers a request for all members once in 30 seconds.
    world.sandbox.advance(Duration::from_secs(30)).await?;
    alice.slash("ask").send().await?;
    world
        .expect(&[
            "Interaction Command",
            "Message asked",
            &format!("MembersChunk {names}"),
            "SoundboardSounds 0",
        ])
        .await
}

async fn reactions_and_polls(world: &mut World) -> Result<()> {
    let (alice, owner) = (world.sandbox.member("alice").await?, world.sandbox.owner());
    let message = alice.posts("?").await?;
    alice.reacts(&message, "👍").await?;
    alice.unreacts(&message, "👍").await?;
    world
        .expect(&[
            "Message ?",
            "ReactionAdd 👍",
            "Reaction Added 👍",
            "ReactionRemove 👍",
            "Reaction Removed 👍",
        ])
        .await?;
    alice.reacts(&message, "👎").await?;
    owner.clears_reactions(&message, Some("👎")).await?;
    owner.clears_reactions(&message, None).await?;
    world
        .expect(&["ReactionAdd 👎", "Reaction Added 👎", "ReactionRemoveEmoji 👎", "ReactionRemoveAll true"])
        .await?;
    let poll = alice.says("!tea").await?;
    alice.votes(&poll, "yes").await?;
    alice.unvotes(&poll, "yes").await?;
    world.expect(&["Message !tea", "Message", "PollVoteAdd 1", "PollVoteRemove 1"]).await
}

async fn members_and_presences(world: &mut World) -> Result<()> {
    let bob = world.sandbox.join("bob").await?;
    world.expect(&["MemberJoin bob"]).await?;
    bob.nicknamed(Some("Bobby")).await?;
    world.expect(&["MemberUpdate None -> Some(\"Bobby\")"]).await?;
    bob.is_now(OnlineStatus::Idle).await?;
    bob.plays(Some("chess")).await?;
    world.expect(&["PresenceUpdate idle []", "PresenceUpdate online [\"chess\"]"]).await?;
    bob.leaves().await?;
    world.expect(&["MemberLeave bob true"]).await?;
    world.sandbox.rename_bot("robot").await?;
    world.expect(&["UserUpdate Some(\"sandbot\") -> robot"]).await
}

async fn guilds_and_roles(world: &mut World) -> Result<()> {
    world.sandbox.rename_guild("Sandpit").await?;
    world.expect(&["GuildUpdate Some(\"Sandbox\") -> Sandpit"]).await?;
    let second: GuildId = world.sandbox.new_guild("Second").await?;
    world.expect(&["GuildCreate Second true", "GuildJoin Second", "CacheReady 2"]).await?;
    world.sandbox.outage(second).await?;
    world.sandbox.end_outage(second).await?;
    world.expect(&["GuildDelete true false", "GuildCreate Second false", "CacheReady 2"]).await?;
    world.sandbox.remove_bot_from(second).await?;
    world.expect(&["GuildDelete false true", "GuildLeave Some(\"Second\")"]).await?;
    let role = world.sandbox.role("helper", Permissions::empty()).await?;
    world.sandbox.change_role(&role, Permissions::KICK_MEMBERS).await?;
    world.sandbox.delete_role(&role).await?;
    world
        .expect(&[
            "RoleCreate helper",
            "RoleUpdate Some(Permissions(0)) -> Kick Members",
            "RoleDelete Some(\"helper\")",
            "AuditLogEntry Role(Delete) None",
        ])
        .await
}

async fn channels(world: &mut World) -> Result<()> {
    let channel = world.sandbox.new_channel("plans", ChannelType::Text).await?;
    let channel = world.sandbox.rename_channel(&channel, "ideas").await?;
    world.sandbox.delete_channel(&channel).await?;
    world
        .expect(&["ChannelCreate plans", "ChannelUpdate Some(\"plans\") -> ideas", "ChannelDelete ideas"])
        .await?;
    let category = world.sandbox.new_channel("Archive", ChannelType::Category).await?;
    world.sandbox.delete_channel(&category).await?;
    world.expect(&["CategoryCreate Archive", "CategoryDelete Archive"]).await?;
    let general = world.sandbox.channel("general")?;
    world.sandbox.new_webhook(&general).await?;
    let code = world.sandbox.owner().invites_to(&general).await?;
    world.sandbox.delete_invite(&code).await?;
    world.expect(&["WebhookUpdate true", "InviteCreate owner", "InviteDelete true"]).await
}

async fn threads(world: &mut World) -> Result<()> {
    let alice = world.sandbox.member("alice").await?;
    let general = world.sandbox.channel("general")?;
    let thread = world.sandbox.new_thread(&general, "side").await?;
    alice.joins_thread(&thread).await?;
    alice.leaves_thread(&thread).await?;
    world.sandbox.bot_joins_thread(&thread).await?;
    world
        .expect(&[
            "ThreadCreate side",
            "ThreadMembersUpdate 1 +1 -0",
            "ThreadMembersUpdate 0 +0 -1",
            "ThreadMembersUpdate 1 +1 -0",
            "ThreadMemberUpdate true",
        ])
        .await?;
    let thread = world.sandbox.rename_channel(&thread, "aside").await?;
    world.expect(&["ThreadUpdate Some(\"side\") -> aside"]).await?;
    let bot = world.sandbox.bot();
    let (none, view) = (Permissions::empty(), Permissions::VIEW_CHANNEL);
    world.sandbox.overwrite(&general, bot, none, view).await?;
    world.sandbox.overwrite(&general, bot, view, none).await?;
    world.sandbox.settle().await?;
    let logged = world.log.take();
    assert!(logged.contains(&"ThreadListSync [\"aside\"]".to_owned()), "{logged:?}");
    world.raised.insert("ThreadListSync".to_owned());
    world.sandbox.delete_channel(&thread).await?;
    world.expect(&["ThreadDelete Some(\"aside\")"]).await
}

async fn voice(world: &mut World) -> Result<()> {
    let alice = world.sandbox.member("alice").await?;
    let channel = world.sandbox.channel("voice")?;
    alice.joins_voice(&channel).await?;
    alice.leaves_voice().await?;
    world.expect(&["VoiceStateUpdate false -> true", "VoiceStateUpdate true -> false"]).await?;
    world.sandbox.voice_status(&channel, Some("jazz")).await?;
    world.sandbox.new_voice_server("eu.example:443").await?;
    world
        .expect(&[
            "VoiceStatusUpdate Some(\"jazz\")",
            "VoiceServerUpdate Some(\"eu.example:443\") SecretBox<str>([REDACTED])",
        ])
        .await
}

async fn expressions(world: &mut World) -> Result<()> {
    let emoji = world.sandbox.new_emoji("blob").await?;
    world.sandbox.delete_emoji(emoji).await?;
    let sticker = world.sandbox.new_sticker("wave").await?;
    world.sandbox.delete_sticker(sticker).await?;
    world
        .expect(&[
            "EmojisUpdate [\"blob\"]",
            "EmojisUpdate []",
            "StickersUpdate [\"wave\"]",
            "StickersUpdate []",
        ])
        .await?;
    let sound = world.sandbox.new_sound("quack").await?;
    world.sandbox.rename_sound(sound, "honk").await?;
    world.sandbox.set_sound_volume(0.5).await?;
    world.sandbox.delete_sound(sound).await?;
    world
        .expect(&[
            "SoundboardSoundCreate quack",
            "SoundboardSoundUpdate honk",
            "SoundboardSoundsUpdate [0.5]",
            "SoundboardSoundDelete true",
        ])
        .await
}

async fn scheduled_events_and_stages(world: &mut World) -> Result<()> {
    let alice = world.sandbox.member("alice").await?;
    let voice = world.sandbox.channel("voice")?;
    let start = Timestamp::from_unix_timestamp(2_000_000_000)?;
    let party = world.sandbox.new_scheduled_event("Party", &voice, start).await?;
    alice.interested_in(party).await?;
    alice.not_interested_in(party).await?;
    world.sandbox.starts_scheduled_event(party).await?;
    world.sandbox.delete_scheduled_event(party).await?;
    world
        .expect(&[
            "ScheduledEventCreate Party",
            "ScheduledEventUserAdd true",
            "ScheduledEventUserRemove true",
            "ScheduledEventUpdate Active",
            "ScheduledEventDelete Party",
        ])
        .await?;
    let stage = world.sandbox.new_channel("stage", ChannelType::Stage).await?;
    let talk = world.sandbox.opens_stage(&stage, "Rust").await?;
    world.sandbox.stage_topic(talk, "serde").await?;
    world.sandbox.closes_stage(talk).await?;
    world.expect(&["ChannelCreate stage", "StageCreate Rust", "StageUpdate serde", "StageDelete serde"]).await
}

async fn moderation(world: &mut World) -> Result<()> {
    let (alice, owner) = (world.sandbox.member("alice").await?, world.sandbox.owner());
    let rule: RuleId = world.sandbox.new_automod_rule("Language", &["heck"]).await?;
    world.expect(&["AutoModRuleCreate Language"]).await?;
    let refused = alice.posts("what the heck").await.unwrap_err().to_string();
    assert!(refused.contains("AutoMod blocks this message because of `heck`"), "{refused}");
    world.expect(&["AutoModAction Some(\"heck\") in what the heck"]).await?;
    world.sandbox.toggle_automod_rule(rule, false).await?;
    alice.posts("heck").await?;
    world.sandbox.delete_automod_rule(rule).await?;
    world.expect(&["AutoModRuleUpdate false", "Message heck", "AutoModRuleDelete Language"]).await?;
    owner.bans(&alice, Some("language")).await?;
    owner.unbans(&alice).await?;
    let alice = world.sandbox.join("alice").await?;
    owner.kicks(&alice).await?;
    world
        .expect(&[
            "BanAdd alice",
            "MemberLeave alice true",
            "AuditLogEntry Member(BanAdd) Some(\"language\")",
            "BanRemove alice",
            "AuditLogEntry Member(BanRemove) None",
            "MemberJoin alice",
            "MemberLeave alice true",
            "AuditLogEntry Member(Kick) None",
        ])
        .await
}

async fn applications(world: &mut World) -> Result<()> {
    let owner = world.sandbox.owner();
    let integration = world.sandbox.new_integration("Twitch").await?;
    world.sandbox.toggle_integration(integration, false).await?;
    world.sandbox.delete_integration(integration).await?;
    world
        .expect(&[
            "IntegrationCreate Twitch",
            "IntegrationUpdate false",
            "IntegrationDelete None",
            "IntegrationsUpdate true",
            "IntegrationsUpdate true",
            "IntegrationsUpdate true",
        ])
        .await?;
    let purchase = owner.buys(SkuId::new(77)).await?;
    world.sandbox.entitlement_ends(purchase).await?;
    world.sandbox.refunds(purchase).await?;
    world.expect(&["EntitlementCreate 77", "EntitlementUpdate true", "EntitlementDelete true"]).await?;
    let role = world.sandbox.role("testers", Permissions::empty()).await?;
    world.sandbox.set_command_permission("ask", &role, false).await?;
    world.expect(&["RoleCreate testers", "CommandPermissionsUpdate 1"]).await
}

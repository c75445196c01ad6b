//! Serenity can read the event of every action.

use std::time::Duration;

use mindtrace_discord::sandbox::Discord;
use serenity::all::{
    ChannelType, CreateThread, EditChannel, EditMember, EditMessage, EditRole, EditThread, GatewayIntents,
    GetMessages, PermissionOverwrite, PermissionOverwriteType, Permissions, ReactionType, Timestamp,
};

use crate::peer::{EVENTS, Peer};

#[tokio::test(flavor = "multi_thread")]
async fn serenity_reads_the_event_of_every_action() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.join("bob").await.unwrap());
    members_act(&discord, &alice, &bob).await;
    bot_acts(&discord, &peer, &alice, &bob).await;
    let tested_elsewhere = ["RESUMED", "GUILD_MEMBERS_CHUNK", "INTERACTION_CREATE"];
    let elsewhere = |name: &str| tested_elsewhere.contains(&name) || name.starts_with("MESSAGE_POLL_");
    for name in EVENTS.iter().filter(|name| !elsewhere(name)) {
        assert!(discord.sent(&[name]) > 0, "{name} was never sent");
    }
    peer.read_everything(&discord).await;
    peer.stop().await;
}

async fn members_act(
    discord: &Discord,
    alice: &mindtrace_discord::sandbox::Member,
    bob: &mindtrace_discord::sandbox::Member,
) {
    let voice = discord.channel("voice").unwrap();
    let other = discord.new_channel("other", ChannelType::Voice).await.unwrap();
    alice.joins_voice(&voice).await.unwrap();
    alice.moves_voice(&other).await.unwrap();
    alice.leaves_voice().await.unwrap();
    let posted = alice.posts("a message").await.unwrap();
    let posted = alice.edits(&posted, "another message").await.unwrap();
    bob.replies_to(&posted, "a reply").await.unwrap();
    bob.reacts(&posted, "👍").await.unwrap();
    bob.reacts(&posted, "blob:123").await.unwrap();
    bob.unreacts(&posted, "👍").await.unwrap();
    alice.deletes(&posted).await.unwrap();
    let general = discord.channel("general").unwrap();
    let thread = discord.new_thread(&general, "thread").await.unwrap();
    alice.at(&thread).posts("in a thread").await.unwrap();
    let role = discord.role("helpers", Permissions::MANAGE_MESSAGES).await.unwrap();
    bob.gets(&role).await.unwrap();
    bob.loses(&role).await.unwrap();
    bob.with_permissions(Permissions::KICK_MEMBERS).await.unwrap();
    discord.overwrite(&general, &role, Permissions::SEND_MESSAGES, Permissions::ATTACH_FILES).await.unwrap();
    let soon = Timestamp::from_unix_timestamp(Timestamp::now().unix_timestamp() + 60).unwrap();
    bob.timed_out(soon).await.unwrap();
    assert!(bob.posts("mmph").await.is_err());
    bob.timed_out(None).await.unwrap();
    discord.bot_account("otherbot").posts("beep").await.unwrap();
    discord.webhook_says("news", "extra").await.unwrap();
    let second = discord.new_guild("Second").await.unwrap();
    discord.outage(second).await.unwrap();
    discord.end_outage(second).await.unwrap();
    discord.remove_bot_from(second).await.unwrap();
    let carol = discord.join("carol").await.unwrap();
    carol.leaves().await.unwrap();
}

async fn bot_acts(
    discord: &Discord,
    peer: &Peer,
    alice: &mindtrace_discord::sandbox::Member,
    bob: &mindtrace_discord::sandbox::Member,
) {
    let (http, guild) = (&peer.http, discord.guild());
    let general = discord.channel("general").unwrap().id();
    general.broadcast_typing(http).await.unwrap();
    let mut message = general.say(http, "mine").await.unwrap();
    message.edit(http, EditMessage::new().content("mine, edited")).await.unwrap();
    message.react(http, '👍').await.unwrap();
    message.react(http, ReactionType::try_from("<:blob:123>").unwrap()).await.unwrap();
    message.delete_reaction_emoji(http, '👍').await.unwrap();
    message.delete_reactions(http).await.unwrap();
    message.pin(http).await.unwrap();
    assert_eq!(general.pins(http).await.unwrap().len(), 1);
    message.delete(http).await.unwrap();
    let pair = [general.say(http, "1").await.unwrap().id, general.say(http, "2").await.unwrap().id];
    assert_eq!(general.messages(http, GetMessages::new().limit(2)).await.unwrap()[1].id, pair[0]);
    general.delete_messages(http, pair).await.unwrap();
    let mut role = guild.create_role(http, EditRole::new().name("made")).await.unwrap();
    role.edit(http, EditRole::new().name("renamed")).await.unwrap();
    let member = guild.member(http, bob.id()).await.unwrap();
    member.add_role(http, role.id).await.unwrap();
    member.remove_role(http, role.id).await.unwrap();
    guild.edit_member(http, bob.id(), EditMember::new().nickname("Bobby")).await.unwrap();
    guild.edit_nickname(http, Some("Botty")).await.unwrap();
    role.delete(http).await.unwrap();
    let mut channel = guild.create_channel(http, serenity::all::CreateChannel::new("made")).await.unwrap();
    channel.edit(http, EditChannel::new().topic("about")).await.unwrap();
    let overwrite = PermissionOverwrite {
        allow: Permissions::empty(),
        deny: Permissions::SEND_MESSAGES,
        kind: PermissionOverwriteType::Member(alice.id()),
    };
    channel.create_permission(http, overwrite).await.unwrap();
    channel.delete(http).await.unwrap();
    let thread =
        general.create_thread(http, CreateThread::new("t").kind(ChannelType::PublicThread)).await.unwrap();
    thread.id.edit_thread(http, EditThread::new().name("u")).await.unwrap();
    thread.delete(http).await.unwrap();
    guild.kick(http, bob.id()).await.unwrap();
    discord.join("bob").await.unwrap();
    guild.ban_with_reason(http, bob.id(), 1, "naughty").await.unwrap();
    assert_eq!(guild.bans(http, None, None).await.unwrap()[0].reason.as_deref(), Some("naughty"));
    guild.unban(http, bob.id()).await.unwrap();
    discord.owner().with_permissions(Permissions::empty()).await.unwrap();
    let mods = discord.role("managers", Permissions::MANAGE_GUILD).await.unwrap();
    discord.bot_gets(&mods).await.unwrap();
    guild.edit(http, serenity::all::EditGuild::new().name("Renamed")).await.unwrap();
    let counted = http.get_guild_with_counts(guild).await.unwrap();
    assert_eq!(counted.name, "Renamed");
    let listed = guild.members(http, Some(10), None).await.unwrap();
    assert_eq!(Some(listed.len() as u64), counted.approximate_member_count);
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_are_acknowledged() {
    let discord = Discord::builder().heartbeat_interval(Duration::from_millis(300)).start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let mut changes = discord.watch();
    while discord.heartbeats().len() < 3 {
        changes.changed().await.unwrap();
    }
    assert_eq!(discord.identifies(), 1, "a missing acknowledgement would have led to another one");
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn serenity_reads_every_rest_resource() {
    let discord = Discord::start().await.unwrap();
    let http = crate::peer::http(&discord);
    let (guild, bot) = (discord.guild(), discord.bot());
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("hi").await.unwrap();
    alice.reacts(&posted, "👍").await.unwrap();
    let thumb = ReactionType::from('👍');
    assert_eq!(http.get_current_user().await.unwrap().id, bot);
    assert_eq!(http.get_current_application_info().await.unwrap().id, discord.application());
    assert_eq!(http.get_bot_gateway().await.unwrap().shards, 1);
    assert_eq!(http.get_guilds(None, None).await.unwrap()[0].id, guild);
    assert_eq!(http.get_guild(guild).await.unwrap().owner_id, discord.owner().id());
    assert_eq!(guild.channels(&http).await.unwrap().len(), 4);
    assert_eq!(guild.roles(&http).await.unwrap().len(), 2);
    assert_eq!(guild.search_members(&http, "ali", Some(5)).await.unwrap()[0].user.id, alice.id());
    assert_eq!(http.get_user(alice.id()).await.unwrap().name, "alice");
    let channel = posted.channel_id.to_channel(&http).await.unwrap().guild().unwrap();
    assert_eq!((channel.name.as_str(), channel.guild_id), ("general", guild));
    let users = posted.channel_id.reaction_users(&http, posted.id, thumb, Some(5), None).await.unwrap();
    assert_eq!(users[0].id, alice.id());
    let dm = alice.id().create_dm_channel(&http).await.unwrap();
    assert_eq!(dm.id.to_channel(&http).await.unwrap().private().unwrap().recipient.id, alice.id());
}

//! The permissions of the bot, and the members it may act on.

use mindtrace_discord::permissions::{BYPASS_SLOWMODE, PIN_MESSAGES};
use mindtrace_discord::sandbox::{Discord, Target};
use serenity::all::{
    CreateMessage, EditRole, Error, GetMessages, Http, HttpError, Permissions, RoleId, Timestamp,
};

use crate::peer;

/// Returns the error code of a refused request.
fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> isize {
    match result.unwrap_err() {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => response.error.code,
        other => panic!("{other}"),
    }
}

async fn setup(permissions: Permissions) -> (Discord, Http) {
    let discord = Discord::builder().bot_permissions(permissions).start().await.unwrap();
    let http = peer::http(&discord);
    (discord, http)
}

#[tokio::test(flavor = "multi_thread")]
async fn overwrites_apply_to_the_bot() {
    let (discord, http) = setup(Permissions::empty()).await;
    let general = discord.channel("general").unwrap();
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("hi").await.unwrap();
    let bot: Target = discord.bot().into();
    assert_eq!(code(http.delete_message(general.id(), posted.id, None).await), 50013);
    discord.overwrite(&general, bot, Permissions::MANAGE_MESSAGES, Permissions::empty()).await.unwrap();
    http.delete_message(general.id(), posted.id, None).await.unwrap();
    let posted = alice.posts("hi").await.unwrap();
    discord.overwrite(&general, bot, Permissions::empty(), Permissions::READ_MESSAGE_HISTORY).await.unwrap();
    let reply = CreateMessage::new().content("r").reference_message((general.id(), posted.id));
    assert_eq!(code(general.id().send_message(&http, reply).await), 160_002);
    assert!(general.id().messages(&http, GetMessages::new()).await.unwrap().is_empty());
    discord.overwrite(&general, bot, Permissions::empty(), Permissions::SEND_MESSAGES).await.unwrap();
    assert_eq!(code(general.id().say(&http, "x").await), 50013);
    let everyone = RoleId::new(discord.guild().get());
    discord.overwrite(&general, bot, Permissions::empty(), Permissions::empty()).await.unwrap();
    discord.overwrite(&general, everyone, Permissions::empty(), Permissions::VIEW_CHANNEL).await.unwrap();
    assert_eq!(code(general.id().say(&http, "x").await), 50001);
    let admin = discord.role("admin", Permissions::ADMINISTRATOR).await.unwrap();
    discord.bot_gets(&admin).await.unwrap();
    general.id().say(&http, "overwrites do not apply to administrators").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_acts_only_on_members_and_roles_below_it() {
    let all = Permissions::KICK_MEMBERS
        | Permissions::BAN_MEMBERS
        | Permissions::MANAGE_ROLES
        | Permissions::MODERATE_MEMBERS;
    let (discord, http) = setup(all).await;
    let guild = discord.guild();
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    let high = discord.role_above_bot("high", Permissions::empty()).await.unwrap();
    let low = discord.role("low", Permissions::empty()).await.unwrap();
    alice.gets(&high).await.unwrap();
    for result in [
        guild.kick(&http, alice.id()).await,
        guild.ban(&http, alice.id(), 0).await,
        guild.kick(&http, discord.owner().id()).await,
        http.add_member_role(guild, bob.id(), high.id(), None).await,
    ] {
        assert_eq!(code(result), 50013);
    }
    http.add_member_role(guild, bob.id(), low.id(), None).await.unwrap();
    let grant = EditRole::new().permissions(Permissions::MANAGE_GUILD);
    assert_eq!(code(guild.create_role(&http, grant).await), 50013, "a bot grants only what it has");
    let mut member = guild.member(&http, bob.id()).await.unwrap();
    let until = Timestamp::from_unix_timestamp(Timestamp::now().unix_timestamp() + 60).unwrap();
    member.disable_communication_until_datetime(&http, until).await.unwrap();
    assert!(bob.posts("mmph").await.unwrap_err().to_string().contains("may not write"));
    guild.kick(&http, bob.id()).await.unwrap();
    assert_eq!(code(guild.kick(&http, bob.id()).await), 10007);
}

#[tokio::test(flavor = "multi_thread")]
async fn pinning_needs_a_permission_of_its_own() {
    let (discord, http) = setup(Permissions::MANAGE_MESSAGES | Permissions::MANAGE_ROLES).await;
    let general = discord.channel("general").unwrap();
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("hi").await.unwrap();
    assert_eq!(code(http.pin_message(general.id(), posted.id, None).await), 50013);
    let alice = alice.with_permissions(Permissions::MANAGE_MESSAGES).await.unwrap();
    assert!(alice.pins(&posted).await.unwrap_err().to_string().contains("PIN_MESSAGES"));
    let pinners = discord.role("pinners", PIN_MESSAGES).await.unwrap();
    discord.bot_gets(&pinners).await.unwrap();
    http.pin_message(general.id(), posted.id, None).await.unwrap();
    alice.gets(&pinners).await.unwrap();
    alice.unpins(&posted).await.unwrap();
    // A bot grants only what it has itself.
    let guild = discord.guild();
    guild.create_role(&http, EditRole::new().permissions(PIN_MESSAGES)).await.unwrap();
    assert_eq!(code(guild.create_role(&http, EditRole::new().permissions(BYPASS_SLOWMODE)).await), 50013);
}

#[tokio::test(flavor = "multi_thread")]
async fn dms_need_open_dms_and_a_shared_guild() {
    let (discord, http) = setup(Permissions::empty()).await;
    let alice = discord.member("alice").await.unwrap();
    let dm = alice.id().create_dm_channel(&http).await.unwrap();
    dm.say(&http, "hi").await.unwrap();
    assert_eq!(alice.in_dm().sees().await.unwrap().content, "hi");
    alice.closes_dms();
    assert_eq!(code(dm.say(&http, "hi").await), 50007);
    alice.leaves().await.unwrap();
    assert_eq!(code(dm.say(&http, "hi").await), 50278);
}

#[tokio::test]
async fn the_owner_of_a_guild_cannot_leave_it() {
    let discord = Discord::start().await.unwrap();
    let (owner, alice) = (discord.owner(), discord.member("alice").await.unwrap());
    assert!(owner.leaves().await.unwrap_err().to_string().contains("its owner"));
    discord.transfer_ownership(&alice).await.unwrap();
    assert!(alice.leaves().await.unwrap_err().to_string().contains("its owner"));
    owner.leaves().await.unwrap();
}

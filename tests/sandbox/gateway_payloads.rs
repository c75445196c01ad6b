//! The fields of gateway payloads that Discord documents as always there.

use mindtrace_discord::sandbox::Discord;
use serde_json::{Value, json};
use serenity::all::{GatewayIntents, OnlineStatus};

use crate::gateway::{Socket, identify};

fn assert_fields(payload: &Value, fields: &[&str]) {
    let missing: Vec<&&str> = fields.iter().filter(|field| payload.get(**field).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?} are missing in {payload}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ready_has_every_field_and_the_shard_if_it_was_sent() {
    let discord = Discord::start().await.unwrap();
    let (_socket, ready) = Socket::identified(&discord, GatewayIntents::empty()).await;
    assert_fields(
        &ready,
        &["v", "user", "guilds", "session_id", "resume_gateway_url", "shard", "application"],
    );
    assert_fields(&ready["application"], &["id", "flags"]);
    let user = ["id", "username", "discriminator", "global_name", "avatar", "bot", "mfa_enabled", "verified"];
    assert_fields(&ready["user"], &user);
    assert_eq!(ready["guilds"], json!([{"id": discord.guild(), "unavailable": true}]));
    let mut unsharded = Socket::open(&discord).await;
    let mut frame = identify(&discord, 0);
    frame["d"].as_object_mut().unwrap().remove("shard");
    unsharded.send(&frame).await;
    assert_eq!(unsharded.until("READY").await.get("shard"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guild_lists_members_and_presences_as_the_intents_and_the_threshold_allow() {
    let discord = Discord::start().await.unwrap();
    for number in 0..49 {
        discord.member(&format!("member{number}")).await.unwrap();
    }
    let alice = discord.member("alice").await.unwrap();
    alice.is_now(OnlineStatus::Online).await.unwrap();
    let members = |guild: &Value| guild["members"].as_array().unwrap().len();
    // With the owner and the bot there are 52 members.
    for (intents, threshold, is_large, listed, present) in [
        (GatewayIntents::GUILDS, 50, true, 1, 0),
        (GatewayIntents::GUILDS, 100, false, 1, 0),
        (GatewayIntents::GUILDS | GatewayIntents::GUILD_PRESENCES, 50, true, 2, 1),
        (GatewayIntents::GUILDS | GatewayIntents::GUILD_PRESENCES, 100, false, 52, 1),
    ] {
        let mut socket = Socket::open(&discord).await;
        let mut frame = identify(&discord, intents.bits());
        frame["d"]["large_threshold"] = json!(threshold);
        socket.send(&frame).await;
        let guild = socket.until("GUILD_CREATE").await;
        assert_fields(
            &guild,
            &[
                "joined_at",
                "large",
                "unavailable",
                "member_count",
                "voice_states",
                "members",
                "channels",
                "threads",
                "presences",
                "stage_instances",
                "guild_scheduled_events",
                "soundboard_sounds",
            ],
        );
        assert_eq!(
            (&guild["large"], &guild["member_count"], &guild["unavailable"]),
            (&json!(is_large), &json!(52), &json!(false))
        );
        assert_eq!(members(&guild), listed, "{intents:?}");
        assert_eq!(guild["presences"].as_array().unwrap().len(), present);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_has_the_members_of_its_author_and_its_mentions() {
    let discord = Discord::start().await.unwrap();
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    let (mut socket, _) = Socket::identified(&discord, GatewayIntents::all()).await;
    alice.posts(&format!("hello <@{}>", bob.id())).await.unwrap();
    let message = socket.until("MESSAGE_CREATE").await;
    assert_fields(
        &message,
        &[
            "id",
            "channel_id",
            "guild_id",
            "author",
            "member",
            "content",
            "timestamp",
            "edited_timestamp",
            "tts",
            "mention_everyone",
            "mentions",
            "mention_roles",
            "attachments",
            "embeds",
            "pinned",
            "type",
        ],
    );
    assert_eq!(message["guild_id"], discord.guild().to_string());
    assert_eq!(message["mentions"][0]["id"], bob.id().to_string());
    for member in [&message["member"], &message["mentions"][0]["member"]] {
        assert_fields(member, &["roles", "joined_at", "deaf", "mute", "flags"]);
        assert_eq!(member.get("user"), None);
    }
    alice.in_dm().posts("in private").await.unwrap();
    let message = socket.until("MESSAGE_CREATE").await;
    assert_eq!((message.get("guild_id"), message.get("member")), (None, None));
}

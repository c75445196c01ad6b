//! Inputs that once failed, each for a kind: layouts and edits, payloads that no model expects, guilds over time, arguments, answers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::component::Block;
use mindtrace_discord::config::CacheSetting;
use mindtrace_discord::permissions::PIN_MESSAGES;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::serenity::model::channel::{ChannelType, ReactionType};
use serde_json::{Value, json};

use crate::handler_log::Log;

fn panel(text: &str) -> Reply {
    Reply::default().layout([Block::text(text)])
}

/// Edit a text into a layout.
#[command]
async fn load(ctx: &Context) -> Result<()> {
    Ok(ctx.reply("Loading").await?.edit(panel("done")).await?)
}

/// Edit an embed into a layout.
#[command]
async fn frame(ctx: &Context) -> Result<()> {
    Ok(ctx.reply(Embed::new().title("Loading")).await?.edit(panel("framed")).await?)
}

#[component("go")]
async fn go() -> Reply {
    panel("clicked").update()
}

/// Ask with a button.
#[command]
async fn ask() -> Reply {
    Reply::new("text").buttons([Button::new("Go", go::id())])
}

#[component("close")]
async fn close() -> Reply {
    Reply::new("Closed.").update()
}

/// Show a layout with a button.
#[command]
async fn board() -> Reply {
    Reply::default().layout([Block::text("board"), Block::Buttons(vec![Button::new("Close", close::id())])])
}

#[tokio::test]
async fn a_text_becomes_a_layout_and_a_layout_stays_one() -> Result<()> {
    let registry = Registry::empty().command::<load>().command::<frame>().command::<ask>().command::<board>();
    let registry = registry.command::<go>().command::<close>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    for call in ["load", "frame", "ask", "board"] {
        let said = alice.says(&format!("!{call}")).await?;
        let slashed = alice.slash(call).send().await?;
        sandbox.settle().await?;
        for answer in [said, slashed] {
            let shown = match call {
                "load" | "frame" => sandbox.message(answer.channel_id, answer.id).unwrap(),
                "ask" => alice.clicks(&answer, "Go").await?,
                _ => alice.clicks(&answer, "Close").await?,
            };
            let expected = match call {
                "load" => "done",
                "frame" => "framed",
                "ask" => "clicked",
                _ => "Closed.",
            };
            assert_eq!((shown.text().as_str(), shown.content.as_str()), (expected, ""), "{call}");
            assert!(shown.embeds.is_empty(), "{call}");
        }
    }
    Ok(())
}

#[on_event(GuildJoin)]
async fn joined(event: &GuildJoin, log: &Log) {
    log.write(format!("join {}", event.guild.name));
}

#[on_event(GuildLeave)]
async fn left(log: &Log) {
    log.write("leave".to_owned());
}

#[tokio::test]
async fn guilds_that_change_between_two_sessions_are_left_and_joined_once() -> Result<()> {
    let log = Log::default();
    let registry = Registry::empty().on_event::<joined>().on_event::<left>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).state(log.clone())).await?;
    let gone = sandbox.new_guild("Gone").await?;
    sandbox.settle().await?;
    assert_eq!(log.take(), ["join Gone"]);
    sandbox.invalidate_sessions(false).await;
    sandbox.remove_bot_from(gone).await?;
    sandbox.new_guild("Fresh").await?;
    let mut changes = sandbox.watch();
    while sandbox.identifies() < 2 {
        changes.changed().await?;
    }
    sandbox.settle().await?;
    assert_eq!(log.take(), ["leave", "join Fresh"]);
    let status = crate::api::Api::of(&sandbox).get("/discord/status").await.body;
    assert_eq!(status["guild_count"], 2, "{status}");
    Ok(())
}

/// Say that it ran.
#[command]
async fn run(code: Option<CodeBlock>) -> String {
    code.map_or_else(|| "ran".to_owned(), |code| format!("ran {}", code.code))
}

#[on_event(Message)]
async fn heard(event: &Message, log: &Log) {
    log.write(event.content.clone());
}

#[tokio::test]
async fn an_unreadable_part_of_a_message_takes_nothing_else_with_it() -> Result<()> {
    let log = Log::default();
    let registry = Registry::empty().command::<run>().on_event::<heard>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).state(log.clone())).await?;
    let channel = sandbox.channel("general")?.id();
    let alice = sandbox.member("alice").await?;
    let strange = [
        json!({ "referenced_message": { "id": "9", "channel_id": channel, "type": 0, "message_snapshots": [{ "message": { "content": "x" } }] } }),
        json!({ "referenced_message": { "id": "9", "components": [{ "type": 99, "id": 1 }] } }),
        json!({ "message_snapshots": [{ "message": { "content": "without type and mentions" } }] }),
        json!({ "components": [{ "type": 99 }], "embeds": [{ "type": 5 }], "poll": 7 }),
    ];
    for (number, parts) in (1_000_000..).zip(strange) {
        let mut message = json!({
            "id": number.to_string(), "channel_id": channel, "guild_id": sandbox.guild(), "content": "!run", "type": 0,
            "author": { "id": alice.id(), "username": "alice", "discriminator": "0", "avatar": null },
            "member": { "roles": [], "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0 },
            "timestamp": "2026-11-29T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false,
        });
        message.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        sandbox.dispatches("MESSAGE_CREATE", &message);
        sandbox.settle().await?;
        assert_eq!(log.take(), ["!run", "ran"], "{message}");
    }
    Ok(())
}

#[tokio::test]
async fn an_unreadable_presence_takes_no_guild_with_it() -> Result<()> {
    let log = Log::default();
    let mut cache = CacheSetting::default();
    cache.presences = true;
    let bot = Bot::builder().registry(Registry::empty().on_event::<joined>()).state(log.clone()).cache(cache);
    let sandbox = Sandbox::start(bot).await?;
    for activities in [
        Value::Null,
        json!([{ "name": "x", "type": 1, "url": "https://", "created_at": 1 }]),
        json!([{ "name": "x", "type": 0 }]),
        json!([{ "name": "x", "type": 0, "created_at": -1.5, "timestamps": { "start": -7 } }]),
    ] {
        let guild = json!({
            "id": "77", "name": "Odd", "unavailable": false, "members": [], "channels": [], "roles": [], "emojis": [], "stickers": [],
            "threads": [], "voice_states": [], "stage_instances": [], "member_count": 1, "large": false,
            "joined_at": "2026-01-01T00:00:00Z", "owner_id": "5", "afk_timeout": 300, "verification_level": 0,
            "default_message_notifications": 0, "explicit_content_filter": 0, "features": [], "mfa_level": 0,
            "system_channel_flags": 0, "premium_tier": 0, "preferred_locale": "en-US", "nsfw_level": 0,
            "premium_progress_bar_enabled": false, "guild_scheduled_events": [],
            "presences": [{ "user": { "id": "5" }, "status": "online", "client_status": {}, "activities": activities }],
        });
        sandbox.dispatches("GUILD_CREATE", &guild);
        sandbox.settle().await?;
        assert_eq!(log.take(), ["join Odd"], "{activities}");
        sandbox.dispatches("GUILD_DELETE", &json!({ "id": "77" }));
        sandbox.settle().await?;
    }
    Ok(())
}

/// Note something, with a count or without.
#[command]
async fn noted(count: Option<u32>, #[arg(rest)] why: Option<String>) -> String {
    format!("{count:?} {why:?}")
}

/// Pick an emoji.
#[command]
async fn pick(emoji: ReactionType) -> String {
    format!("picked {emoji}")
}

/// Name a role.
#[command]
async fn named(role: Role) -> String {
    format!("the role {}", role.name)
}

/// Greet a member.
#[command]
async fn greeted(member: Member) -> String {
    format!("the member {}", member.user.name)
}

/// Open a channel.
#[command]
async fn opened(channel: GuildChannel) -> String {
    format!("the channel {}", channel.name)
}

#[tokio::test]
async fn arguments_are_what_they_look_like() -> Result<()> {
    let registry = Registry::empty().command::<run>().command::<noted>().command::<pick>().command::<named>();
    let registry = registry.command::<greeted>().command::<opened>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    sandbox.role("2026", Permissions::empty()).await?;
    sandbox.new_channel("1984", ChannelType::Text).await?;
    sandbox.member("007").await?;
    let alice = sandbox.member("alice").await?;
    for (call, answer) in [
        ("!run```rs\nfn main() {}\n```", "ran fn main() {}\n"),
        ("!run`1 + 1`", "ran 1 + 1"),
        ("!noted spam and more", "None Some(\"spam and more\")"),
        ("!noted 5 spam", "Some(5) Some(\"spam\")"),
        ("!noted", "None None"),
        ("!pick 🇦", "picked 🇦"),
        ("!pick 🏽", "picked 🏽"),
        ("!named 2026", "the role 2026"),
        ("!greeted 007", "the member 007"),
        ("!opened 1984", "the channel 1984"),
    ] {
        assert_eq!(alice.says(call).await?.content.trim(), answer.trim(), "{call}");
    }
    Ok(())
}

/// Answer nothing.
#[command]
async fn blank() -> &'static str {
    " \n "
}

#[tokio::test]
async fn a_blank_answer_is_no_request() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<blank>())).await?;
    let alice = sandbox.member("alice").await?;
    for answer in [alice.says("!blank").await?, alice.slash("blank").send().await?] {
        assert!(answer.content.starts_with("There is no answer to that."), "{}", answer.content);
    }
    assert!(!sandbox.transcript().contains("was refused"), "{}", sandbox.transcript());
    Ok(())
}

/// Count, at most once an hour.
#[command(cooldown = "1h")]
async fn counted(number: u32, calls: &Arc<AtomicU32>) -> String {
    calls.fetch_add(1, Ordering::SeqCst);
    format!("number {number}")
}

#[tokio::test]
async fn an_edited_call_uses_up_its_cooldown_once() -> Result<()> {
    let calls = Arc::new(AtomicU32::new(0));
    let bot = Bot::builder().registry(Registry::empty().command::<counted>()).state(Arc::clone(&calls));
    let sandbox = Sandbox::start(bot.track_edits(Duration::from_mins(5))).await?;
    let alice = sandbox.member("alice").await?;
    let message = alice.posts("!counted 1").await?;
    sandbox.settle().await?;
    alice.edits(&message, "!counted 2").await?;
    sandbox.settle().await?;
    let shown: Vec<String> = alice.messages().into_iter().map(|message| message.content).collect();
    assert_eq!(shown, ["!counted 2", "number 2"]);
    // Another call still waits.
    assert!(alice.says("!counted 3").await?.content.starts_with("Slow down"));
    Ok(())
}

#[tokio::test]
async fn an_update_of_a_message_that_was_edited_before_the_start_runs_nothing() -> Result<()> {
    let calls = Arc::new(AtomicU32::new(0));
    let bot = || {
        let registry = Registry::empty().command::<counted>();
        Bot::builder().registry(registry).state(Arc::clone(&calls)).track_edits(Duration::from_mins(5))
    };
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let message = alice.posts("!nothing").await?;
    alice.edits(&message, "!counted 1").await?;
    sandbox.settle().await?;
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    let discord: Discord = sandbox.stop().await?;
    // Discord's timestamps of edits have seconds here.
    discord.clock().jump(Duration::from_secs(3));
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    alice.with_permissions(PIN_MESSAGES).await?.pins(&message).await?;
    sandbox.settle().await?;
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    Ok(())
}

/// Remind of something.
#[command]
async fn wait(#[arg(min = "1m", max = "6h", default = "10m")] after: Duration) -> String {
    format!("{} s", after.as_secs())
}

#[tokio::test]
async fn a_length_of_time_has_limits() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<wait>())).await?;
    let alice = sandbox.member("alice").await?;
    for (given, answer) in [
        ("6h", "21600 s"),
        ("60", "60 s"),
        ("", "600 s"),
        ("6h 1s", "`after` must be a length of time such as `30s` or `1h30m` from 1m to 6h, not `6h 1s`."),
        ("59s", "`after` must be a length of time such as `30s` or `1h30m` from 1m to 6h, not `59s`."),
        ("soon", "`after` must be a length of time such as `30s` or `1h30m` from 1m to 6h, not `soon`."),
    ] {
        let quoted = if given.is_empty() { String::new() } else { format!("\"{given}\"") };
        assert_eq!(alice.says(&format!("!wait {quoted}")).await?.content, answer, "{given}");
        let call = alice.slash("wait");
        let call = if given.is_empty() { call } else { call.option("after", given) };
        assert_eq!(call.send().await?.content, answer, "{given}");
    }
    Ok(())
}

/// Look at what was picked.
#[command(installs(guild, user))]
async fn look(channel: GuildChannel, id: ChannelId, role: Role, member: Member) -> String {
    format!("{} {} {} {}", channel.name, id == channel.id, role.name, member.user.name)
}

#[tokio::test]
async fn a_command_in_a_foreign_guild_reads_what_its_caller_picked() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<look>())).await?;
    let alice = sandbox.member("alice").await?;
    let bob = sandbox.member("bob").await?;
    let plans = sandbox.new_channel("plans", ChannelType::Text).await?;
    let role = sandbox.role("helper", Permissions::empty()).await?;
    sandbox.settle().await?;
    sandbox.remove_bot_from(sandbox.guild()).await?;
    sandbox.settle().await?;
    let call = |caller: &mindtrace_discord::sandbox::Member| {
        let call = caller.slash("look").option("channel", &plans).option("id", &plans);
        call.option("role", &role).option("member", &bob)
    };
    assert!(call(&alice).send().await.is_err(), "the guild has no bot");
    let answer = call(&alice.with_user_install()).send().await?;
    assert_eq!(answer.content, "plans true helper bob");
    Ok(())
}

//! More inputs of the kinds in `cases.rs`.

use mindtrace_discord::Registry;
use mindtrace_discord::component::Block;
use mindtrace_discord::prelude::*;
use mindtrace_discord::reply::ReplyError;
use mindtrace_discord::sandbox::{Answer, Sandbox};
use mindtrace_discord::serenity::model::channel::ChannelType;
use serde_json::{Value, json};

use crate::handler_log::Log;

fn panel(text: &str) -> Reply {
    Reply::default().layout([Block::text(text)])
}

/// Edit an embed into a layout, and that into a text.
#[command]
async fn turn(ctx: &Context) -> Result<()> {
    let sent = ctx.reply(Reply::default().embed(Embed::new().title("Loading"))).await?;
    sent.edit(panel("half")).await?;
    let refused = sent.edit(Reply::default().embed(Embed::new().title("Done"))).await;
    assert!(matches!(refused, Err(ReplyError::Refused(_))), "{refused:?}");
    Ok(sent.edit("done").await?)
}

#[tokio::test]
async fn an_embed_becomes_a_layout_which_stays_one() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<turn>())).await?;
    let alice = sandbox.member("alice").await?;
    for answer in [alice.says("!turn").await?, alice.slash("turn").send().await?] {
        sandbox.settle().await?;
        let shown = sandbox.message(answer.channel_id, answer.id).unwrap();
        assert_eq!((shown.text().as_str(), shown.content.as_str()), ("done", ""));
        assert!(shown.embeds.is_empty(), "{:?}", shown.embeds);
    }
    Ok(())
}

/// The words to show.
#[derive(Modal)]
struct Words {
    words: String,
}

#[component("as-layout")]
async fn as_layout(ctx: &Context) -> Result<Reply> {
    let Words { words } = ctx.modal().await?;
    Ok(panel(&words).update())
}

#[component("as-text")]
async fn as_text(ctx: &Context) -> Result<Reply> {
    let Words { words } = ctx.modal().await?;
    Ok(Reply::new(words).update())
}

/// Show a text with a button.
#[command]
async fn text() -> Reply {
    Reply::new("text").buttons([Button::new("Change", as_layout::id())])
}

/// Show a layout with a button.
#[command]
async fn layout() -> Reply {
    let button = Block::Buttons(vec![Button::new("Change", as_text::id())]);
    Reply::default().layout([Block::text("layout"), button])
}

#[tokio::test]
async fn a_modal_replaces_a_message_of_either_kind() -> Result<()> {
    let registry = Registry::empty().command::<text>().command::<layout>();
    let registry = registry.command::<as_layout>().command::<as_text>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    for call in ["text", "layout"] {
        let answer: Answer = alice.slash(call).send().await?;
        let modal = alice.click(&answer, "Change").opens_modal().await?;
        let shown = modal.set_text("Words", "changed").submit().await?;
        assert_eq!(
            (shown.id, shown.text().as_str(), shown.content.as_str()),
            (answer.id, "changed", ""),
            "{call}"
        );
    }
    Ok(())
}

#[component("twice")]
async fn twice(ctx: &Context) -> Result<()> {
    Ok(ctx.reply(Reply::new("once").update()).await?.edit("twice").await?)
}

/// Show a layout whose button changes it twice.
#[command]
async fn steps() -> Reply {
    let button = Block::Buttons(vec![Button::new("Change", twice::id())]);
    Reply::default().layout([Block::text("layout"), button])
}

#[tokio::test]
async fn a_layout_that_a_click_replaced_can_be_edited() -> Result<()> {
    let registry = Registry::empty().command::<steps>().command::<twice>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    let answer = alice.slash("steps").send().await?;
    alice.clicks(&answer, "Change").await?;
    sandbox.settle().await?;
    let shown = sandbox.message(answer.channel_id, answer.id).unwrap();
    assert_eq!((shown.text().as_str(), shown.content.as_str()), ("twice", ""), "{}", sandbox.transcript());
    Ok(())
}

/// A message with two parts that no model expects.
fn strange(id: &str, channel: ChannelId) -> Value {
    json!({
        "id": id, "channel_id": channel, "content": "strange", "type": 0, "timestamp": "2026-11-29T00:00:00Z", "edited_timestamp": null,
        "author": { "id": "5", "username": "eve", "discriminator": "0", "avatar": null },
        "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "pinned": false,
        "embeds": [{ "type": 7 }], "referenced_message": { "id": "9" },
    })
}

#[on_event(MessageUpdate)]
async fn updated(event: &MessageUpdate, log: &Log) {
    log.write(format!("updated {:?}", event.update.content));
}

#[message_command(name = "Show")]
async fn show(message: Message, log: &Log) -> &'static str {
    log.write(format!("shown {}", message.content));
    "shown"
}

#[component("press")]
async fn press(log: &Log) -> &'static str {
    log.write("pressed");
    "pressed"
}

/// Offer a button.
#[command]
async fn offer() -> Reply {
    Reply::new("Press it.").buttons([Button::new("Press", press::id())])
}

#[tokio::test]
async fn an_unreadable_part_takes_no_update_and_no_interaction_with_it() -> Result<()> {
    let log = Log::default();
    let registry = Registry::empty().command::<show>().command::<press>().command::<offer>();
    let bot = Bot::builder().registry(registry.on_event::<updated>()).state(log.clone());
    let sandbox = Sandbox::start(bot).await?;
    let (alice, channel) = (sandbox.member("alice").await?, sandbox.channel("general")?.id());
    sandbox.dispatches("MESSAGE_UPDATE", &strange("1000001", channel));
    sandbox.settle().await?;
    assert_eq!(log.take(), ["updated Some(\"strange\")"]);

    let member = json!({
        "user": { "id": alice.id(), "username": "alice", "discriminator": "0", "avatar": null },
        "roles": [], "joined_at": "2026-01-01T00:00:00Z", "deaf": false, "mute": false, "flags": 0, "permissions": "0",
    });
    let interaction = |kind: u8, id: &str, more: Value| {
        let mut interaction = json!({
            "id": id, "application_id": sandbox.application(), "type": kind, "token": format!("token-{id}"), "version": 1,
            "channel_id": channel, "guild_id": sandbox.guild(), "member": member, "locale": "en-US", "entitlements": [{}],
            "context": 0, "attachment_size_limit": 1_000_000, "app_permissions": "0", "authorizing_integration_owners": {},
        });
        interaction.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        interaction
    };
    let resolved = json!({ "messages": { "1000001": strange("1000001", channel) }, "users": { "5": {} } });
    let data = json!({ "id": "8", "name": "Show", "type": 3, "target_id": "1000001", "resolved": resolved });
    sandbox.dispatches("INTERACTION_CREATE", &interaction(2, "2000001", json!({ "data": data })));
    sandbox.settle().await?;
    assert_eq!(log.take(), ["shown strange"], "{}", sandbox.transcript());

    let offered = alice.says("!offer").await?;
    let custom_id = &offered.raw["components"][0]["components"][0]["custom_id"];
    let data = json!({ "custom_id": custom_id, "component_type": 2 });
    let click = json!({ "data": data, "message": strange(&offered.id.to_string(), channel) });
    sandbox.dispatches("INTERACTION_CREATE", &interaction(3, "2000002", click));
    sandbox.settle().await?;
    assert_eq!(log.take(), ["pressed"], "{}", sandbox.transcript());
    Ok(())
}

#[on_event(CacheReady)]
async fn cached(event: &CacheReady, ctx: &Context, log: &Log) {
    log.write(format!("{} and {}", event.guilds.len(), ctx.cache().guild_count()));
}

#[tokio::test]
async fn the_cache_forgets_a_guild_that_was_left_between_two_sessions() -> Result<()> {
    let log = Log::default();
    let bot = Bot::builder().registry(Registry::empty().on_event::<cached>()).state(log.clone());
    let sandbox = Sandbox::start(bot).await?;
    let gone = sandbox.new_guild("Gone").await?;
    sandbox.settle().await?;
    assert_eq!(log.take().last().map(String::as_str), Some("2 and 2"));
    sandbox.invalidate_sessions(false).await;
    sandbox.remove_bot_from(gone).await?;
    sandbox.new_guild("Fresh").await?;
    let mut changes = sandbox.watch();
    while sandbox.identifies() < 2 {
        changes.changed().await?;
    }
    sandbox.settle().await?;
    assert_eq!(log.take().last().map(String::as_str), Some("2 and 2"));
    Ok(())
}

/// Name a member.
#[command]
async fn who(member: Member) -> String {
    format!("the member {}", member.user.name)
}

/// Name a channel.
#[command]
async fn place(channel: GuildChannel) -> String {
    format!("the channel {}", channel.name)
}

/// Name a user or a role.
#[command]
async fn mentioned(mention: UserOrRole) -> String {
    match mention {
        UserOrRole::User(user) => format!("the user {}", user.name),
        UserOrRole::Role(role) => format!("the role {}", role.name),
    }
}

#[tokio::test]
async fn names_of_digits_are_names_everywhere() -> Result<()> {
    let registry = Registry::empty().command::<who>().command::<place>().command::<mentioned>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    sandbox.member("2025").await?;
    sandbox.role("2026", Permissions::empty()).await?;
    sandbox.new_channel("2027", ChannelType::Text).await?;
    sandbox.settle().await?;
    for (call, answer) in [
        ("!who 2025", "the member 2025"),
        ("!place 2027", "the channel 2027"),
        ("!mentioned 2025", "the user 2025"),
        ("!mentioned 2026", "the role 2026"),
    ] {
        assert_eq!(alice.says(call).await?.content, answer, "{call}");
    }
    Ok(())
}

/// Wait, or say why not.
#[command]
async fn hold(after: Option<bool>, #[arg(rest)] why: Option<String>) -> String {
    format!("{after:?} {why:?}")
}

#[tokio::test]
async fn an_optional_word_that_is_another_is_left_to_the_rest() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<hold>())).await?;
    let alice = sandbox.member("alice").await?;
    for (call, answer) in [
        ("!hold spam and more", "None Some(\"spam and more\")"),
        ("!hold yes spam", "Some(true) Some(\"spam\")"),
    ] {
        assert_eq!(alice.says(call).await?.content, answer, "{call}");
    }
    Ok(())
}

/// Tools.
#[group]
mod tool {
    use super::{CodeBlock, command};

    /// Run something.
    #[command]
    pub(super) async fn eval(code: CodeBlock) -> String {
        code.code
    }
}

#[tokio::test]
async fn a_block_of_code_follows_the_name_in_a_group_without_a_space() -> Result<()> {
    let registry = Registry::empty().command::<tool::eval>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    for (call, answer) in [
        ("!tool eval```rs\nfn main() {}\n```", "fn main() {}"),
        ("!tool eval`1 + 1`", "1 + 1"),
        ("!tool eval `2`", "2"),
    ] {
        assert_eq!(alice.says(call).await?.content.trim(), answer, "{call}");
    }
    Ok(())
}

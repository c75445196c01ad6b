//! One command at several surfaces.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

use crate::api::Api;

/// Say hello to someone.
#[command(aliases("hi"))]
async fn hello(ctx: &Context, who: Option<String>) -> String {
    format!("Hello {}!", who.unwrap_or_else(|| ctx.author().display_name().to_owned()))
}

/// Says where it was called.
#[command(name = "where")]
async fn place(ctx: &Context) -> String {
    ctx.surface().map_or("nowhere", |surface| surface.as_str()).to_owned()
}

/// Only for programs.
#[command(surfaces(http))]
async fn machine() -> &'static str {
    "beep"
}

/// Only in Discord's own menu.
#[command(surfaces(slash))]
async fn menu(dish: Option<String>) -> String {
    dish.unwrap_or_default()
}

/// Report a user.
#[user_command(name = "Report it")]
async fn report(user: User) -> String {
    user.name
}

#[component("vote:{choice}")]
async fn vote(choice: u8) -> String {
    choice.to_string()
}

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty().command::<hello>().command::<place>().command::<machine>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn a_command_answers_at_every_surface() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!where").await?.content, "prefix");
    assert_eq!(alice.slash("where").send().await?.content, "slash");
    assert_eq!(api.execute("!where").await.body["response"], "http");
    Ok(())
}

#[tokio::test]
async fn the_list_says_how_each_command_is_called() -> Result<()> {
    let registry = Registry::empty()
        .command::<hello>()
        .command::<machine>()
        .command::<menu>()
        .command::<report>()
        .command::<vote>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let list = Api::of(&sandbox).get("/discord/commands").await.body;
    let commands = list["commands"].as_array().unwrap().iter();
    let mut usages: Vec<&str> = commands.map(|command| command["usage"].as_str().unwrap()).collect();
    usages.sort_unstable();
    assert_eq!(usages, ["!hello [who]", "/menu [dish]", "Apps → Report it", "machine", "vote:{choice}"]);
    Ok(())
}

#[tokio::test]
async fn a_prefix_command_has_many_spellings() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let me = sandbox.bot();
    for text in [
        "!hello world",
        "!hi world",
        "!Hello world",
        "!hello who:world",
        "!hello \"world\"",
        &format!("<@{me}> hello world"),
        &format!("<@!{me}>hello world"),
    ] {
        assert_eq!(alice.says(text).await?.content, "Hello world!", "{text}");
    }
    assert_eq!(alice.says("!hello").await?.content, "Hello alice!");
    assert_eq!(alice.in_dm().says("!hello you").await?.content, "Hello you!");
    Ok(())
}

#[tokio::test]
async fn an_answer_replies_to_the_message_and_pings_its_author_only() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let asked = alice.posts(&format!("!hello \"<@{}> @everyone\"", bob.id())).await?;
    let answer = alice.sees().await?;
    assert_eq!(answer.replies_to, Some(asked.id));
    assert_eq!(answer.mentions, [alice.id()], "only the author is pinged");
    assert!(!answer.pings_everyone);
    Ok(())
}

#[tokio::test]
async fn other_messages_are_ignored() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    alice.posts("hello").await?;
    alice.posts("! hello").await?;
    alice.posts("!play music").await?;
    sandbox.bot_account("otherbot").posts("!hello").await?;
    sandbox.webhook_says("news", "!hello").await?;
    let joined = sandbox.join("bob").await?;
    sandbox.settle().await?;
    assert!(
        joined.messages().iter().all(|message| message.author_id != sandbox.bot()),
        "{}",
        sandbox.transcript()
    );
    Ok(())
}

#[tokio::test]
async fn a_reply_with_a_command_is_a_command() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    let message = alice.posts("listen").await?;
    alice.replies_to(&message, "!hello bob").await?;
    assert_eq!(alice.sees().await?.content, "Hello bob!");
    Ok(())
}

#[tokio::test]
async fn a_typo_is_answered_with_similar_names() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!helo").await?.content, "There is no command `helo`. Did you mean `hello`?");
    assert_eq!(alice.in_dm().says("!xyzzy").await?.content, "There is no command `xyzzy`.");
    let refused = api.execute("!helo").await;
    assert_eq!(refused.status, 404);
    assert_eq!(refused.body["nearest"], serde_json::json!(["hello"]));
    Ok(())
}

#[tokio::test]
async fn a_command_exists_only_at_its_surfaces() -> Result<()> {
    let sandbox = sandbox().await?;
    let alice = sandbox.member("alice").await?;
    assert!(sandbox.commands().iter().all(|command| command["name"] != "machine"));
    alice.posts("!machine").await?;
    sandbox.settle().await?;
    assert_eq!(
        alice.messages().len(),
        1,
        "the bot says nothing about commands of other surfaces: {}",
        sandbox.transcript()
    );
    assert_eq!(Api::of(&sandbox).execute("machine").await.body["response"], "beep");
    Ok(())
}

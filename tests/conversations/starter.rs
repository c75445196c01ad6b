//! Conversations with the starter.

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::Permissions;

#[tokio::test]
async fn it_greets_and_adds_and_welcomes() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!hello world").await?.content, "Hello world!");
    assert_eq!(alice.slash("hello").option("who", "world").send().await?.content, "Hello world!");
    assert_eq!(alice.says("!add 1 2 39").await?.content, "42");
    let bob = sandbox.join("bob").await?;
    assert_eq!(alice.sees().await?.content, format!("Welcome <@{}>!", bob.id()));
    Ok(())
}

#[tokio::test]
async fn it_reminds_in_private() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let reminder = alice.says("!remind 1ms of \"the milk\"").await?;
    assert_eq!(
        (reminder.content.as_str(), reminder.in_dm),
        ("You wanted to be reminded: of \"the milk\"", true)
    );
    assert_eq!(
        alice.says("!remind 2h the milk").await?.content,
        "Sorry, I can remember things for one minute at most."
    );
    Ok(())
}

#[tokio::test]
async fn it_purges_for_moderators_only() -> Result<()> {
    let sandbox = Sandbox::start(starter::bot()).await?;
    let alice = sandbox.member("alice").await?;
    for text in ["one", "two", "three"] {
        alice.posts(text).await?;
    }
    assert!(alice.says("!purge 2").await?.content.contains("Manage Messages"));
    let moderator = alice.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    assert_eq!(moderator.slash("purge").option("count", 100).send().await?.content, "Removed 5 messages.");
    Ok(())
}

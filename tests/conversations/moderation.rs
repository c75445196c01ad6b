//! Conversations with the moderation bot.

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::Permissions;

#[tokio::test]
async fn warnings_are_counted_and_ping_the_warned() -> Result<()> {
    let sandbox = Sandbox::start(moderation::bot()).await?;
    let bob = sandbox.member("bob").await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.says("!warn bob").await?.content.contains("Timeout Members"));
    let alice = alice.with_permissions(Permissions::MODERATE_MEMBERS).await?;
    let warned = alice.says("!warn bob spam").await?;
    assert!(warned.content.ends_with("is warned for Spam. Warnings so far: 1."), "{}", warned.content);
    assert!(warned.mentions.contains(&bob.id()));
    let warned = alice.slash("warn").option("who", &bob).option("reason", "rude").send().await?;
    assert!(warned.content.ends_with("Warnings so far: 2."), "{}", warned.content);
    assert_eq!(bob.says("!warnings bob").await?.content, "bob has 2 warnings.");
    Ok(())
}

#[tokio::test]
async fn a_commands_key_overrides_its_modules() -> Result<()> {
    let sandbox = Sandbox::start(moderation::bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MODERATE_MEMBERS).await?;
    sandbox.member("bob").await?;
    assert!(alice.says("!kick bob").await?.content.contains("Kick Members"));
    let alice = alice.with_permissions(Permissions::KICK_MEMBERS).await?;
    assert_eq!(alice.says("!kick bob too loud at night").await?.content, "I kicked bob: too loud at night");
    assert!(alice.in_dm().says("!kick bob").await?.content.contains("servers only"));
    Ok(())
}

#[tokio::test]
async fn roles_are_given_and_owners_recognised() -> Result<()> {
    let sandbox = Sandbox::start(moderation::bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_ROLES).await?;
    let bob = sandbox.member("bob").await?;
    let role = sandbox.role("helpers", Permissions::empty()).await?;
    sandbox.settle().await?;
    let given = alice.slash("give").option("who", &bob).option("role", &role).send().await?;
    assert_eq!(given.content, "bob has the role helpers now.");
    let shards = sandbox.owner().slash("shards").send().await?;
    assert_eq!((shards.content.as_str(), shards.ephemeral), ("Servers in the cache: 1.", true));
    assert!(alice.slash("shards").send().await?.content.contains("owners"));
    Ok(())
}

#[test]
fn the_bot_is_valid() {
    assert!(moderation::bot().validate().is_ok());
}

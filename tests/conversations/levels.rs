//! Conversations with the levels bot: points, roles and the leaderboard.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::Permissions;
use mindtrace_discord::store::MemoryStore;

use crate::november;

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn messages_earn_points_once_a_minute() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, ::levels::bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.posts("good morning").await?;
    alice.posts("is it a good one?").await?;
    sandbox.settle().await?;
    let rank = alice.slash("rank").send().await?;
    assert_eq!(rank.content, "alice is at level 0 with 20 points. The next level takes 80 more.");
    sandbox.advance(MINUTE).await?;
    alice.posts("it is").await?;
    sandbox.settle().await?;
    let rank = bob.slash("rank").option("who", &alice).send().await?;
    assert_eq!(rank.content, "alice is at level 0 with 40 points. The next level takes 60 more.");
    let rank = bob.slash("rank").send().await?;
    assert_eq!(rank.content, "bob is at level 0 with 0 points. The next level takes 100 more.");
    Ok(())
}

#[tokio::test]
async fn a_level_gives_a_role() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, ::levels::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let carol = sandbox.member("carol").await?.with_permissions(Permissions::MANAGE_ROLES).await?;
    let regulars = sandbox.role("regulars", Permissions::empty()).await?;
    let admins = sandbox.role("admins", Permissions::BAN_MEMBERS).await?;
    sandbox.settle().await?;
    let refused = carol.slash("level-role").option("level", 1).option("role", &admins).send().await?;
    assert_eq!(refused.content, "The role has permissions that you do not have.");
    let set = carol.slash("level-role").option("level", 1).option("role", &regulars).send().await?;
    assert_eq!(set.content, "Members who reach level 1 get the role regulars.");

    // A level takes five messages, each in a minute of its own.
    for _ in 0..5 {
        assert!(!alice.roles().contains(&regulars), "{}", sandbox.transcript());
        alice.posts("hello").await?;
        sandbox.advance(MINUTE).await?;
    }
    assert_eq!(alice.messages().pop().unwrap().content, "alice reached level 1!");
    assert!(alice.roles().contains(&regulars), "{}", sandbox.transcript());
    alice.posts("thank you").await?;
    sandbox.settle().await?;
    assert_eq!(alice.messages().pop().unwrap().content, "thank you");
    Ok(())
}

#[tokio::test]
async fn the_leaderboard_has_pages_and_survives_a_restart() -> Result<()> {
    let store = Arc::new(MemoryStore::default());
    let bot = || ::levels::bot().store(store.clone());
    let sandbox = Sandbox::start_on(november().await?, bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("leaderboard").send().await?.content, "No member has points yet.");
    for number in 1..=11 {
        sandbox.member(&format!("member{number}")).await?.posts("hello").await?;
    }
    for _ in 0..2 {
        alice.posts("hello").await?;
        sandbox.advance(MINUTE).await?;
    }

    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    let board = alice.slash("leaderboard").send().await?;
    let first = board.embeds[0]["description"].as_str().unwrap();
    assert_eq!(first.lines().next(), Some(&*format!("1. <@{}>: level 0, 40 points", alice.id())));
    assert_eq!(first.lines().count(), 10);
    let board = alice.clicks(&board, "▶").await?;
    let last = sandbox.member("member11").await?;
    let second = board.embeds[0]["description"].as_str().unwrap();
    assert_eq!(second.lines().last(), Some(&*format!("12. <@{}>: level 0, 20 points", last.id())));
    Ok(())
}

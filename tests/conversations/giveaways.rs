//! Conversations with the give-aways bot: joining, the draw, a restart in between, and another draw.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::{Answer, Member, Sandbox, SandboxError};
use mindtrace_discord::serenity::model::Permissions;
use mindtrace_discord::store::MemoryStore;

use crate::november;

const DAY: Duration = Duration::from_hours(24);

/// A member who may give something away.
async fn host(sandbox: &Sandbox) -> Result<Member, SandboxError> {
    sandbox.member("carol").await?.with_permissions(Permissions::MANAGE_GUILD).await
}

/// Gives a book away for a day.
async fn start(host: &Member, winners: u32) -> Result<Answer, SandboxError> {
    let call = host.slash("giveaway start").option("duration", "1d").option("prize", "A book");
    call.option("winners", winners).send().await
}

#[tokio::test]
async fn the_winners_are_drawn_after_a_restart() -> Result<()> {
    let store = Arc::new(MemoryStore::default());
    let bot = || ::giveaways::bot().store(store.clone());
    let sandbox = Sandbox::start_on(november().await?, bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let carol = host(&sandbox).await?;
    let giveaway = start(&carol, 2).await?;
    assert_eq!(
        giveaway.content,
        "🎉 **A book**\nGive-away 1 ends <t:1796119200:R>. Winners: 2.",
        "{}",
        sandbox.transcript()
    );
    let joined = alice.clicks(&giveaway, "Join or leave").await?;
    assert_eq!((joined.content.as_str(), joined.ephemeral), ("You joined the give-away. Good luck!", true));
    carol.clicks(&giveaway, "Join or leave").await?;
    let left = carol.clicks(&giveaway, "Join or leave").await?;
    assert_eq!(left.content, "You left the give-away.");
    sandbox.settle().await?;

    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    bob.clicks(&giveaway, "Join or leave").await?;
    sandbox.advance(DAY).await?;
    let result = bob.messages().pop().unwrap();
    let (alice, bob) = (alice.id(), bob.id());
    let both = [
        format!("🎉 <@{alice}>, <@{bob}> won **A book**!"),
        format!("🎉 <@{bob}>, <@{alice}> won **A book**!"),
    ];
    assert!(both.contains(&result.content), "{}", result.content);
    assert!(result.mentions.contains(&alice) && result.mentions.contains(&bob));
    let over = carol.looks_at(&giveaway).await?;
    assert_eq!(over.content, "🎉 **A book**\nGive-away 1 is over.");
    assert!(over.labels().is_empty(), "{:?}", over.labels());
    Ok(())
}

#[tokio::test]
async fn a_reroll_draws_a_member_who_has_not_won() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, ::giveaways::bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let carol = host(&sandbox).await?;
    let giveaway = start(&carol, 1).await?;
    let reroll = || carol.slash("giveaway reroll").option("number", 1);
    assert_eq!(reroll().send().await?.content, "This give-away has not ended yet.");
    alice.clicks(&giveaway, "Join or leave").await?;
    bob.clicks(&giveaway, "Join or leave").await?;
    sandbox.advance(DAY).await?;
    let result = alice.messages().pop().unwrap();
    let other =
        if result.content == format!("🎉 <@{}> won **A book**!", alice.id()) { &bob } else { &alice };

    let suggestions = carol.slash("giveaway reroll").suggestions("number").await?;
    assert_eq!((suggestions.len(), suggestions[0].name.as_str()), (1, "1: A book"));
    let again = carol.slash("giveaway reroll").option("number", &suggestions[0]).send().await?;
    assert_eq!(again.content, format!("🎉 <@{}> won **A book**!", other.id()));
    assert_eq!(again.mentions, [other.id()]);
    assert_eq!(reroll().send().await?.content, "All members who joined have won.");
    assert!(
        alice.slash("giveaway reroll").option("number", 1).send().await?.content.contains("Manage Server")
    );

    // The entries are not kept for ever.
    sandbox.advance(30 * DAY).await?;
    assert_eq!(reroll().send().await?.content, "There is no such give-away.");
    Ok(())
}

#[tokio::test]
async fn a_prize_stays_if_no_member_joins() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, ::giveaways::bot()).await?;
    let carol = host(&sandbox).await?;
    start(&carol, 1).await?;
    sandbox.advance(DAY).await?;
    assert_eq!(carol.messages().pop().unwrap().content, "No member joined, so **A book** stays here.");
    Ok(())
}

//! Conversations with the polls bot: Discord's poll, votes with buttons, and the end.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::{Answer, Member, Sandbox, SandboxError};
use mindtrace_discord::store::MemoryStore;

use crate::november;

/// The time at which the polls close, as Discord's clients are told.
const CLOSES: &str = "Closes <t:1796036400:R>.";

/// Asks which soup to cook, for an hour.
async fn soup(member: &Member) -> Result<Answer, SandboxError> {
    let call = member.slash("poll buttons").option("question", "Which soup?").option("open", "1h");
    call.option("first", "Tomato").option("second", "Leek").option("third", "Pea").send().await
}

#[tokio::test]
async fn a_member_has_one_vote() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, ::polls::bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let poll = soup(&alice).await?;
    assert_eq!(poll.content, format!("**Which soup?**\nTomato: 0\nLeek: 0\nPea: 0\n{CLOSES}"));
    assert_eq!(poll.labels(), ["Tomato", "Leek", "Pea"]);
    alice.clicks(&poll, "Tomato").await?;
    bob.clicks(&poll, "Tomato").await?;
    let poll = alice.clicks(&poll, "Pea").await?;
    assert_eq!(poll.content, format!("**Which soup?**\nTomato: 1\nLeek: 0\nPea: 1\n{CLOSES}"));
    let poll = alice.clicks(&poll, "Pea").await?;
    assert!(poll.content.contains("Pea: 1"), "{}", poll.content);

    // Another poll has votes of its own.
    let other = soup(&bob).await?;
    let other = bob.clicks(&other, "Leek").await?;
    assert!(other.content.contains("Tomato: 0\nLeek: 1"), "{}", other.content);
    assert!(alice.looks_at(&poll).await?.content.contains("Leek: 0"));
    Ok(())
}

#[tokio::test]
async fn a_poll_closes_itself_after_a_restart() -> Result<()> {
    let store = Arc::new(MemoryStore::default());
    let bot = || ::polls::bot().store(store.clone());
    let sandbox = Sandbox::start_on(november().await?, bot()).await?;
    let alice = sandbox.member("alice").await?;
    let poll = soup(&alice).await?;
    sandbox.settle().await?;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    alice.clicks(&poll, "Leek").await?;
    sandbox.advance(Duration::from_mins(59)).await?;
    assert_eq!(alice.looks_at(&poll).await?.labels().len(), 3, "{}", sandbox.transcript());
    let late = alice.click(&poll, "Pea");
    sandbox.advance(Duration::from_mins(1)).await?;
    let closed = alice.looks_at(&poll).await?;
    assert_eq!(closed.content, "**Which soup?**\nTomato: 0\nLeek: 1\nPea: 0\nThis poll is closed.");
    assert!(closed.labels().is_empty(), "{:?}", closed.labels());
    assert!(late.send().await.is_err(), "the button is gone");
    Ok(())
}

#[tokio::test]
async fn discord_counts_its_own_poll() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, ::polls::bot()).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let asked = alice.says("!poll native \"Which tea?\" 90m Green Black").await?;
    bob.votes(&asked, "Green").await?;
    let asked = alice.looks_at(&asked).await?;
    let poll = asked.poll().unwrap();
    assert_eq!((poll.question.as_str(), poll.answers.len(), poll.multiselect), ("Which tea?", 2, false));
    assert_eq!(poll.answers[0].voters, [bob.id()]);
    // Discord counts whole hours.
    sandbox.advance(Duration::from_hours(2)).await?;
    assert!(alice.looks_at(&asked).await?.poll().unwrap().ended);
    Ok(())
}

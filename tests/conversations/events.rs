//! What the events bot notices.

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::Sandbox;

#[tokio::test]
async fn it_welcomes_in_spite_of_a_failing_handler() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let bob = sandbox.join("bob").await?;
    assert_eq!(alice.sees().await?.content, format!("Welcome <@{}>, you are number 1!", bob.id()));
    sandbox.join("carol").await?;
    assert!(alice.sees().await?.content.ends_with("you are number 2!"));
    assert_eq!(alice.says("!greeted").await?.content, "2");
    bob.leaves().await?;
    assert_eq!(alice.sees().await?.content, "Good-bye bob.");
    assert!(!sandbox.transcript().contains("badge printer"));
    Ok(())
}

#[tokio::test]
async fn it_notices_reactions_and_calls() -> Result<()> {
    let sandbox = Sandbox::start(events::bot()).await?;
    let alice = sandbox.member("alice").await?;
    let message = alice.posts("what do you think?").await?;
    alice.reacts(&message, "👍").await?;
    assert_eq!(alice.sees().await?.content, "alice likes it: 👍");
    alice.unreacts(&message, "👍").await?;
    assert_eq!(alice.sees().await?.content, "alice changed their mind about 👍");
    alice.joins_voice(&sandbox.channel("voice")?).await?;
    assert_eq!(alice.sees().await?.content, "alice is here to talk.");
    alice.leaves_voice().await?;
    assert_eq!(alice.sees().await?.content, "alice has left the call.");
    Ok(())
}

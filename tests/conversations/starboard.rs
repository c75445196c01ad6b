//! Conversations with the starboard bot: messages that are shown, counted again and removed.

use std::sync::Arc;

use mindtrace_discord::Result;
use mindtrace_discord::sandbox::{Channel, Sandbox};
use mindtrace_discord::serenity::model::Permissions;
use mindtrace_discord::serenity::model::channel::ChannelType;
use mindtrace_discord::store::MemoryStore;

/// Creates a channel and makes it a starboard for messages with two stars.
async fn board(sandbox: &Sandbox) -> Result<Channel> {
    let stars = sandbox.new_channel("stars", ChannelType::Text).await?;
    sandbox.settle().await?;
    let carol = sandbox.member("carol").await?.with_permissions(Permissions::MANAGE_GUILD).await?;
    let set = carol.slash("starboard set").option("channel", &stars).option("threshold", 2).send().await?;
    assert_eq!(set.content, format!("I show messages with 2 ⭐ in <#{}>.", stars.id()));
    Ok(stars)
}

#[tokio::test]
async fn the_board_shows_a_message_while_it_has_enough_stars() -> Result<()> {
    let store = Arc::new(MemoryStore::default());
    let bot = || ::starboard::bot().store(store.clone());
    let sandbox = Sandbox::start(bot()).await?;
    let stars = board(&sandbox).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let carol = sandbox.member("carol").await?;
    let shown = || alice.at(&stars).messages();
    let joke = alice.posts("A very good joke.").await?;
    alice.reacts(&joke, "⭐").await?;
    bob.reacts(&joke, "👍").await?;
    sandbox.settle().await?;
    assert!(shown().is_empty(), "{}", sandbox.transcript());
    bob.reacts(&joke, "⭐").await?;
    sandbox.settle().await?;
    let post = shown().pop().unwrap();
    assert_eq!(post.content, format!("⭐ **2** <#{}>", joke.channel_id));
    assert_eq!(post.embeds[0]["description"], "A very good joke.");
    assert_eq!(post.embeds[0]["author"]["name"], "alice");

    // The same post, also after a restart.
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    carol.reacts(&joke, "⭐").await?;
    sandbox.settle().await?;
    let again = shown();
    assert_eq!((again.len(), again[0].id), (1, post.id), "{}", sandbox.transcript());
    assert_eq!(again[0].content, format!("⭐ **3** <#{}>", joke.channel_id));
    carol.unreacts(&joke, "⭐").await?;
    bob.unreacts(&joke, "⭐").await?;
    sandbox.settle().await?;
    assert!(shown().is_empty(), "{}", sandbox.transcript());
    bob.reacts(&joke, "⭐").await?;
    sandbox.settle().await?;
    assert_eq!(shown().len(), 1, "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn a_post_disappears_with_its_stars_or_its_message() -> Result<()> {
    let sandbox = Sandbox::start(::starboard::bot()).await?;
    let stars = board(&sandbox).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let moderator = sandbox.member("dave").await?.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    let shown = || alice.at(&stars).messages().len();
    for emoji in [Some("⭐"), None] {
        let message = alice.posts("Look at this.").await?;
        alice.reacts(&message, "⭐").await?;
        bob.reacts(&message, "⭐").await?;
        sandbox.settle().await?;
        assert_eq!(shown(), 1, "{}", sandbox.transcript());
        moderator.clears_reactions(&message, emoji).await?;
        sandbox.settle().await?;
        assert_eq!(shown(), 0, "{}", sandbox.transcript());
    }
    let message = alice.posts("Look at that.").await?;
    alice.reacts(&message, "⭐").await?;
    bob.reacts(&message, "⭐").await?;
    sandbox.settle().await?;
    assert_eq!(shown(), 1, "{}", sandbox.transcript());
    alice.deletes(&message).await?;
    sandbox.settle().await?;
    assert_eq!(shown(), 0, "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn nothing_is_shown_without_a_board() -> Result<()> {
    let sandbox = Sandbox::start(::starboard::bot()).await?;
    let stars = board(&sandbox).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    assert!(bob.slash("starboard off").send().await?.content.contains("Manage Server"));
    let carol = sandbox.member("carol").await?;
    assert_eq!(carol.slash("starboard off").send().await?.content, "I show no more messages.");
    assert_eq!(carol.slash("starboard off").send().await?.content, "There is no starboard.");
    let message = alice.posts("Look at this.").await?;
    alice.reacts(&message, "⭐").await?;
    bob.reacts(&message, "⭐").await?;
    sandbox.settle().await?;
    assert!(alice.at(&stars).messages().is_empty());
    Ok(())
}

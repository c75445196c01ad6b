//! Conversations with the community bot: reaction roles, tickets, tags, reminders and settings.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Result;
use mindtrace_discord::prelude::BotBuilder;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::serenity::model::Permissions;
use mindtrace_discord::store::FileStore;

/// A store in a file, which is removed at the end of the test.
struct TempStore(PathBuf);

impl TempStore {
    fn new(name: &str) -> Self {
        let file = format!("mindtrace-community-{name}-{}.redb", std::process::id());
        let path = std::env::temp_dir().join(file);
        let _ = std::fs::remove_file(&path);
        Self(path)
    }

    /// The bot with this store.
    fn bot(&self) -> BotBuilder {
        community::bot().store(Arc::new(FileStore::new(self.0.clone())))
    }
}

impl Drop for TempStore {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn november() -> Result<Discord> {
    Ok(Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?)
}

#[tokio::test]
async fn a_reaction_gives_a_role_and_its_removal_takes_it() -> Result<()> {
    let sandbox = Sandbox::start(community::bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_ROLES).await?;
    let bob = sandbox.member("bob").await?;
    let artists = sandbox.role("artists", Permissions::empty()).await?;
    sandbox.settle().await?;
    let posted = alice.says(&format!("!reaction-role 🎨 <@&{}> Do you draw?", artists.id())).await?;
    assert_eq!(posted.content, "Do you draw?");
    sandbox.settle().await?;
    assert_eq!(bob.looks_at(&posted).await?.reactions[0].emoji, "🎨");

    bob.reacts(&posted, "🎨").await?;
    sandbox.settle().await?;
    assert!(bob.roles().contains(&artists), "{}", sandbox.transcript());
    bob.unreacts(&posted, "🎨").await?;
    sandbox.settle().await?;
    assert!(!bob.roles().contains(&artists), "{}", sandbox.transcript());

    // Another emoji gives nothing.
    bob.reacts(&posted, "👍").await?;
    sandbox.settle().await?;
    assert!(!bob.roles().contains(&artists));
    Ok(())
}

#[tokio::test]
async fn a_moderator_cannot_give_permissions_that_they_do_not_have() -> Result<()> {
    let sandbox = Sandbox::start(community::bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_ROLES).await?;
    let admins = sandbox.role("admins", Permissions::BAN_MEMBERS).await?;
    sandbox.settle().await?;
    let refused = alice.says(&format!("!reaction-role 👑 <@&{}> Rule with us", admins.id())).await?;
    assert_eq!(refused.content, "The role admins has permissions that you do not have.");
    Ok(())
}

#[tokio::test]
async fn a_ticket_is_private_and_closed_after_a_question() -> Result<()> {
    let sandbox = Sandbox::start(community::bot()).await?;
    let admin = sandbox.member("carol").await?.with_permissions(Permissions::MANAGE_CHANNELS).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let desk = admin.slash("ticket-desk").send().await?;
    let opened = alice.clicks(&desk, "Open a ticket").await?;
    let ticket = sandbox.channel("ticket-alice")?;
    assert_eq!((opened.content, opened.ephemeral), (format!("Your ticket is <#{}>.", ticket.id()), true));
    assert!(bob.at(&ticket).posts("May I read this?").await.is_err());

    let inside = alice.at(&ticket);
    let hello = inside.messages().pop().unwrap();
    assert_eq!(hello.content, format!("Hello <@{}>, how can we help?", alice.id()));
    let question = inside.clicks(&hello, "Close the ticket").await?;
    assert!(question.content.starts_with("Close the ticket of "), "{}", question.content);
    inside.click(&question, "No").acknowledged().await?;
    assert_eq!(inside.sees().await?.content, "The ticket stays open.");

    let question = inside.clicks(&hello, "Close the ticket").await?;
    inside.click(&question, "Yes").acknowledged().await?;
    sandbox.settle().await?;
    assert!(sandbox.channel("ticket-alice").is_err(), "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn a_tag_is_edited_in_a_modal_with_its_text() -> Result<()> {
    let sandbox = Sandbox::start(community::bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    assert_eq!(alice.says("!tag add rules Be kind.").await?.content, "I saved the tag `rules`.");
    assert_eq!(alice.says("!tag add rules Be loud.").await?.content, "There is a tag `rules` already.");
    let modal = alice.slash("tag edit").option("name", "rules").opens_modal().await?;
    assert_eq!(modal.title(), "Edit rules");
    assert_eq!(modal.fields()[0].value.as_deref(), Some("Be kind."));
    let edited = modal.set_text("Text", "Be very kind.").submit().await?;
    assert_eq!(edited.content, "I changed the tag `rules`.");
    assert_eq!(alice.slash("tag show").option("name", "rules").send().await?.content, "Be very kind.");
    assert_eq!(alice.says("!tag delete rules").await?.content, "I deleted the tag `rules`.");
    // Texts are in the language of the caller.
    let german = alice.locale("de").slash("tag show").option("name", "rules").send().await?;
    assert_eq!(german.content, "Es gibt keinen Tag `rules`.");
    Ok(())
}

#[tokio::test]
async fn a_reminder_is_sent_when_it_is_due() -> Result<()> {
    let sandbox = Sandbox::start_on(november().await?, community::bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert!(alice.says("!remind 5s tea").await?.content.contains("after"));
    let set = alice.says("!remind 2h make tea").await?;
    assert!(set.content.starts_with("I will remind you <t:"), "{}", set.content);
    alice.says("!remind-at 2026-12-01T09:00Z water the plants").await?;
    sandbox.advance(Duration::from_hours(2)).await?;
    let reminder = alice.sees().await?;
    assert_eq!(reminder.content, format!("<@{}>, here is your reminder: make tea", alice.id()));
    assert_eq!(reminder.mentions, [alice.id()]);
    sandbox.advance(Duration::from_hours(24)).await?;
    assert!(alice.sees().await?.content.ends_with("water the plants"));
    Ok(())
}

#[tokio::test]
async fn a_reminder_survives_a_restart() -> Result<()> {
    let store = TempStore::new("reminder");
    let sandbox = Sandbox::start_on(november().await?, store.bot()).await?;
    sandbox.member("alice").await?.says("!remind 2h make tea").await?;
    let sandbox = Sandbox::start_on(sandbox.stop().await?, store.bot()).await?;
    sandbox.advance(Duration::from_hours(2)).await?;
    assert!(sandbox.member("alice").await?.sees().await?.content.ends_with("make tea"));
    Ok(())
}

#[tokio::test]
async fn settings_survive_a_restart() -> Result<()> {
    let store = TempStore::new("settings");
    let sandbox = Sandbox::start(store.bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_GUILD).await?;
    let general = sandbox.channel("general")?.id();
    let chosen = alice.says(&format!("!welcome-in <#{general}>")).await?;
    assert_eq!(chosen.content, format!("I will welcome new members in <#{general}>."));
    assert_eq!(alice.says("!prefix ?").await?.content, "The prefix is `?` now.");

    let sandbox = Sandbox::start_on(sandbox.stop().await?, store.bot()).await?;
    let bob = sandbox.join("bob").await?;
    assert_eq!(alice.sees().await?.content, format!("Welcome <@{}>!", bob.id()));
    assert_eq!(alice.says("?prefix").await?.content, "The prefix is `!` now.");
    Ok(())
}

#[tokio::test]
async fn a_server_chooses_its_language() -> Result<()> {
    let store = TempStore::new("language");
    let sandbox = Sandbox::start(store.bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_GUILD).await?;
    let chosen = alice.slash("language").option("new", "deutsch").send().await?;
    assert_eq!(chosen.content, "Auf diesem Server spreche ich jetzt Deutsch.");
    // Alice's client is English, and a message is for the whole server.
    assert_eq!(alice.slash("tag show").option("name", "x").send().await?.content, "There is no tag `x`.");
    assert_eq!(alice.says("!tag show x").await?.content, "Es gibt keinen Tag `x`.");
    let general = sandbox.channel("general")?.id();
    alice.says(&format!("!welcome-in <#{general}>")).await?;

    let sandbox = Sandbox::start_on(sandbox.stop().await?, store.bot()).await?;
    let bob = sandbox.join("bob").await?;
    assert_eq!(alice.sees().await?.content, format!("Willkommen <@{}>!", bob.id()));
    assert_eq!(alice.says("!language").await?.content, "I speak English in this server now.");
    Ok(())
}

#[test]
fn the_bot_is_valid() {
    assert!(community::bot().validate().is_ok());
}

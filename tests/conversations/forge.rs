//! Conversations with the forge bot: webhooks that are really signed and sent over HTTP, and their announcements.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use mindtrace_discord::Result;
use mindtrace_discord::prelude::BotBuilder;
use mindtrace_discord::sandbox::{Channel, Sandbox};
use mindtrace_discord::serenity::model::channel::ChannelType;
use mindtrace_discord::store::MemoryStore;
use serde_json::{Value, json};

use crate::signature::signed;

const SECRET: &str = "a secret of the bot and its forge";

fn bot() -> BotBuilder {
    ::forge::bot().webhook_secret("GITHUB_WEBHOOK_SECRET", SECRET)
}

/// Creates a channel and makes it follow a repository.
async fn following(sandbox: &Sandbox, name: &str, repository: &str) -> Result<Channel> {
    let channel = sandbox.new_channel(name, ChannelType::Text).await?;
    sandbox.settle().await?;
    let call = sandbox.owner().slash("forge follow").option("repository", repository);
    let answer = call.option("channel", &channel).send().await?;
    assert_eq!(answer.content, format!("I announce the changes of {repository} in <#{}>.", channel.id()));
    Ok(channel)
}

/// Sends a webhook as GitHub does, signed with a secret, and returns the status of the response.
async fn send(sandbox: &Sandbox, secret: &str, kind: &str, body: &Value) -> Result<u16> {
    static DELIVERIES: AtomicU64 = AtomicU64::new(0);
    let id = DELIVERIES.fetch_add(1, Ordering::Relaxed).to_string();
    send_as(sandbox, &id, secret, kind, body).await
}

/// Sends a webhook with this id of its delivery.
async fn send_as(sandbox: &Sandbox, id: &str, secret: &str, kind: &str, body: &Value) -> Result<u16> {
    let url = format!("{}/discord/webhooks/github", sandbox.http_url().unwrap());
    let request = reqwest::Client::new().post(url).header("X-GitHub-Event", kind);
    let request = signed(request.header("X-GitHub-Delivery", id), secret, body.to_string());
    let status = request.send().await?.status().as_u16();
    sandbox.settle().await?;
    Ok(status)
}

/// A webhook of a kind, with the fields that all kinds have.
fn delivery(mut fields: Value) -> Value {
    fields["repository"] = json!({ "full_name": "Acme/Rocket", "private": true });
    fields["sender"] = json!({ "login": "octocat" });
    fields
}

fn push() -> Value {
    let commit = |id: &str, message: &str| json!({ "id": id, "message": message, "url": format!("https://forge.example/{id}") });
    delivery(json!({
        "ref": "refs/heads/main",
        "compare": "https://forge.example/compare",
        "commits": [commit("1a2b3c4d5e", "Add fins\n\nThree of them."), commit("2b3c4d5e6f", "Paint it red")],
    }))
}

fn issue(action: &str) -> Value {
    let issue =
        json!({ "number": 7, "title": "It leaks", "body": null, "html_url": "https://forge.example/7" });
    delivery(json!({ "action": action, "issue": issue }))
}

#[tokio::test]
async fn a_signed_push_is_announced() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let news = following(&sandbox, "news", "acme/rocket").await?;
    let alice = sandbox.member("alice").await?.at(&news);
    assert_eq!(send(&sandbox, SECRET, "push", &push()).await?, 202);
    let embed = alice.messages().pop().unwrap().embeds.remove(0);
    assert_eq!(embed["title"], "2 commits pushed to main");
    assert_eq!(embed["url"], "https://forge.example/compare");
    let commits = "[`2b3c4d5`](https://forge.example/2b3c4d5e6f) Paint it red\n\
                   [`1a2b3c4`](https://forge.example/1a2b3c4d5e) Add fins";
    assert_eq!(embed["description"], commits);
    assert_eq!(
        (&embed["author"]["name"], &embed["footer"]["text"]),
        (&json!("octocat"), &json!("Acme/Rocket"))
    );
    Ok(())
}

#[tokio::test]
async fn new_issues_and_pull_requests_are_announced() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let news = following(&sandbox, "news", "acme/rocket").await?;
    let alice = sandbox.member("alice").await?.at(&news);
    let title = || alice.messages().last().map(|message| message.embeds[0]["title"].clone());
    assert_eq!(send(&sandbox, SECRET, "issues", &issue("opened")).await?, 202);
    assert_eq!(title(), Some(json!("Issue #7: It leaks")));
    let long = "x".repeat(250);
    let pull_request =
        json!({ "number": 8, "title": long, "body": "Closes #7.", "html_url": "https://forge.example/8" });
    let pull_request = delivery(json!({ "action": "opened", "pull_request": pull_request }));
    assert_eq!(send(&sandbox, SECRET, "pull_request", &pull_request).await?, 202);
    assert_eq!(title(), Some(json!(format!("Pull request #8: {}…", "x".repeat(200)))));

    // These are no news.
    let other = delivery(json!({ "action": "created" }));
    let deleted = delivery(json!({ "ref": "refs/heads/old", "commits": [] }));
    for (kind, body) in [("issues", &issue("closed")), ("star", &other), ("push", &deleted)] {
        assert_eq!(send(&sandbox, SECRET, kind, body).await?, 202, "{kind}");
    }
    assert_eq!(alice.messages().len(), 2, "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn a_push_that_is_delivered_again_is_announced_once() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let news = following(&sandbox, "news", "acme/rocket").await?;
    let alice = sandbox.member("alice").await?.at(&news);
    for id in ["72d3162e", "72d3162e", "a6e6b94c"] {
        assert_eq!(send_as(&sandbox, id, SECRET, "push", &push()).await?, 202, "{id}");
    }
    assert_eq!(alice.messages().len(), 2, "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn a_wrong_signature_announces_nothing() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let news = following(&sandbox, "news", "acme/rocket").await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(send(&sandbox, "a guess", "push", &push()).await?, 401);
    assert!(alice.at(&news).messages().is_empty(), "{}", sandbox.transcript());
    // Only the owners of the bot decide which channels read a repository.
    let call = alice.slash("forge follow").option("repository", "acme/rocket").option("channel", &news);
    assert!(call.send().await?.content.contains("owners"), "{}", sandbox.transcript());
    let call = sandbox.owner().slash("forge follow").option("repository", "rocket").option("channel", &news);
    assert!(call.send().await?.content.contains("`owner/name`"), "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn a_channel_follows_until_it_is_told_not_to() -> Result<()> {
    let store = Arc::new(MemoryStore::default());
    let bot = || bot().store(store.clone());
    let sandbox = Sandbox::start(bot()).await?;
    let news = following(&sandbox, "news", "acme/rocket").await?;
    let other = following(&sandbox, "other", "acme/balloon").await?;
    let alice = sandbox.member("alice").await?;

    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    assert_eq!(send(&sandbox, SECRET, "push", &push()).await?, 202);
    assert_eq!(alice.at(&news).messages().len(), 1, "{}", sandbox.transcript());
    assert!(alice.at(&other).messages().is_empty(), "{}", sandbox.transcript());
    let call = sandbox.owner().slash("forge unfollow").option("repository", "acme/rocket");
    assert_eq!(call.send().await?.content, "I do not announce the changes of acme/rocket any more.");
    assert_eq!(send(&sandbox, SECRET, "push", &push()).await?, 202);
    assert_eq!(alice.at(&news).messages().len(), 1, "{}", sandbox.transcript());
    Ok(())
}

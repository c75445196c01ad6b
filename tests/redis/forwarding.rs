//! Clicks, modals and events that arrive at another process than the one that waits for them.

use std::time::{Duration, Instant};

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde::Deserialize;
use serde_json::json;

use crate::api::Api;
use crate::link::Link;
use crate::server::Redis;

/// Delete all notes.
#[command]
async fn clear(ctx: &Context) -> Result<&'static str> {
    Ok(if ctx.confirm("Delete all notes?").await? { "Deleted." } else { "Nothing was deleted." })
}

/// A modal with one field.
#[derive(Modal)]
struct About {
    name: String,
}

/// Ask the caller's name.
#[command]
async fn ask(ctx: &Context) -> Result<String> {
    let About { name } = ctx.modal().await?;
    Ok(format!("You are {name}."))
}

/// Show two pages.
#[command]
async fn book(ctx: &Context) -> Result<()> {
    Paginator::new(["Page 1", "Page 2"]).send(ctx).await?;
    Ok(())
}

/// An order was paid.
#[derive(Event, Deserialize)]
#[event(name = "order-paid", http)]
struct OrderPaid {
    order: u64,
}

/// Wait for the payment of an order.
#[command]
async fn order(ctx: &Context) -> Result<String> {
    let paid = ctx.wait_for::<OrderPaid>(|paid| paid.order == 7, Duration::from_mins(1)).await?;
    Ok(format!("Order {} is paid.", paid.order))
}

fn bot(redis: &Redis) -> Result<BotBuilder> {
    bot_at(&redis.url())
}

fn bot_at(url: &str) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_MODE" => Some("http".to_owned()),
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_REDIS_URL" => Some(url.to_owned()),
        _ => None,
    })?;
    let registry = Registry::empty().command::<clear>().command::<ask>().command::<order>().command::<book>();
    Ok(Bot::builder().registry(registry.http_event::<OrderPaid>()).config(config))
}

/// Lets all further interactions arrive at this process.
async fn deliver_to(bot: &Sandbox) -> Result<()> {
    Ok(bot.set_interactions_endpoint(&format!("{}/discord/interactions", bot.http_url().unwrap())).await?)
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn clicks_and_a_modal_reach_the_process_that_waits_for_them() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::start().await?;
    let first = Sandbox::start_on(discord.clone(), bot(&redis)?).await?;
    let second = Sandbox::start_on(discord, bot(&redis)?).await?;
    let alice = first.member("alice").await?;
    for (here, there) in [(&first, &second), (&second, &first)] {
        deliver_to(here).await?;
        let asked = alice.slash("clear").send().await?;
        assert_eq!(asked.content, "Delete all notes?");
        deliver_to(there).await?;
        alice.click(&asked, "Yes").acknowledged().await?;
        assert_eq!(alice.sees().await?.content, "Deleted.");
        let modal = alice.slash("ask").opens_modal().await?;
        deliver_to(here).await?;
        assert_eq!(modal.set_text("Name", "Alice").submit().await?.content, "You are Alice.");
        let book = alice.slash("book").send().await?;
        assert_eq!(book.content, "Page 1");
        deliver_to(there).await?;
        assert_eq!(alice.clicks(&book, "▶").await?.content, "Page 2");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_click_that_a_slow_redis_passes_on_has_not_expired() -> Result<()> {
    let redis = Redis::start().await;
    // An answer takes 300 ms, longer than a process waits for it.
    let link = Link::to(redis.port(), Duration::from_millis(150)).await?;
    let discord = Discord::start().await?;
    let first = Sandbox::start_on(discord.clone(), bot(&redis)?).await?;
    let second = Sandbox::start_on(discord, bot_at(&link.url())?).await?;
    while redis.subscribers("*:process:*").await < 2 {}
    let alice = first.member("alice").await?;
    deliver_to(&first).await?;
    let asked = alice.slash("clear").send().await?;
    deliver_to(&second).await?;
    alice.click(&asked, "Yes").acknowledged().await?;
    assert_eq!(alice.sees().await?.content, "Deleted.");
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn a_modal_of_a_process_that_is_gone_has_expired() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::start().await?;
    let first = Sandbox::start_on(discord.clone(), bot(&redis)?).await?;
    let second = Sandbox::start_on(discord, bot(&redis)?).await?;
    let alice = first.member("alice").await?;
    let modal = alice.slash("ask").opens_modal().await?;
    deliver_to(&first).await?;
    second.stop().await?;
    let begin = Instant::now();
    let answer = modal.set_text("Name", "Alice").submit().await?;
    assert!(answer.content.contains("expired"), "{}", answer.content);
    assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
    Ok(())
}

#[tokio::test]
#[ignore = "needs redis-server"]
async fn an_event_that_another_process_receives_ends_a_wait() -> Result<()> {
    let redis = Redis::start().await;
    let discord = Discord::start().await?;
    let first = Sandbox::start_on(discord.clone(), bot(&redis)?).await?;
    let second = Sandbox::start_on(discord, bot(&redis)?).await?;
    let (a, b) = (Api::of(&first), Api::of(&second));
    // The call may begin to wait after the first events, and the second process may not know the first one yet.
    let paid = json!({ "order": 7 });
    let raises = async { while b.post("/discord/events/order-paid", &paid).await.status == 202 {} };
    let answer = async {
        tokio::select! {
            answer = a.execute("!order") => answer,
            () = raises => panic!("an event was refused"),
        }
    };
    let answer = tokio::time::timeout(Duration::from_secs(20), answer).await?;
    assert_eq!(answer.body["response"], "Order 7 is paid.", "{}", answer.text);
    Ok(())
}

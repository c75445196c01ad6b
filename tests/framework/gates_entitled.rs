//! Commands for callers who have bought a SKU.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::serenity::http::LightMethod;
use serde_json::json;

use crate::api::Api;

/// Use up what was bought.
#[command]
async fn drink(ctx: &Context, potion: String) -> Result<&'static str> {
    let path = format!("/applications/{}/entitlements/{potion}/consume", ctx.bot_id());
    ctx.request(LightMethod::Post, &path, None).await?;
    Ok("gone")
}

/// Do something that is paid for.
#[command(entitled(77, 78))]
async fn shine() -> &'static str {
    "shining"
}

#[tokio::test]
async fn a_premium_command_offers_the_sku_and_runs_after_the_purchase() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<shine>())).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let refused = alice.slash("shine").send().await?;
    assert_eq!((refused.content.as_str(), refused.ephemeral), ("This command is a premium feature.", true));
    let buttons = &refused.raw["components"][0]["components"];
    assert_eq!((&buttons[0]["sku_id"], &buttons[1]["sku_id"]), (&json!("77"), &json!("78")), "{buttons}");
    let refused = alice.says("!shine").await?;
    assert_eq!(refused.content, "This command is a premium feature.");
    let is_plain = refused.raw["components"].as_array().is_none_or(Vec::is_empty);
    assert!(is_plain, "only an interaction offers the SKU");
    let refused = api.execute_as(&sandbox, &alice, "!shine").await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (403, &json!("not_entitled")));
    alice.buys(SkuId::new(76)).await?;
    assert_eq!(alice.says("!shine").await?.content, "This command is a premium feature.", "another SKU");
    let purchase = alice.buys(SkuId::new(78)).await?;
    assert_eq!(alice.slash("shine").send().await?.content, "shining");
    assert_eq!(alice.says("!shine").await?.content, "shining");
    assert_eq!(api.execute_as(&sandbox, &alice, "!shine").await.body["response"], "shining");
    sandbox.entitlement_ends(purchase).await?;
    assert_eq!(alice.slash("shine").send().await?.content, "This command is a premium feature.");
    assert_eq!(alice.says("!shine").await?.content, "This command is a premium feature.");
    Ok(())
}

#[tokio::test]
async fn a_purchase_for_a_guild_counts_there_for_everyone() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<shine>())).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    alice.buys_for(sandbox.guild(), SkuId::new(77)).await?;
    assert_eq!(bob.slash("shine").send().await?.content, "shining");
    assert_eq!(bob.says("!shine").await?.content, "shining");
    let refused = alice.in_dm().says("!shine").await?;
    assert_eq!(refused.content, "This command is a premium feature.", "outside the guild");
    Ok(())
}

#[tokio::test]
async fn a_consumed_purchase_no_longer_counts() -> Result<()> {
    let registry = Registry::empty().command::<shine>().command::<drink>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    let potion = alice.buys(SkuId::new(77)).await?;
    assert_eq!(alice.slash("shine").send().await?.content, "shining");
    assert_eq!(alice.says(&format!("!drink {potion}")).await?.content, "gone");
    assert_eq!(alice.slash("shine").send().await?.content, "This command is a premium feature.");
    assert_eq!(alice.says("!shine").await?.content, "This command is a premium feature.");
    alice.buys(SkuId::new(77)).await?;
    assert_eq!(alice.says("!shine").await?.content, "shining", "another one");
    Ok(())
}

#[tokio::test]
async fn what_was_bought_is_asked_for_once_until_it_changes() -> Result<()> {
    let discord = Discord::builder().clock_stopped_at("2026-11-30T10:00:00Z".parse()?).start().await?;
    let bot = Bot::builder().registry(Registry::empty().command::<shine>());
    let sandbox = Sandbox::start_on(discord, bot).await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    // The next request fails, so an answer tells whether there was one.
    let next_fails = || {
        let error = json!({ "message": "Missing Access", "code": 50001 });
        sandbox.fail_next("GET", "/entitlements", 403, error);
    };
    let refusal = "This command is a premium feature.";
    let purchase = alice.buys(SkuId::new(77)).await?;
    assert_eq!(alice.says("!shine").await?.content, "shining");
    next_fails();
    assert_eq!(alice.says("!shine").await?.content, "shining");
    sandbox.advance(Duration::from_secs(30)).await?;
    let asked = alice.says("!shine").await?.content;
    assert!(asked != "shining" && asked != refusal, "{asked}");
    assert_eq!(alice.says("!shine").await?.content, "shining");
    sandbox.refunds(purchase).await?;
    assert_eq!(alice.says("!shine").await?.content, refusal);
    next_fails();
    assert_eq!(alice.says("!shine").await?.content, refusal);
    sandbox.advance(Duration::from_secs(5)).await?;
    let asked = alice.says("!shine").await?.content;
    assert!(asked != "shining" && asked != refusal, "{asked}");
    assert_eq!(alice.says("!shine").await?.content, refusal);
    alice.buys_for(sandbox.guild(), SkuId::new(78)).await?;
    assert_eq!(bob.says("!shine").await?.content, "shining");
    next_fails();
    sandbox.advance(Duration::from_secs(5)).await?;
    assert_eq!(bob.says("!shine").await?.content, "shining", "the guild's answer suffices");
    Ok(())
}

//! Permissions that serenity does not know: they are read, computed and enforced like all others.

use mindtrace_discord::Registry;
use mindtrace_discord::config::CacheSetting;
use mindtrace_discord::permissions::{BYPASS_SLOWMODE, PIN_MESSAGES};
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::json;

use crate::api::Api;

#[command(permissions(PIN_MESSAGES))]
async fn stick() -> &'static str {
    "stuck"
}

#[command(permissions("bypass_slowmode"), bot_permissions(PIN_MESSAGES), guild_only)]
async fn hurry(ctx: &Context) -> Result<String> {
    let (mine, yours) = (ctx.bot_permissions().await?, ctx.permissions().await?);
    Ok(format!("{} {}", mine.contains(PIN_MESSAGES), yours.contains(BYPASS_SLOWMODE | PIN_MESSAGES)))
}

#[component("unstick", permissions(PIN_MESSAGES))]
async fn unstick() -> &'static str {
    "unstuck"
}

#[command]
async fn panel() -> Reply {
    Reply::new("Pins").buttons([Button::new("Unstick", unstick::id())])
}

fn bot() -> BotBuilder {
    let registry =
        Registry::empty().command::<stick>().command::<hurry>().command::<unstick>().command::<panel>();
    Bot::builder().registry(registry)
}

const REFUSAL: &str = "You need **Pin Messages** here to use this command.";

/// Calls `stick` at every surface and checks the responses.
async fn calls(sandbox: &Sandbox, member: &mindtrace_discord::sandbox::Member, response: &str) -> Result<()> {
    sandbox.settle().await?;
    assert_eq!(member.says("!stick").await?.content, response);
    assert_eq!(member.slash("stick").send().await?.content, response);
    let http = Api::of(sandbox).execute_as(sandbox, member, "!stick").await.body;
    let field = if response == REFUSAL { "detail" } else { "response" };
    assert_eq!(http[field], json!(response), "{http}");
    Ok(())
}

#[tokio::test]
async fn a_role_grants_them() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    calls(&sandbox, &alice, REFUSAL).await?;
    let role = sandbox.role("pinners", PIN_MESSAGES).await?;
    alice.gets(&role).await?;
    calls(&sandbox, &alice, "stuck").await?;
    sandbox.change_role(&role, BYPASS_SLOWMODE).await?;
    calls(&sandbox, &alice, REFUSAL).await?;
    assert_eq!(alice.says("!hurry").await?.content, "true false");
    sandbox.change_role(&role, BYPASS_SLOWMODE | PIN_MESSAGES).await?;
    sandbox.settle().await?;
    assert_eq!(alice.says("!hurry").await?.content, "true true");
    assert_eq!(alice.slash("hurry").send().await?.content, "true true");
    Ok(())
}

#[tokio::test]
async fn overwrites_allow_and_deny_them() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let general = sandbox.channel("general")?;
    let (alice, none) = (sandbox.member("alice").await?, Permissions::empty());
    sandbox.overwrite(&general, &alice, PIN_MESSAGES, none).await?;
    calls(&sandbox, &alice, "stuck").await?;
    sandbox.overwrite(&general, &alice, none, none).await?;
    calls(&sandbox, &alice, REFUSAL).await?;
    let bob = sandbox.member("bob").await?.with_permissions(PIN_MESSAGES).await?;
    calls(&sandbox, &bob, "stuck").await?;
    sandbox.overwrite(&general, &bob, none, PIN_MESSAGES).await?;
    calls(&sandbox, &bob, REFUSAL).await
}

#[tokio::test]
async fn administrators_and_the_owner_have_them() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    calls(&sandbox, &sandbox.owner(), "stuck").await?;
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::ADMINISTRATOR).await?;
    calls(&sandbox, &alice, "stuck").await?;
    assert_eq!(alice.says("!hurry").await?.content, "true true");
    Ok(())
}

#[tokio::test]
async fn roles_and_overwrites_that_are_not_cached_are_looked_up_with_them() -> Result<()> {
    let discord = Discord::start().await?;
    let alice = discord.member("alice").await?.with_permissions(PIN_MESSAGES).await?;
    let bob = discord.member("bob").await?;
    let (general, none) = (discord.channel("general")?, Permissions::empty());
    discord.overwrite(&general, &bob, PIN_MESSAGES, none).await?;
    let sandbox = Sandbox::start_on(discord, bot().cache(CacheSetting::off())).await?;
    calls(&sandbox, &alice, "stuck").await?;
    calls(&sandbox, &bob, "stuck").await?;
    sandbox.overwrite(&general, &alice, none, PIN_MESSAGES).await?;
    calls(&sandbox, &alice, REFUSAL).await
}

#[tokio::test]
async fn roles_and_overwrites_from_before_the_start_have_them() -> Result<()> {
    let discord = Discord::start().await?;
    let alice = discord.member("alice").await?.with_permissions(PIN_MESSAGES).await?;
    let bob = discord.member("bob").await?.with_permissions(PIN_MESSAGES).await?;
    discord.overwrite(&discord.channel("general")?, &bob, Permissions::empty(), PIN_MESSAGES).await?;
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    calls(&sandbox, &alice, "stuck").await?;
    calls(&sandbox, &bob, REFUSAL).await
}

#[tokio::test]
async fn a_click_needs_them() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let alice = sandbox.member("alice").await?;
    let panel = alice.says("!panel").await?;
    assert_eq!(alice.clicks(&panel, "Unstick").await?.content, REFUSAL);
    let alice = alice.with_permissions(PIN_MESSAGES).await?;
    assert_eq!(alice.clicks(&panel, "Unstick").await?.content, "unstuck");
    Ok(())
}

#[tokio::test]
async fn the_bot_needs_them_itself() -> Result<()> {
    let permissions = Permissions::SEND_MESSAGES | Permissions::MANAGE_MESSAGES;
    let sandbox =
        Sandbox::start_on(Discord::builder().bot_permissions(permissions).start().await?, bot()).await?;
    let alice = sandbox.member("alice").await?.with_permissions(BYPASS_SLOWMODE).await?;
    sandbox.settle().await?;
    let refusal = "I need **Pin Messages** here to do that.";
    assert_eq!(alice.says("!hurry").await?.content, refusal);
    assert_eq!(alice.slash("hurry").send().await?.content, refusal);
    Ok(())
}

#[tokio::test]
async fn the_list_of_commands_names_them() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let list = Api::of(&sandbox).get("/discord/commands").await.body;
    let listed =
        list["commands"].as_array().unwrap().iter().find(|command| command["name"] == "hurry").unwrap();
    assert_eq!(listed["permissions"], json!(["BYPASS_SLOWMODE"]));
    assert_eq!(listed["bot_permissions"], json!(["PIN_MESSAGES"]));
    Ok(())
}

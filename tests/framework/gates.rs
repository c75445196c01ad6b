//! Gates: each applies at every surface.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::json;

use crate::api::Api;

#[command(permissions(MANAGE_MESSAGES))]
async fn moderate() -> &'static str {
    "moderated"
}

#[command(bot_permissions(BAN_MEMBERS), guild_only)]
async fn strike() -> &'static str {
    "struck"
}

#[command(guild_only)]
async fn here() -> &'static str {
    "here"
}

#[command(dm_only)]
async fn secret() -> &'static str {
    "secret"
}

#[command(nsfw)]
async fn spicy() -> &'static str {
    "spicy"
}

#[command(owners_only)]
async fn own() -> &'static str {
    "owned"
}

#[command(cooldown = "1h")]
async fn once(#[arg(default = 1, max = 9)] number: u8) -> String {
    format!("once {number}")
}

#[command(disabled)]
async fn sleeping() -> &'static str {
    "awake"
}

fn bot() -> BotBuilder {
    let registry = Registry::empty()
        .command::<moderate>()
        .command::<strike>()
        .command::<here>()
        .command::<secret>()
        .command::<spicy>()
        .command::<own>()
        .command::<once>()
        .command::<sleeping>();
    Bot::builder().registry(registry)
}

#[tokio::test]
async fn a_caller_without_permission_is_refused_everywhere() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let refusal = "You need **Manage Messages** here to use this command.";
    assert_eq!(alice.says("!moderate").await?.content, refusal);
    let slash = alice.slash("moderate").send().await?;
    assert_eq!((slash.content.as_str(), slash.ephemeral), (refusal, true));
    let http = api.execute_as(&sandbox, &alice, "!moderate").await;
    assert_eq!(
        (http.status.as_u16(), &http.body["detail"], &http.body["code"]),
        (403, &json!(refusal), &json!("missing_permissions"))
    );

    let alice = alice.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    assert_eq!(alice.says("!moderate").await?.content, "moderated");
    assert_eq!(alice.slash("moderate").send().await?.content, "moderated");
    assert_eq!(api.execute_as(&sandbox, &alice, "!moderate").await.body["response"], "moderated");
    Ok(())
}

#[tokio::test]
async fn channel_overwrites_apply_at_every_surface() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    let alice = sandbox.member("alice").await?.with_permissions(Permissions::MANAGE_MESSAGES).await?;
    let general = sandbox.channel("general")?;
    sandbox.overwrite(&general, &alice, Permissions::empty(), Permissions::MANAGE_MESSAGES).await?;
    sandbox.settle().await?;
    assert!(alice.says("!moderate").await?.content.contains("Manage Messages"));
    assert!(alice.slash("moderate").send().await?.content.contains("Manage Messages"));
    assert_eq!(api.execute_as(&sandbox, &alice, "!moderate").await.status, 403);
    Ok(())
}

#[tokio::test]
async fn an_http_caller_needs_the_permissions_of_its_user() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    // Outside a guild there are no permissions.
    assert_eq!(api.execute("!moderate").await.status, 403);
    // A request without an author acts as the bot, with the bot's permissions.
    let channel = sandbox.channel("general")?;
    let here = json!({ "content": "!moderate", "channel_id": channel.id().to_string() });
    assert_eq!(api.post("/discord/execute", &here).await.body["response"], "moderated");
    // A user who left the guild cannot call its commands, even those that need no permission.
    let carol = sandbox.join("carol").await?;
    carol.leaves().await?;
    let gone = json!({ "content": "!here", "channel_id": channel.id().to_string(), "author_id": carol.id().to_string() });
    assert_eq!(api.post("/discord/execute", &gone).await.body["code"], "missing_permissions");
    // An author id that belongs to no user is refused.
    let unknown = json!({ "content": "!moderate", "channel_id": channel.id().to_string(), "author_id": "4" });
    assert_eq!(api.post("/discord/execute", &unknown).await.status, 400);
    Ok(())
}

#[tokio::test]
async fn the_bot_needs_its_own_permissions() -> Result<()> {
    let discord = Discord::builder().bot_permissions(Permissions::SEND_MESSAGES).start().await?;
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let refusal = "I need **Ban Members** here to do that.";
    assert_eq!(alice.says("!strike").await?.content, refusal);
    assert_eq!(alice.slash("strike").send().await?.content, refusal);
    assert_eq!(api.execute_as(&sandbox, &alice, "!strike").await.body["detail"], refusal);
    Ok(())
}

#[tokio::test]
async fn guild_only_and_dm_only_apply_at_every_surface() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!here").await?.content, "here");
    assert_eq!(alice.in_dm().says("!here").await?.content, "This command works in servers only.");
    assert_eq!(api.execute("!here").await.body["code"], "guild_only");
    assert_eq!(alice.in_dm().says("!secret").await?.content, "secret");
    assert_eq!(alice.says("!secret").await?.content, "This command works in direct messages only.");
    assert_eq!(api.execute_as(&sandbox, &alice, "!secret").await.body["code"], "dm_only");
    Ok(())
}

#[tokio::test]
async fn an_nsfw_command_needs_an_age_restricted_channel() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let nsfw = sandbox.channel("nsfw")?;
    assert_eq!(alice.at(&nsfw).says("!spicy").await?.content, "spicy");
    assert_eq!(alice.at(&nsfw).slash("spicy").send().await?.content, "spicy");
    let refusal = "This command works in age-restricted channels only.";
    assert_eq!(alice.says("!spicy").await?.content, refusal);
    assert_eq!(alice.slash("spicy").unchecked().send().await?.content, refusal);
    assert_eq!(api.execute_as(&sandbox, &alice, "!spicy").await.status, 403);
    assert_eq!(api.execute("!spicy").await.status, 403);
    Ok(())
}

#[tokio::test]
async fn owners_are_the_applications_and_the_configured_ones() -> Result<()> {
    let discord = Discord::start().await?;
    let (alice, owner, bob) = (discord.member("alice").await?, discord.owner(), discord.member("bob").await?);
    let sandbox = Sandbox::start_on(discord, bot().owner(bob.id())).await?;
    assert_eq!(owner.says("!own").await?.content, "owned");
    assert_eq!(bob.slash("own").send().await?.content, "owned");
    assert_eq!(alice.says("!own").await?.content, "This command is for the bot's owners.");
    assert_eq!(Api::of(&sandbox).execute("!own").await.status, 403);
    Ok(())
}

#[tokio::test]
async fn a_former_owner_is_an_ordinary_member() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, owner, api) = (sandbox.member("alice").await?, sandbox.owner(), Api::of(&sandbox));
    assert_eq!(owner.says("!moderate").await?.content, "moderated");
    sandbox.transfer_ownership(&alice).await?;
    // The gateway event that changes the owner arrives some time after the call above returned.
    let renewed = async { while api.execute_as(&sandbox, &alice, "!moderate").await.status != 200 {} };
    tokio::time::timeout(std::time::Duration::from_secs(10), renewed).await?;
    assert!(owner.says("!moderate").await?.content.contains("Manage Messages"));
    assert_eq!(api.execute_as(&sandbox, &owner, "!moderate").await.status, 403);
    Ok(())
}

#[tokio::test]
async fn an_http_caller_must_be_able_to_write_in_the_channel() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(api.execute_as(&sandbox, &alice, "!here").await.status, 200);
    let later = serenity::all::Timestamp::from_unix_timestamp(
        serenity::all::Timestamp::now().unix_timestamp() + 600,
    )?;
    alice.timed_out(later).await?;
    assert_eq!(api.execute_as(&sandbox, &alice, "!here").await.status, 403);
    let outside = api.execute("!secret").await;
    assert_eq!(outside.body["code"], "dm_only", "a call without a channel is not a direct message");
    Ok(())
}

#[tokio::test]
async fn surfaces_share_a_cooldown_and_mistakes_cost_nothing() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, bob, api) = (sandbox.member("alice").await?, sandbox.member("bob").await?, Api::of(&sandbox));
    assert!(alice.says("!once 99").await?.content.contains("must be a whole number from 0 to 9"));
    assert_eq!(alice.says("!once 2").await?.content, "once 2");
    assert!(alice.slash("once").send().await?.content.starts_with("Slow down"));
    let refused = api.execute_as(&sandbox, &alice, "!once").await;
    assert_eq!(refused.status, 429);
    let seconds: u64 = refused.headers["retry-after"].to_str()?.parse()?;
    assert!((3590..=3600).contains(&seconds), "{seconds}");
    assert_eq!(bob.says("!once").await?.content, "once 1", "each user has their own cooldown");
    Ok(())
}

#[tokio::test]
async fn a_toggle_applies_to_every_surface_at_once() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let disabled = "This command is disabled at the moment.";
    assert_eq!(alice.says("!sleeping").await?.content, disabled);
    assert_eq!(alice.slash("sleeping").send().await?.content, disabled);
    assert_eq!(api.execute("!sleeping").await.status, 409);
    let enabled = api.put("/discord/commands/sleeping/enabled", &json!({ "enabled": true })).await;
    assert_eq!(
        (enabled.status.as_u16(), &enabled.body),
        (200, &json!({ "name": "sleeping", "enabled": true }))
    );
    assert_eq!(alice.says("!sleeping").await?.content, "awake");
    assert_eq!(alice.slash("sleeping").send().await?.content, "awake");
    assert_eq!(api.execute("!sleeping").await.body["response"], "awake");
    let unknown = api.put("/discord/commands/sleepin/enabled", &json!({ "enabled": true })).await;
    assert_eq!((unknown.status.as_u16(), &unknown.body["nearest"]), (404, &json!(["sleeping"])));
    Ok(())
}

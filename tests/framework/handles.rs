//! What a handler holds: messages that were sent, the member, the guild, the interaction, and other routes of Discord.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::http::LightMethod;

use crate::api::Api;

/// React to the answer.
#[command]
async fn vote(ctx: &Context) -> Result<String> {
    let sent = ctx.reply("Vote!").await?;
    sent.react('👍').await?;
    sent.react('👎').await?;
    sent.unreact('👎').await?;
    sent.pin().await?;
    let message = sent.message().await?;
    assert_eq!((message.id, message.channel_id), (sent.message_id().await?, sent.channel_id().await?));
    let further = ctx.followup("further").await?;
    further.react('🎉').await?;
    let posted = ctx.channel().say("posted").await?;
    posted.react('✅').await?;
    posted.edit("posted and edited").await?;
    Ok(format!("{} {}", message.content, message.reactions.len()))
}

/// Tell what is pinned.
#[command]
async fn pinned(ctx: &Context) -> Result<String> {
    let pins = ctx.channel().pins().await?;
    let texts: Vec<&str> = pins.iter().map(|pin| pin.content.as_str()).collect();
    Ok(format!("{} pins, from {:?} to {:?}", texts.len(), texts.first(), texts.last()))
}

/// Tell who is where.
#[command(guild_only)]
async fn whereabouts(ctx: &Context, guild: &GuildId, channel: &ChannelId, author: &User) -> Result<String> {
    let (member, snapshot) = (ctx.member().await?, ctx.guild().await?);
    assert_eq!((member.user.id, snapshot.id), (author.id, *guild));
    assert_eq!(Some(*channel), ctx.channel_id());
    let interaction = ctx.interaction().map(|interaction| interaction.token().len() > 5);
    let allowed = ctx.bot_permissions().await?.send_messages();
    Ok(format!("{} in {} {interaction:?} {allowed} {}", author.name, snapshot.name, ctx.entitlements().len()))
}

/// Tell where the call comes from.
#[command(surfaces(prefix, slash))]
async fn origin(ctx: &Context) -> Reply {
    Reply::new(described(ctx)).buttons([Button::new("Again", again::id())])
}

#[component("again")]
async fn again(ctx: &Context) -> String {
    described(ctx)
}

fn described(ctx: &Context) -> String {
    let Some(interaction) = ctx.interaction() else { return "no interaction".to_owned() };
    let owners = interaction.authorizing_integration_owners();
    format!("{:?} {owners:?} {}", interaction.context(), interaction.attachment_size_limit())
}

#[tokio::test]
async fn an_interaction_says_where_it_comes_from() -> Result<()> {
    let registry = Registry::empty().command::<origin>().command::<again>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let (alice, guild) = (sandbox.member("alice").await?, sandbox.guild());
    let here = format!("Some(Guild) [GuildInstall(Some({guild:?}))] 10485760");
    let answer = alice.slash("origin").send().await?;
    assert_eq!(answer.content, here);
    assert_eq!(alice.clicks(&answer, "Again").await?.content, here);
    let direct = alice.in_dm().slash("origin").send().await?;
    assert_eq!(direct.content, "Some(BotDm) [GuildInstall(None)] 10485760");
    assert_eq!(alice.says("!origin").await?.content, "no interaction");
    Ok(())
}

#[component("close:{number}")]
async fn close(number: u32) -> String {
    format!("closed {number}")
}

/// Send a button with a route that serenity does not know.
#[command]
async fn elsewhere(ctx: &Context) -> Result<String> {
    let button = serde_json::json!({
        "type": 2, "style": 1, "label": "Close", "custom_id": ctx.custom_id(&close::id(7)),
    });
    let body =
        serde_json::json!({ "content": "by hand", "components": [{ "type": 1, "components": [button] }] });
    let path = format!("/channels/{}/messages", ctx.channel().id()?);
    let sent = ctx.request(LightMethod::Post, &path, Some(&body)).await?;
    let missing = ctx.request(LightMethod::Get, "/channels/1", None).await.unwrap_err();
    assert_eq!(missing.status(), Some(404));
    for path in [
        "guilds",
        "/guilds/../users/@me",
        "/a b",
        "/ü",
        "https://example.com",
        "/guilds/%2e%2E/users",
        "/a\\..\\b",
        "/a%2fb",
    ] {
        assert!(ctx.request(LightMethod::Get, path, None).await.is_err(), "{path}");
    }
    Ok(sent["content"].to_string())
}

fn registry() -> Registry {
    let registry = Registry::empty().command::<vote>().command::<pinned>().command::<whereabouts>();
    registry.command::<elsewhere>().command::<close>()
}

#[tokio::test]
async fn a_message_that_was_sent_can_be_read_reacted_to_and_pinned() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry())).await?;
    let alice = sandbox.member("alice").await?;
    for call in ["!vote", "/vote"] {
        let said = match call {
            "/vote" => alice.slash("vote").send().await?,
            _ => alice.says(call).await?,
        };
        assert_eq!(said.content, "Vote!", "{call}");
        sandbox.settle().await?;
        let messages = alice.messages();
        let named = |content: &str| messages.iter().rfind(|message| message.content == content).unwrap();
        let emoji = |content: &str| -> Vec<_> {
            named(content).reactions.iter().map(|reaction| reaction.emoji.clone()).collect()
        };
        assert_eq!((emoji("Vote!"), emoji("further")), (vec!["👍".to_owned()], vec!["🎉".to_owned()]));
        assert_eq!(emoji("posted and edited"), ["✅"]);
        assert_eq!(named("Vote!").raw["pinned"], true);
        assert_eq!(alice.sees().await?.content, "further");
        assert!(messages.iter().any(|message| message.content == "Vote! 1"), "{}", sandbox.transcript());
        let last = alice.messages().last().unwrap().content.clone();
        while alice.sees().await?.content != last {}
    }
    Ok(())
}

#[tokio::test]
async fn all_pages_of_pins_are_listed() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry())).await?;
    let owner = sandbox.owner();
    assert_eq!(owner.says("!pinned").await?.content, "0 pins, from None to None");
    for number in 0..51 {
        let message = owner.posts(&number.to_string()).await?;
        owner.pins(&message).await?;
        sandbox.clock().jump(Duration::from_secs(1));
    }
    assert_eq!(owner.slash("pinned").send().await?.content, "51 pins, from Some(\"50\") to Some(\"0\")");
    Ok(())
}

#[tokio::test]
async fn an_answer_over_http_is_no_message() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry())).await?;
    let failed = Api::of(&sandbox).execute("!vote").await;
    assert_eq!((failed.status.as_u16(), &failed.body["code"]), (500, &serde_json::json!("failed")));
    Ok(())
}

#[tokio::test]
async fn guild_channel_and_author_are_provided_to_commands_in_guilds() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry())).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("!whereabouts").await?.content, "alice in Sandbox None true 0");
    alice.buys(77.into()).await?;
    assert_eq!(alice.slash("whereabouts").send().await?.content, "alice in Sandbox Some(true) true 1");
    let api = Api::of(&sandbox);
    let body = serde_json::json!({
        "content": "!whereabouts", "author_id": alice.id().to_string(), "guild_id": sandbox.guild().to_string(),
    });
    let refused = api.post("/discord/execute", &body).await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (400, &serde_json::json!("needs_channel")));
    Ok(())
}

#[command]
async fn anywhere(guild: &GuildId) -> String {
    guild.to_string()
}

#[on_event(MemberJoin)]
async fn joined(_guild: &GuildId) {}

#[test]
fn a_guild_is_borrowed_only_where_there_is_one() {
    let registry = Registry::empty().command::<anywhere>().on_event::<joined>();
    let error = Bot::builder().registry(registry).build().unwrap_err().to_string();
    assert!(error.contains("direct messages do not have; add `guild_only`"), "{error}");
    assert!(error.contains("the handler `joined` borrows `&GuildId`, which only commands can"), "{error}");
}

#[tokio::test]
async fn a_custom_id_works_in_any_message_and_any_route_can_be_requested() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(registry())).await?;
    let alice = sandbox.member("alice").await?;
    let by_hand = alice.says("!elsewhere").await?;
    assert_eq!(by_hand.content, "by hand");
    assert_eq!(alice.sees().await?.content, "\"by hand\"");
    assert_eq!(alice.clicks(&by_hand, "Close").await?.content, "closed 7");
    Ok(())
}

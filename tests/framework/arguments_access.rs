//! Arguments that depend on who calls: messages only its reader may name, people only their superiors may.

use mindtrace_discord::Registry;
use mindtrace_discord::command::ParamSpec;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::channel::{ChannelType, Message as Posted};
use serde_json::json;

use crate::api::Api;
use crate::echoing::echoing;

#[command]
async fn quote(message: Posted) -> String {
    format!("{}|{}", message.content, message.guild_id.is_some())
}

echoing!(kick(Vec<UserId> = ParamSpec::of::<Vec<UserId>>("who", "w").below_caller()));
echoing!(warn(Option<UserId> = ParamSpec::of::<Option<UserId>>("who", "w").below_caller()));

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty().command::<quote>().command::<kick>().command::<warn>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn a_message_is_found_by_link_and_id() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let general = sandbox.channel("general")?;
    let posted = alice.posts("the facts").await?;
    let (guild, channel, id) = (general.guild, general.id, posted.id);
    for name in [
        format!("https://discord.com/channels/{guild}/{channel}/{id}"),
        format!("<https://ptb.discord.com/channels/{guild}/{channel}/{id}>"),
        format!("{channel}-{id}"),
        id.to_string(),
    ] {
        assert_eq!(alice.says(&format!("!quote {name}")).await?.content, "the facts|true", "{name}");
        let slash = alice.slash("quote").option("message", name.as_str()).send().await?;
        assert_eq!(slash.content, "the facts|true", "{name}");
        let http = api.execute_as(&sandbox, &alice, &format!("!quote {name}")).await;
        assert_eq!(http.body["response"], "the facts|true", "{name}");
    }
    let elsewhere = format!("https://discord.com/channels/1/{channel}/{id}");
    for wrong in ["nothing", "1", "1-1", elsewhere.as_str()] {
        let refused = alice.says(&format!("!quote {wrong}")).await?.content;
        let sentence = "`message` must be a message here that you can read, by link or id, not `";
        assert!(refused.starts_with(sentence), "{wrong}: {refused}");
    }
    Ok(())
}

#[tokio::test]
async fn nobody_reads_through_the_bot_what_they_cannot_see() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob, api) = (sandbox.member("alice").await?, sandbox.member("bob").await?, Api::of(&sandbox));
    let staff = sandbox.role("staff", Permissions::empty()).await?;
    bob.gets(&staff).await?;
    let hidden = sandbox.new_channel("hidden", ChannelType::Text).await?;
    let (view, history) = (Permissions::VIEW_CHANNEL, Permissions::READ_MESSAGE_HISTORY);
    sandbox.overwrite(&hidden, &staff, view | history, Permissions::empty()).await?;
    sandbox.overwrite(&hidden, sandbox.bot(), view | history, Permissions::empty()).await?;
    let posted = bob.at(&hidden).posts("the plan").await?;
    let link = format!("!quote {}-{}", hidden.id, posted.id);
    let refused = |content: &str| content.starts_with("`message` must be a message here that you can read");
    // The role of everyone has the id of the server.
    let everyone = RoleId::new(sandbox.guild().get());
    for denied in [view, history] {
        sandbox.overwrite(&hidden, everyone, Permissions::empty(), denied).await?;
        sandbox.settle().await?;
        assert_eq!(bob.says(&link).await?.content, "the plan|true", "{denied}");
        assert!(refused(&alice.says(&link).await?.content), "{denied}: {}", sandbox.transcript());
        let slash = alice.slash("quote").option("message", &link["!quote ".len()..]).send().await?;
        assert!(refused(&slash.content), "{denied}");
        let http = api.execute_as(&sandbox, &alice, &link).await;
        assert!(refused(http.body["detail"].as_str().unwrap()), "{denied}: {}", http.text);
    }
    Ok(())
}

#[tokio::test]
async fn direct_messages_are_of_the_two_who_write_them() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let secret = alice.in_dm().posts("a secret").await?;
    let link = format!("!quote https://discord.com/channels/@me/{}/{}", secret.channel_id, secret.id);
    assert_eq!(alice.in_dm().says(&link).await?.content, "a secret|false");
    for bob in [bob.clone(), bob.in_dm()] {
        let refused = bob.says(&link).await?;
        assert!(!refused.content.contains("a secret"), "{}", sandbox.transcript());
    }
    Ok(())
}

#[tokio::test]
async fn only_those_below_the_caller_are_targets() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob, carol) =
        (sandbox.member("alice").await?, sandbox.member("bob").await?, sandbox.member("carol").await?);
    let (owner, api) = (sandbox.owner(), Api::of(&sandbox));
    let low = sandbox.role("low", Permissions::empty()).await?;
    let high = sandbox.role("high", Permissions::empty()).await?;
    alice.gets(&high).await?;
    alice.gets(&low).await?;
    bob.gets(&low).await?;
    sandbox.settle().await?;
    let refused = "`who` must be somebody who ranks below you.";
    let (a, b, c, o) = (alice.id(), bob.id(), carol.id(), owner.id());
    let cases = [
        (&alice, format!("{b}"), Some(format!("[UserId({b})]"))),
        (&alice, format!("bob <@{c}>"), Some(format!("[UserId({b}), UserId({c})]"))),
        (&alice, format!("{b} {a}"), None),
        (&alice, format!("{o}"), None),
        (&alice, "1".to_owned(), None),
        (&bob, format!("{a}"), None),
        (&bob, format!("{c}"), Some(format!("[UserId({c})]"))),
        (&carol, format!("{b}"), None),
        (&owner, format!("{a}"), Some(format!("[UserId({a})]"))),
        (&owner, format!("{o}"), None),
    ];
    for (caller, who, bound) in cases {
        let expected = bound.as_deref().unwrap_or(refused);
        let text = format!("!kick {who}");
        assert_eq!(caller.says(&text).await?.content, expected, "{} {text}", caller.name());
        let http = api.execute_as(&sandbox, caller, &text).await;
        let said = if bound.is_some() { &http.body["response"] } else { &http.body["detail"] };
        assert_eq!(said, expected, "{} {text}: {}", caller.name(), http.text);
        let slash = caller.slash("kick").option("who", who.as_str()).send().await?;
        assert_eq!(slash.content, expected, "{} {text}", caller.name());
    }
    // Two of one rank are not above each other.
    carol.gets(&low).await?;
    sandbox.settle().await?;
    assert_eq!(carol.says(&format!("!warn {b}")).await?.content, refused);
    assert_eq!(alice.slash("warn").option("who", &bob).send().await?.content, format!("Some(UserId({b}))"));
    assert_eq!(alice.slash("warn").option("who", &owner).send().await?.content, refused);
    // Nobody is meant, so nobody is too high; outside a server nobody has a rank.
    assert_eq!(alice.in_dm().says("!warn").await?.content, "None");
    assert_eq!(alice.in_dm().says(&format!("!warn {b}")).await?.content, refused);
    let body = json!({ "content": format!("!warn {b}") });
    assert_eq!(api.post("/discord/execute", &body).await.body["detail"], refused);
    Ok(())
}

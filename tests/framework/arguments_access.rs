//! Arguments whose validity depends on the caller: messages, channels, and members with `below_caller`.

use mindtrace_discord::Registry;
use mindtrace_discord::command::ParamSpec;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use mindtrace_discord::serenity::model::channel::{
    ChannelType, GuildChannel, Message as DiscordMessage, PartialChannel,
};
use serde_json::json;

use crate::api::Api;
use crate::echo_commands::echo_commands;

#[command]
async fn quote(message: DiscordMessage) -> String {
    format!("{}|{}", message.content, message.guild_id.is_some())
}

echo_commands!(open(ChannelId = ParamSpec::of::<ChannelId>("channel", "c")));
echo_commands!(whole(GuildChannel = ParamSpec::of::<GuildChannel>("channel", "c")));
echo_commands!(part(PartialChannel = ParamSpec::of::<PartialChannel>("channel", "c")));
echo_commands!(opens(Vec<ChannelId> = ParamSpec::of::<Vec<ChannelId>>("channels", "c")));
echo_commands!(kick(Vec<UserId> = ParamSpec::of::<Vec<UserId>>("who", "w").below_caller()));
echo_commands!(warn(Option<UserId> = ParamSpec::of::<Option<UserId>>("who", "w").below_caller()));

async fn sandbox() -> Result<Sandbox> {
    let registry = Registry::empty()
        .command::<quote>()
        .command::<open>()
        .command::<whole>()
        .command::<part>()
        .command::<opens>()
        .command::<kick>()
        .command::<warn>();
    Ok(Sandbox::start(Bot::builder().registry(registry)).await?)
}

#[tokio::test]
async fn a_message_is_found_by_link_and_id() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let general = sandbox.channel("general")?;
    let posted = alice.posts("the facts").await?;
    let (guild, channel, id) = (general.guild(), general.id(), posted.id);
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
        let message = "`message` must be a message here that you can read, by link or id, not `";
        assert!(refused.starts_with(message), "{wrong}: {refused}");
    }
    Ok(())
}

#[tokio::test]
async fn a_caller_cannot_quote_messages_they_cannot_read() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob, api) = (sandbox.member("alice").await?, sandbox.member("bob").await?, Api::of(&sandbox));
    let staff = sandbox.role("staff", Permissions::empty()).await?;
    bob.gets(&staff).await?;
    let hidden = sandbox.new_channel("hidden", ChannelType::Text).await?;
    let (view, history) = (Permissions::VIEW_CHANNEL, Permissions::READ_MESSAGE_HISTORY);
    sandbox.overwrite(&hidden, &staff, view | history, Permissions::empty()).await?;
    sandbox.overwrite(&hidden, sandbox.bot(), view | history, Permissions::empty()).await?;
    let posted = bob.at(&hidden).posts("the plan").await?;
    let link = format!("!quote {}-{}", hidden.id(), posted.id);
    let refused = |content: &str| content.starts_with("`message` must be a message here that you can read");
    // The role `@everyone` has the id of its guild.
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
async fn a_channel_argument_must_be_visible_to_the_caller() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, bob, api) = (sandbox.member("alice").await?, sandbox.member("bob").await?, Api::of(&sandbox));
    let hidden = sandbox.new_channel("plans", ChannelType::Text).await?;
    let (view, nothing) = (Permissions::VIEW_CHANNEL, Permissions::empty());
    // The role `@everyone` has the id of its guild.
    let everyone = RoleId::new(sandbox.guild().get());
    sandbox.overwrite(&hidden, everyone, nothing, view).await?;
    sandbox.overwrite(&hidden, &bob, view, nothing).await?;
    sandbox.overwrite(&hidden, sandbox.bot(), view, nothing).await?;
    sandbox.settle().await?;
    let id = hidden.id();
    let names = [format!("<#{id}>"), id.to_string(), "plans".to_owned(), "#Plans".to_owned()];
    for command in ["open", "whole", "part"] {
        for name in &names {
            let text = format!("!{command} {name}");
            // A hidden channel is refused like one that does not exist.
            let refused = |content: &str| {
                let expected = "`channel` must be a channel of this server, by mention, id or name, not `";
                content.starts_with(expected) && !content.contains("hannelId")
            };
            assert!(refused(&alice.says(&text).await?.content), "{text}: {}", sandbox.transcript());
            let http = api.execute_as(&sandbox, &alice, &text).await;
            assert!(refused(http.body["detail"].as_str().unwrap()), "{text}: {}", http.text);

            let bound = format!("ChannelId({id})");
            assert!(bob.says(&text).await?.content.contains(&bound), "{text}: {}", sandbox.transcript());
            let http = api.execute_as(&sandbox, &bob, &text).await;
            assert!(http.body["response"].as_str().unwrap().contains(&bound), "{text}: {}", http.text);
        }
    }
    // Discord offers only channels that the caller sees; a list parameter is free text and has to be checked.
    let picked = bob.slash("open").option("channel", &hidden).send().await?;
    assert_eq!(picked.content, format!("ChannelId({id})"));
    let written = alice.slash("opens").option("channels", names[0].as_str()).send().await?;
    assert!(
        written.content.starts_with("`channels` must be a channel of this server"),
        "{}",
        written.content
    );
    // A caller sees the channel they call from.
    let here = bob.at(&hidden).says(&format!("!open {id}")).await?;
    assert_eq!(here.content, format!("ChannelId({id})"));
    Ok(())
}

#[tokio::test]
async fn a_channel_name_matches_visible_channels_only() -> Result<()> {
    let sandbox = sandbox().await?;
    let (alice, owner, api) = (sandbox.member("alice").await?, sandbox.owner(), Api::of(&sandbox));
    let open = sandbox.new_channel("ticket", ChannelType::Text).await?;
    let hidden = sandbox.new_channel("ticket", ChannelType::Text).await?;
    let everyone = RoleId::new(sandbox.guild().get());
    sandbox.overwrite(&hidden, everyone, Permissions::empty(), Permissions::VIEW_CHANNEL).await?;
    sandbox.settle().await?;
    assert_eq!(alice.says("!open ticket").await?.content, format!("ChannelId({})", open.id()));
    let http = api.execute_as(&sandbox, &alice, "!open ticket").await;
    assert_eq!(http.body["response"], format!("ChannelId({})", open.id()), "{}", http.text);
    assert!(owner.says("!open ticket").await?.content.contains("2 channels are called that"));
    Ok(())
}

#[tokio::test]
async fn a_call_as_the_bot_sees_the_bots_channels() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let channel = sandbox.new_channel("plans", ChannelType::Text).await?;
    let open =
        |name: &str| json!({ "content": format!("!open {name}"), "guild_id": sandbox.guild().to_string() });
    for name in ["plans".to_owned(), channel.id().to_string()] {
        let found = api.post("/discord/execute", &open(&name)).await;
        assert_eq!(found.body["response"], format!("ChannelId({})", channel.id()), "{}", found.text);
    }
    sandbox.overwrite(&channel, sandbox.bot(), Permissions::empty(), Permissions::VIEW_CHANNEL).await?;
    sandbox.settle().await?;
    for name in ["plans".to_owned(), channel.id().to_string()] {
        assert_eq!(api.post("/discord/execute", &open(&name)).await.body["parameter"], "channel", "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn direct_messages_are_readable_by_their_recipients_only() -> Result<()> {
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
async fn only_members_below_the_caller_are_targets() -> Result<()> {
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
    let refused = "`who` must be a member who ranks below you.";
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
    for (caller, target, bound) in cases {
        let expected = bound.as_deref().unwrap_or(refused);
        let text = format!("!kick {target}");
        assert_eq!(caller.says(&text).await?.content, expected, "{} {text}", caller.name());
        let http = api.execute_as(&sandbox, caller, &text).await;
        let answer = if bound.is_some() { &http.body["response"] } else { &http.body["detail"] };
        assert_eq!(answer, expected, "{} {text}: {}", caller.name(), http.text);
        let slash = caller.slash("kick").option("who", target.as_str()).send().await?;
        assert_eq!(slash.content, expected, "{} {text}", caller.name());
    }
    // Members of equal rank are not above each other.
    carol.gets(&low).await?;
    sandbox.settle().await?;
    assert_eq!(carol.says(&format!("!warn {b}")).await?.content, refused);
    assert_eq!(alice.slash("warn").option("who", &bob).send().await?.content, format!("Some(UserId({b}))"));
    assert_eq!(alice.slash("warn").option("who", &owner).send().await?.content, refused);
    // An absent argument passes; outside a guild there are no ranks, so any target is refused.
    assert_eq!(alice.in_dm().says("!warn").await?.content, "None");
    assert_eq!(alice.in_dm().says(&format!("!warn {b}")).await?.content, refused);
    let body = json!({ "content": format!("!warn {b}") });
    assert_eq!(api.post("/discord/execute", &body).await.body["detail"], refused);
    Ok(())
}

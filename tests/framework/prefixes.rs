//! Guilds with their own prefixes.

use std::sync::Arc;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};
use mindtrace_discord::store::MemoryStore;
use mindtrace_discord::{Error, PrefixError, Registry};
use serde_json::json;

use crate::api::Api;

#[command]
async fn hello() -> &'static str {
    "hello"
}

#[command(name = "setprefix")]
async fn set_prefix(ctx: &Context, prefix: Option<String>) -> Result<String> {
    match ctx.set_prefix(prefix.as_deref()).await {
        Ok(()) => Ok(format!("now `{}`", ctx.prefix())),
        Err(error @ PrefixError::Unusable(_)) => Err(UserError::new(error.to_string()).into()),
        Err(error) => Err(error.into()),
    }
}

fn bot() -> BotBuilder {
    Bot::builder().registry(Registry::empty().command::<hello>().command::<set_prefix>())
}

#[tokio::test]
async fn a_guild_has_its_own_prefix() -> Result<()> {
    let discord = Discord::start().await?;
    let here = discord.guild();
    let sandbox = Sandbox::start_on(discord, bot().guild_prefixes([(here, "?".to_owned())])).await?;
    let (alice, api, me) = (sandbox.member("alice").await?, Api::of(&sandbox), sandbox.bot());
    assert_eq!(alice.says("?hello").await?.content, "hello");
    assert_eq!(alice.says(&format!("<@{me}> hello")).await?.content, "hello");
    assert_eq!(alice.in_dm().says("!hello").await?.content, "hello");
    alice.posts("!hello").await?;
    sandbox.settle().await?;
    assert_eq!(alice.messages().last().unwrap().content, "!hello", "{}", sandbox.transcript());
    assert_eq!(api.execute_as(&sandbox, &alice, "?hello").await.body["response"], "hello");
    assert_eq!(api.execute_as(&sandbox, &alice, "!hello").await.status, 404);
    assert_eq!(api.execute("!hello").await.body["response"], "hello");
    Ok(())
}

#[tokio::test]
async fn a_prefix_changes_while_the_bot_runs() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    assert_eq!(alice.says("!setprefix $").await?.content, "now `$`");
    assert_eq!(alice.says("$hello").await?.content, "hello");
    let refused = alice.says("$setprefix /").await?.content;
    assert_eq!(refused, "the prefix cannot be used: `/` is reserved for slash commands");
    assert_eq!(alice.slash("setprefix").send().await?.content, "now `!`");
    assert_eq!(alice.says("!hello").await?.content, "hello");
    assert_eq!(api.execute("!setprefix %").await.body["code"], json!("failed"), "outside a guild");
    Ok(())
}

/// Set the prefixes of the guild.
#[command(name = "setprefixes")]
async fn set_prefixes(ctx: &Context, new: Vec<String>) -> Result<String> {
    match ctx.set_prefixes(new).await {
        Ok(()) => Ok(format!("now {}", ctx.prefixes().join(" and "))),
        Err(error @ (PrefixError::Unusable(_) | PrefixError::TooMany)) => {
            Err(UserError::new(error.to_string()).into())
        }
        Err(error) => Err(error.into()),
    }
}

#[tokio::test]
async fn a_guild_has_several_prefixes_which_survive_a_restart() -> Result<()> {
    let (discord, store) = (Discord::start().await?, Arc::new(MemoryStore::default()));
    let registry = || Registry::empty().command::<hello>().command::<how>().command::<set_prefixes>();
    let bot = || Bot::builder().registry(registry()).prefixes(["!", "?"]).help().store(store.clone());
    let sandbox = Sandbox::start_on(discord, bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("?setprefixes $ % $$ $").await?.content, "now $ and % and $$");
    for (call, used) in [("$how", "$"), ("%how", "%"), ("$$how", "$$")] {
        assert_eq!(alice.says(call).await?.content, format!("Some(\"{used}\")"));
    }
    alice.posts("!hello").await?;
    sandbox.settle().await?;
    assert_eq!(alice.messages().last().unwrap().content, "!hello", "{}", sandbox.transcript());
    assert_eq!(alice.in_dm().says("!hello").await?.content, "hello");
    let help = alice.says("%help").await?;
    let description = help.embeds.first().map(ToString::to_string).unwrap_or_default();
    assert!(description.contains("Prefixes: `$` `%` `$$`"), "{description}");
    let help = alice.says("%help %how").await?;
    assert!(
        help.embeds.first().is_some_and(|embed| embed.to_string().contains("`$how`")),
        "{}",
        help.content
    );
    let refused = alice.says("%setprefixes ? /").await?.content;
    assert_eq!(refused, "the prefix cannot be used: `/` is reserved for slash commands");
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot()).await?;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.says("%hello").await?.content, "hello", "{}", sandbox.transcript());
    assert_eq!(alice.says("$$setprefixes").await?.content, "now ! and ?");
    assert_eq!(alice.says("?hello").await?.content, "hello");
    Ok(())
}

#[tokio::test]
async fn the_builder_sets_several_prefixes_of_a_guild() -> Result<()> {
    let discord = Discord::start().await?;
    let here = discord.guild();
    let prefixes = ["?", "$"].map(|prefix| (here, prefix.to_owned()));
    let sandbox = Sandbox::start_on(discord, bot().guild_prefixes(prefixes)).await?;
    let alice = sandbox.member("alice").await?;
    for call in ["?hello", "$hello"] {
        assert_eq!(alice.says(call).await?.content, "hello");
    }
    Ok(())
}

#[tokio::test]
async fn an_invalid_prefix_is_refused_at_start() {
    let prefixes = [(GuildId::new(7), "?".to_owned()), (GuildId::new(8), "a b".to_owned())];
    let Err(error) = Sandbox::start(bot().guild_prefixes(prefixes)).await else { panic!("it started") };
    assert!(matches!(error, Error::Config(_)));
    let text = error.to_string();
    assert!(text.contains("the guild 8 cannot be used: it contains white space"), "{text}");
    assert!(text.contains("help: it accepts any text without white space"), "{text}");
}

#[tokio::test]
async fn the_builder_sets_at_most_25_prefixes_of_a_guild() {
    // The last one counts once.
    let prefixes = |count: u32| {
        let numbers = (0..count).chain([count - 1]);
        numbers
            .map(|number| (GuildId::new(7), format!("{number}!")))
            .chain([(GuildId::new(8), "?".to_owned())])
    };
    assert!(bot().guild_prefixes(prefixes(25)).build().is_ok());
    let Err(error) = bot().guild_prefixes(prefixes(26)).build() else { panic!("it was built") };
    let text = error.to_string();
    assert!(text.contains("the guild 7 has more than 25 prefixes"), "{text}");
}

#[command]
async fn how(ctx: &Context) -> String {
    format!("{:?}", ctx.used_prefix())
}

#[tokio::test]
async fn help_shows_a_prefix_with_a_backtick_as_code() -> Result<()> {
    let registry = Registry::empty().command::<how>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).prefixes(["`", "!"]).help()).await?;
    let alice = sandbox.member("alice").await?;
    for (call, shown) in
        [("`help", "Prefixes: `` ` `` `!`"), ("!help", "`` `how ``"), ("`help how", "`` `how ``")]
    {
        let help = alice.says(call).await?;
        let embed = help.embeds.first().map(ToString::to_string).unwrap_or_default();
        assert!(embed.contains(shown), "{call}: {embed}");
    }
    Ok(())
}

#[tokio::test]
async fn a_bot_has_several_prefixes_and_knows_which_one_was_used() -> Result<()> {
    let registry = Registry::empty().command::<how>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry).prefixes(["!", "?", "!!"]).help()).await?;
    let (alice, api, me) = (sandbox.member("alice").await?, Api::of(&sandbox), sandbox.bot());
    for (call, used) in [("!how", "!"), ("?how", "?"), ("!!how", "!!")] {
        assert_eq!(alice.says(call).await?.content, format!("Some(\"{used}\")"));
        assert_eq!(api.execute(call).await.body["response"], "None", "no message begins with it");
    }
    assert_eq!(alice.says(&format!("<@{me}> how")).await?.content, "None");
    assert_eq!(alice.slash("how").send().await?.content, "None");
    for call in ["?help how", "?help !how", "?help ?how", "!help !!how"] {
        let help = alice.says(call).await?;
        assert!(
            help.embeds.first().is_some_and(|embed| embed.to_string().contains("`!how`")),
            "{call}: {}",
            help.content
        );
    }
    Ok(())
}

#[test]
fn each_of_several_prefixes_is_checked() {
    let error = bot().prefixes(["!", "a b"]).build().unwrap_err();
    assert!(error.to_string().contains("it contains white space"), "{error}");
}

//! Answers to unknown commands: hints and help never name commands that the caller cannot see.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Member, Sandbox};
use serde_json::json;

use crate::api::Api;

#[command(permissions(BAN_MEMBERS), aliases("hammer"))]
async fn ban() {}

#[command(guilds(42))]
async fn audit() {}

#[command(disabled)]
async fn asleep() {}

#[command(owners_only)]
async fn reboot() {}

#[command(hidden)]
async fn backdoor() {}

#[command(nsfw)]
async fn spicy() {}

#[group]
mod note {
    use super::command;

    #[command]
    pub(super) async fn read() {}

    #[command(disabled)]
    pub(super) async fn burn() {}

    #[command(owners_only)]
    pub(super) async fn purge() {}
}

/// A group visible to owners only.
#[group]
mod vault {
    use super::command;

    #[command(owners_only)]
    pub(super) async fn open() {}
}

async fn sandbox() -> Result<(Sandbox, Member, Member)> {
    let registry = Registry::empty()
        .command::<ban>()
        .command::<audit>()
        .command::<asleep>()
        .command::<reboot>()
        .command::<backdoor>()
        .command::<spicy>()
        .command::<note::read>()
        .command::<note::burn>()
        .command::<note::purge>()
        .command::<vault::open>();
    let discord = Discord::start().await?;
    let (alice, owner) = (discord.member("alice").await?, discord.owner());
    let sandbox = Sandbox::start_on(discord, Bot::builder().registry(registry).help()).await?;
    Ok((sandbox, alice, owner))
}

/// Returns the answer to `text` after a mention of the bot, which always gets an answer.
async fn asked(sandbox: &Sandbox, member: &Member, text: &str) -> Result<String> {
    Ok(member.says(&format!("<@{}> {text}", sandbox.bot())).await?.content)
}

#[tokio::test]
async fn hints_hide_commands_the_caller_cannot_see() -> Result<()> {
    let (sandbox, alice, owner) = sandbox().await?;
    let api = Api::of(&sandbox);
    for unknown in ["audit", "audti", "aslep", "rebot", "backdor", "vault", "vault opn", "note burm"] {
        let answer = asked(&sandbox, &alice, unknown).await?;
        assert_eq!(answer, format!("There is no command `{unknown}`."));
        let http = api.execute_as(&sandbox, &alice, unknown).await;
        assert_eq!((http.status.as_u16(), &http.body["detail"]), (404, &json!(answer)), "{unknown}");
    }
    assert_eq!(
        asked(&sandbox, &owner, "rebot").await?,
        "There is no command `rebot`. Did you mean `reboot`?"
    );
    Ok(())
}

#[tokio::test]
async fn a_group_lists_only_commands_visible_to_the_caller() -> Result<()> {
    let (_sandbox, alice, owner) = sandbox().await?;
    assert_eq!(alice.says("!note").await?.content, "`note` is a group of commands: `note read`.");
    assert_eq!(
        owner.says("!note").await?.content,
        "`note` is a group of commands: `note purge`, `note read`."
    );
    assert_eq!(owner.says("!vault").await?.content, "`vault` is a group of commands: `vault open`.");
    Ok(())
}

#[tokio::test]
async fn commands_that_exist_elsewhere_only_are_ignored() -> Result<()> {
    let (sandbox, alice, _) = sandbox().await?;
    for text in ["!audit", "!vault", "!backdor"] {
        alice.posts(text).await?;
    }
    sandbox.settle().await?;
    assert_eq!(alice.messages().len(), 3, "{}", sandbox.transcript());
    Ok(())
}

#[tokio::test]
async fn help_hides_commands_the_caller_cannot_use() -> Result<()> {
    let (sandbox, alice, owner) = sandbox().await?;
    let api = Api::of(&sandbox);
    let unknown =
        ["ban", "bann", "hammer", "hamer", "audit", "aslep", "rebot", "backdor", "spicy", "spiky", "vault"];
    for name in unknown {
        let message = format!("There is no command `{name}`.");
        assert_eq!(alice.says(&format!("!help {name}")).await?.content, message);
        assert_eq!(alice.slash("help").option("command", name).send().await?.content, message);
        let http = api.execute_as(&sandbox, &alice, &format!("!help {name}")).await;
        assert_eq!(http.body["detail"], message, "{}", http.text);
    }
    assert_eq!(
        owner.says("!help rebot").await?.content,
        "There is no command `rebot`. Did you mean `reboot`?"
    );
    let mods = alice.with_permissions(Permissions::BAN_MEMBERS).await?;
    assert_eq!(mods.says("!help hamer").await?.content, "There is no command `hamer`. Did you mean `ban`?");
    // Age-restricted commands are visible in age-restricted channels.
    let nsfw = sandbox.channel("nsfw")?;
    assert_eq!(
        mods.at(&nsfw).says("!help spiky").await?.content,
        "There is no command `spiky`. Did you mean `spicy`?"
    );
    Ok(())
}

#[test]
fn a_command_that_is_added_after_a_look_up_is_found_once() {
    let registry = Registry::empty().command::<ban>();
    assert!(registry.find("hammer").is_some() && registry.find("audit").is_none());
    let registry = registry.command::<audit>().command::<ban>().command::<asleep>();
    assert!(registry.find("audit").is_some() && registry.find("asleep").is_some());
    let names: Vec<&str> = registry.commands().map(mindtrace_discord::command::CommandSpec::name).collect();
    assert_eq!(names, ["asleep", "audit", "ban"]);
}

#[command(surfaces(slash))]
async fn brew() {}

#[tokio::test]
async fn a_timeout_names_the_command_that_does_not_exist() -> Result<()> {
    let error = async |registry: Registry, text: &str| -> Result<String> {
        let discord = Discord::builder().timeout(std::time::Duration::from_millis(100)).start().await?;
        let sandbox = Sandbox::start_on(discord, Bot::builder().registry(registry)).await?;
        let alice = sandbox.member("alice").await?;
        Ok(alice.says(text).await.unwrap_err().to_string())
    };
    let registry = || Registry::empty().command::<note::read>().command::<backdoor>().command::<brew>();
    let unknown = error(registry(), "!nothing 1").await?;
    let expected = "who posted: !nothing 1\n\nhelp: there is no command `nothing`; commands with a prefix: !note read\n\nThe conversation";
    assert!(unknown.contains(expected), "{unknown}");
    let slash = error(registry(), "!brew").await?;
    assert!(slash.contains("help: `brew` is no command with a prefix; use it as `/brew`"), "{slash}");
    let none = error(Registry::empty(), "!hello").await?;
    assert!(none.contains("there is no command `hello`") && none.contains("crate of the bot"), "{none}");
    let remark = error(registry(), "hello there").await?;
    assert!(!remark.contains("help:"), "{remark}");
    Ok(())
}

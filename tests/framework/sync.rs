//! Syncing Discord's list of commands with the program's: only changes are written.

use mindtrace_discord::Registry;
use mindtrace_discord::args::Arguments;
use mindtrace_discord::command::{CommandItem, CommandSpec, GroupSpec};
use mindtrace_discord::config::Config;
use mindtrace_discord::locale::Locales;
use mindtrace_discord::prelude::*;
use mindtrace_discord::reply::{Invoked, run};
use mindtrace_discord::sandbox::{Discord, Sandbox};
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, Choice)]
enum Size {
    Small,
    Large,
}

/// Has every kind of option.
#[command(guild_only, nsfw, permissions(BAN_MEMBERS))]
async fn every(
    text: String,
    size: Size,
    #[arg(min = -5, max = 5)] whole: i64,
    ratio: f32,
    flag: bool,
    user: User,
    role: Role,
    channel: GuildChannel,
    #[arg(min_len = 1, max_len = 9)] note: Option<String>,
    list: Vec<String>,
) {
    let _ = (text, size, whole, ratio, flag, user, role, channel, note, list);
}

/// One.
#[command]
async fn one() {}

/// Another one.
#[command(name = "one")]
async fn other_one() {}

/// Takes something.
#[command]
async fn take(thing: String) {
    drop(thing);
}

/// Declares commands that consist of a specification only.
macro_rules! specs {
    ($($name:ident: $spec:expr;)*) => {$(
        struct $name {}

        impl CommandItem for $name {
            const SPEC: CommandSpec = $spec.source(file!(), line!());

            fn invoke<'a>(_: &'a Context, _: &mut Arguments) -> Invoked<'a> {
                run::<(), _>(async {})
            }
        }
    )*};
}

const TAG: GroupSpec = GroupSpec::new("tag", "Tags.");
const ADMIN: GroupSpec = GroupSpec::new("admin", "Tags, for admins.");

specs! {
    Create: CommandSpec::new("tag create", "Make a tag.", Self::invoke).groups(&[TAG]);
    Purge: CommandSpec::new("tag admin purge", "Delete all.", Self::invoke).groups(&[TAG, ADMIN]);
    Greet: CommandSpec::new("Greet", "", Self::invoke).user_command();
    Report: CommandSpec::new("Report it", "", Self::invoke).message_command();
    Two: CommandSpec::new("two", "Two.", Self::invoke);
    Three: CommandSpec::new("three", "Three.", Self::invoke);
    Four: CommandSpec::new("four", "Four.", Self::invoke);
    Five: CommandSpec::new("five", "Five.", Self::invoke);
}

/// Translate something, wherever you are.
#[command(installs(guild, user))]
async fn translate() -> &'static str {
    "Bonjour"
}

/// Keep a diary.
#[command(installs(user), guild_only)]
async fn diary() -> &'static str {
    "Dear diary"
}

fn bot(registry: Registry) -> BotBuilder {
    Bot::builder().registry(registry)
}

/// Returns a bot with settings.
fn set(registry: Registry, settings: &[(&str, &str)]) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| {
        let settings = [("DISCORD_HTTP_ADDR", "off")].into_iter().chain(settings.iter().copied());
        settings.rev().find(|(setting, _)| *setting == name).map(|(_, value)| value.to_owned())
    })?;
    Ok(bot(registry).config(config))
}

/// Starts a bot and stops it once its commands are registered.
async fn start(discord: Discord, bot: BotBuilder) -> Result<Discord> {
    Ok(Sandbox::start_on(discord, bot).await?.stop().await?)
}

/// Changes Discord's list of commands behind the bot's back.
async fn write(discord: &Discord, method: reqwest::Method, path: &str, body: &Value) -> Result<Value> {
    let url = format!("{}/api/v10/applications/{}/commands{path}", discord.url(), discord.application());
    let token = format!("Bot {}", discord.token());
    let client = reqwest::Client::builder().no_proxy().build()?;
    let request = client.request(method, url).header("Authorization", token).json(body);
    let text = request.send().await?.error_for_status()?.text().await?;
    Ok(if text.is_empty() { Value::Null } else { serde_json::from_str(&text)? })
}

fn names(commands: &[Value]) -> Vec<&str> {
    let mut names: Vec<&str> = commands.iter().filter_map(|command| command["name"].as_str()).collect();
    names.sort_unstable();
    names
}

fn five() -> Registry {
    Registry::empty().command::<one>().command::<Two>().command::<Three>().command::<Four>().command::<Five>()
}

#[tokio::test]
async fn an_unchanged_bot_writes_nothing() -> Result<()> {
    let bot = || bot(Registry::empty().command::<every>().command::<one>());
    let discord = start(Discord::start().await?, bot()).await?;
    assert_eq!(discord.command_writes(), 2);
    let discord = start(discord, bot()).await?;
    assert_eq!(discord.command_writes(), 2, "{}", discord.transcript());
    Ok(())
}

#[tokio::test]
async fn only_changes_are_written() -> Result<()> {
    let before = Registry::empty().command::<every>().command::<one>().command::<Two>();
    let discord = start(Discord::start().await?, bot(before)).await?;
    let id = |discord: &Discord, name: &str| {
        let commands = discord.commands();
        commands.iter().find(|command| command["name"] == name).map(|command| command["id"].clone())
    };
    let (writes, id_before) = (discord.command_writes(), id(&discord, "one"));
    let after = Registry::empty().command::<every>().command::<other_one>().command::<Three>();
    let discord = start(discord, bot(after)).await?;
    assert_eq!(discord.command_writes() - writes, 3, "one deleted, one updated, one created");
    assert_eq!(names(&discord.commands()), ["every", "one", "three"]);
    assert_eq!(id(&discord, "one"), id_before, "it is the same command");
    let one = discord.commands().into_iter().find(|command| command["name"] == "one");
    assert_eq!(one.map(|command| command["description"].clone()), Some(json!("Another one.")));
    Ok(())
}

#[tokio::test]
async fn many_changes_are_one_request_that_keeps_foreign_commands() -> Result<()> {
    let discord = Discord::start().await?;
    let launch = json!({ "type": 4, "name": "launch", "description": "", "handler": 2 });
    write(&discord, reqwest::Method::POST, "", &launch).await?;
    let discord = start(discord, bot(five().command::<every>())).await?;
    assert_eq!(discord.command_writes(), 2, "{}", discord.transcript());
    assert_eq!(names(&discord.commands()), ["every", "five", "four", "launch", "one", "three", "two"]);
    Ok(())
}

#[tokio::test]
async fn localized_groups_and_context_menus_are_written_once() -> Result<()> {
    let registry = || {
        let groups = Registry::empty().command::<Create>().command::<Purge>();
        groups.command::<Greet>().command::<Report>().command::<every>()
    };
    let locales = || {
        let german = "\
command-every =
    .name = alles
    .text-name = wort
    .size-small = Klein
group-tag =
    .description = Schilder.
command-tag-create =
    .name = anlegen
menu-report-it =
    .name = Melden";
        Locales::new([("en-US", ""), ("de", german)])
    };
    let discord = start(Discord::start().await?, bot(registry()).locales(locales())).await?;
    let commands = discord.commands();
    assert_eq!(names(&commands), ["Greet", "Report it", "every", "tag"]);
    let tag = commands.iter().find(|command| command["name"] == "tag").cloned().unwrap_or_default();
    assert_eq!(tag["description_localizations"], json!({ "de": "Schilder." }));
    assert_eq!(
        tag.pointer("/options/0/name_localizations/de").or(tag.pointer("/options/1/name_localizations/de")),
        Some(&json!("anlegen"))
    );
    let writes = discord.command_writes();
    let discord = start(discord, bot(registry()).locales(locales())).await?;
    assert_eq!(discord.command_writes(), writes);
    // Without locales only the translations are removed.
    let discord = start(discord, bot(registry())).await?;
    assert_eq!(discord.command_writes() - writes, 3);
    assert!(!json!(discord.commands()).to_string().contains("anlegen"));
    Ok(())
}

#[tokio::test]
async fn deleting_most_commands_needs_consent() -> Result<()> {
    let discord = start(Discord::start().await?, bot(five())).await?;
    let discord = start(discord, bot(Registry::empty().command::<take>())).await?;
    assert_eq!(names(&discord.commands()), ["five", "four", "one", "take", "three", "two"]);
    let allowed = set(Registry::empty().command::<take>(), &[("DISCORD_SYNC_DELETIONS", "allow")])?;
    let discord = start(discord, allowed).await?;
    assert_eq!(names(&discord.commands()), ["take"]);
    Ok(())
}

#[tokio::test]
async fn daily_limits_are_not_retried() -> Result<()> {
    for code in [30032, 30034] {
        let discord = Discord::start().await?;
        // Only the first request fails; a retry would succeed.
        discord.fail_next("POST", "/commands", 400, json!({ "code": code, "message": "Maximum reached" }));
        let discord = start(discord, bot(Registry::empty().command::<one>())).await?;
        assert_eq!(names(&discord.commands()), Vec::<&str>::new(), "{code}");
        // The failure was not cached, so the next start tries again.
        let discord = start(discord, bot(Registry::empty().command::<one>())).await?;
        assert_eq!(names(&discord.commands()), ["one"]);
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_request_is_not_retried() -> Result<()> {
    let discord = Discord::start().await?;
    discord.fail_next("POST", "/commands", 403, json!({ "code": 50001, "message": "Missing Access" }));
    let discord = start(discord, bot(Registry::empty().command::<one>())).await?;
    assert_eq!(names(&discord.commands()), Vec::<&str>::new());
    Ok(())
}

#[tokio::test]
async fn commands_can_be_synced_to_one_guild() -> Result<()> {
    let discord = start(Discord::start().await?, bot(Registry::empty().command::<one>())).await?;
    let home = discord.guild();
    let registry = || Registry::empty().command::<Two>().command::<Create>();
    let discord = start(discord, bot(registry()).sync_to_guild(home)).await?;
    assert_eq!(names(&discord.commands()), ["one"], "global commands are left alone");
    assert_eq!(names(&discord.guild_commands(home)), ["tag", "two"]);
    let writes = discord.command_writes();
    let by_setting = set(registry(), &[("DISCORD_SYNC_GUILD", &home.to_string())])?;
    let discord = start(discord, by_setting).await?;
    assert_eq!(discord.command_writes(), writes);
    Ok(())
}

#[tokio::test]
async fn the_sync_cache_saves_requests() -> Result<()> {
    let file = std::env::temp_dir().join(format!("mindtrace-sync-test-{}.json", std::process::id()));
    let path = file.to_string_lossy().into_owned();
    let bot = |registry, guild: Option<GuildId>| -> Result<BotBuilder> {
        let bot = set(registry, &[("DISCORD_SYNC_CACHE", &path)])?;
        Ok(match guild {
            Some(guild) => bot.sync_to_guild(guild),
            None => bot,
        })
    };
    let registry = || Registry::empty().command::<one>();
    let discord = Discord::start().await?;
    let home = discord.guild();
    let discord = start(discord, bot(registry(), Some(home))?).await?;
    assert_eq!(names(&discord.guild_commands(home)), ["one"]);
    // The next request for the list fails.
    let refusal = json!({ "code": 50001, "message": "Missing Access" });
    discord.fail_next("GET", "/commands", 403, refusal);
    let discord = start(discord, bot(registry(), Some(home))?).await?;
    assert!(!discord.transcript().contains("was made to fail"), "{}", discord.transcript());
    // No request was made, so the failure is still pending; a start with a new command runs into it.
    let discord = start(discord, bot(registry().command::<Two>(), Some(home))?).await?;
    assert!(discord.transcript().contains("was made to fail"));
    // Commands that become global are removed from the guild.
    let discord = start(discord, bot(registry(), None)?).await?;
    assert_eq!((names(&discord.commands()), names(&discord.guild_commands(home))), (vec!["one"], vec![]));
    std::fs::remove_file(&file)?;
    Ok(())
}

#[tokio::test]
async fn a_reconnect_writes_nothing() -> Result<()> {
    let sandbox = Sandbox::start(bot(Registry::empty().command::<one>())).await?;
    let writes = sandbox.command_writes();
    sandbox.close_sessions(4000).await;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("one").send().await?.content, "Done.");
    assert_eq!((sandbox.command_writes(), sandbox.resumes()), (writes, 1));
    Ok(())
}

#[tokio::test]
async fn a_stale_command_is_explained_and_the_list_repaired_once() -> Result<()> {
    let sandbox = Sandbox::start(bot(Registry::empty().command::<one>().command::<take>())).await?;
    let alice = sandbox.member("alice").await?;
    let id = |name: &str| {
        let command = sandbox.commands().into_iter().find(|command| command["name"] == name);
        command.and_then(|command| command["id"].as_str().map(str::to_owned)).unwrap_or_default()
    };
    write(&sandbox, reqwest::Method::DELETE, &format!("/{}", id("one")), &Value::Null).await?;
    let answer = alice.slash("gone").unchecked().send().await?;
    assert_eq!(answer.content, "This command has changed. Please try again in a moment.");
    assert!(answer.ephemeral);
    sandbox.wait_for_command("one").await?;
    // An unknown option is stale as well, but the list was repaired less than ten minutes ago.
    let writes = sandbox.command_writes();
    write(&sandbox, reqwest::Method::DELETE, &format!("/{}", id("one")), &Value::Null).await?;
    let answer = alice.slash("take").option("thing", "x").option("gone", "y").unchecked().send().await?;
    assert_eq!(answer.content, "This command has changed. Please try again in a moment.");
    let discord = sandbox.stop().await?;
    assert_eq!(discord.command_writes() - writes, 1, "stopping waits for pending writes");
    Ok(())
}

#[tokio::test]
async fn a_command_is_listed_for_its_installations() -> Result<()> {
    let registry = || Registry::empty().command::<translate>().command::<diary>().command::<one>();
    let sandbox = Sandbox::start(bot(registry())).await?;
    let listed = |name: &str| {
        let commands = sandbox.commands();
        let command = commands.iter().find(|command| command["name"] == name).unwrap();
        (command["integration_types"].clone(), command["contexts"].clone())
    };
    assert_eq!(listed("translate"), (json!([0, 1]), json!([0, 1, 2])));
    assert_eq!(listed("diary"), (json!([1]), json!([0])));
    let alice = sandbox.member("alice").await?;
    let with_user_install = alice.with_user_install();
    assert_eq!(with_user_install.slash("translate").send().await?.content, "Bonjour");
    assert_eq!(alice.slash("translate").send().await?.content, "Bonjour");
    assert_eq!(with_user_install.slash("diary").send().await?.content, "Dear diary");
    assert!(alice.slash("diary").send().await.is_err(), "the guild's installation does not offer it");
    assert!(
        with_user_install.slash("one").send().await.is_err(),
        "without `installs` a command is for guilds"
    );
    let writes = sandbox.command_writes();
    let sandbox = Sandbox::start_on(sandbox.stop().await?, bot(registry())).await?;
    assert_eq!(sandbox.command_writes(), writes, "an unchanged list is not written again");
    Ok(())
}

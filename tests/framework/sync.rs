//! Slash commands are written to Discord only when something changed.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;

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

#[tokio::test]
async fn an_unchanged_bot_writes_nothing() -> Result<()> {
    let bot = || Bot::builder().registry(Registry::empty().command::<every>().command::<one>());
    let discord = Sandbox::start(bot()).await?.stop().await?;
    assert_eq!(discord.command_writes(), 1);
    let discord = Sandbox::start_on(discord, bot()).await?.stop().await?;
    assert_eq!(discord.command_writes(), 1, "{}", discord.transcript());
    let changed = Bot::builder().registry(Registry::empty().command::<every>().command::<other_one>());
    let discord = Sandbox::start_on(discord, changed).await?.stop().await?;
    assert_eq!(discord.command_writes(), 2);
    let commands = discord.commands();
    let one = commands.iter().find(|command| command["name"] == "one").map(|command| &command["description"]);
    assert_eq!(one, Some(&serde_json::json!("Another one.")));
    Ok(())
}

#[tokio::test]
async fn a_reconnect_writes_nothing() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<one>())).await?;
    let writes = sandbox.command_writes();
    sandbox.close_sessions(4000).await;
    let alice = sandbox.member("alice").await?;
    assert_eq!(alice.slash("one").send().await?.content, "Done.");
    assert_eq!((sandbox.command_writes(), sandbox.resumes()), (writes, 1));
    Ok(())
}

//! Slash commands are written to Discord only when something changed.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Sandbox};

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
    let discord = Discord::start().await?;
    let bot = || Bot::builder().registry(Registry::empty().command::<every>().command::<one>());
    let first = Sandbox::start_on(discord.clone(), bot()).await?;
    let writes = discord.command_writes();
    assert_eq!(writes, 1);
    let second = Sandbox::start_on(discord.clone(), bot()).await?;
    assert_eq!(discord.command_writes(), writes, "{}", discord.transcript());
    let changed = Bot::builder().registry(Registry::empty().command::<every>().command::<other_one>());
    let third = Sandbox::start_on(discord.clone(), changed).await?;
    assert_eq!(discord.command_writes(), writes + 1);
    let description = |name: &str| discord.commands().into_iter().find(|command| command["name"] == name).unwrap()["description"].clone();
    assert_eq!(description("one"), "Another one.");
    drop((first, second, third));
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

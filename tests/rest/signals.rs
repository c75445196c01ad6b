//! SIGTERM ends the process, whatever hangs.

use std::process::Stdio;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Discord;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Child;

use crate::addresses::process_of;

/// Block the thread that runs the handler.
#[command]
async fn block(ctx: &Context) -> Result<()> {
    ctx.reply("blocking").await?;
    loop {
        std::thread::park();
    }
}

#[tokio::test]
async fn a_login_that_hangs_is_stopped_by_the_first_signal() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let mut bot = process_of("signals::the_process_of_the_bot")
        .env("DISCORD_BOT_TOKEN", "token")
        .env("DISCORD_API_URL", url)
        .spawn()
        .unwrap();
    let _login = silent.accept().await.unwrap();
    terminate(&bot).await;
    let ended = tokio::time::timeout(Duration::from_secs(10), bot.wait()).await;
    assert!(ended.expect("it goes on").unwrap().success());
}

#[tokio::test]
async fn a_handler_that_blocks_is_ended_by_the_second_signal() {
    let discord = Discord::start().await.unwrap();
    let mut bot = process_of("signals::the_process_of_the_bot")
        .env("DISCORD_BOT_TOKEN", discord.token())
        .env("DISCORD_API_URL", discord.url())
        .env("DISCORD_GATEWAY_URL", discord.gateway_url())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    discord.wait_until_ready().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    assert_eq!(alice.says("!block").await.unwrap().content, "blocking");
    terminate(&bot).await;
    // Two signals that arrive together count as one.
    let mut log = BufReader::new(bot.stderr.take().unwrap()).lines();
    while !log.next_line().await.unwrap().expect("it ended with the first signal").contains("stopping") {}
    terminate(&bot).await;
    let ended = tokio::time::timeout(Duration::from_secs(10), bot.wait()).await;
    assert!(!ended.expect("it goes on").unwrap().success());
}

async fn terminate(process: &Child) {
    let id = process.id().unwrap().to_string();
    let killed = tokio::process::Command::new("kill").args(["-TERM", &id]).status().await;
    assert!(killed.unwrap().success());
}

#[test]
#[ignore = "started by the tests above, in a process of its own"]
fn the_process_of_the_bot() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let bot = Bot::builder().registry(Registry::empty().command::<block>());
    runtime.block_on(bot.run()).unwrap();
    std::process::exit(0);
}

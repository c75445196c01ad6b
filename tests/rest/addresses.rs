//! `DISCORD_API_URL` and `DISCORD_GATEWAY_URL`: the starter in a process of its own.

use std::process::Stdio;

use mindtrace_discord::sandbox::Discord;
use tokio::process::Command;

#[tokio::test]
async fn the_settings_lead_the_starter_to_another_process() {
    let discord = Discord::start().await.unwrap();
    for compression in ["zstd-stream", "zlib-stream", "off"] {
        let folder = std::env::temp_dir();
        let mut starter = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "addresses::the_process_of_the_starter", "--ignored"])
            .current_dir(folder)
            .env("DISCORD_BOT_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_GATEWAY_URL", discord.gateway_url())
            .env("DISCORD_COMPRESSION", compression)
            .env("DISCORD_HTTP_ADDR", "off")
            .env("DISCORD_STATE", "off")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        discord.wait_until_ready().await.unwrap();
        let alice = discord.member("alice").await.unwrap();
        assert_eq!(alice.says("!hello world").await.unwrap().content, "Hello world!", "{compression}");
        starter.start_kill().unwrap();
        starter.wait().await.unwrap();
        discord.drop_connections().await;
    }
}

#[test]
#[ignore = "started by the test above, in a process of its own"]
fn the_process_of_the_starter() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(starter::bot().run()).unwrap();
}

//! `DISCORD_API_URL` and `DISCORD_GATEWAY_URL`: the starter in a process of its own.

use std::process::Stdio;

use mindtrace_discord::sandbox::Discord;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::process::Command;

#[tokio::test]
async fn the_settings_lead_the_starter_to_another_process() {
    let discord = Discord::start().await.unwrap();
    for compression in ["zstd-stream", "zlib-stream", "off"] {
        let mut starter = process()
            .env("DISCORD_BOT_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_GATEWAY_URL", discord.gateway_url())
            .env("DISCORD_COMPRESSION", compression)
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

/// The starter in a process of its own.
fn process() -> Command {
    process_of("addresses::the_process_of_the_starter")
}

/// The bot of an ignored test in a process of its own.
pub(crate) fn process_of(test: &str) -> Command {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process
        .args(["--exact", test, "--ignored"])
        .current_dir(std::env::temp_dir())
        .env("DISCORD_HTTP_ADDR", "off")
        .env("DISCORD_STATE", "off")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    process
}

#[test]
#[ignore = "started by the test above, in a process of its own"]
fn the_process_of_the_starter() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(starter::bot().run()).unwrap();
}

#[tokio::test]
async fn a_variable_that_is_no_setting_is_named_without_its_value() {
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let mut starter = process()
        .env("DISCORD_BOT_TOKEN", "token")
        .env("DISCORD_API_URL", format!("http://{}", silent.local_addr().unwrap()))
        .env("DISCORD_PREFIX", "hunter2")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Variables are checked before the login.
    let _login = silent.accept().await.unwrap();
    starter.start_kill().unwrap();
    let log = String::from_utf8(starter.wait_with_output().await.unwrap().stderr).unwrap();
    assert!(
        log.contains("DISCORD_PREFIX") && log.contains("did you mean `DISCORD_COMMAND_PREFIX`?"),
        "{log}"
    );
    assert!(!log.contains("hunter2"), "{log}");
}

#[tokio::test]
async fn https_proxy_is_honoured_for_both_addresses() {
    let discord = Discord::start().await.unwrap();
    for (api, gateway, expected) in [
        ("https://api.example.test", "wss://gateway.example.test", "CONNECT api.example.test:443 HTTP/1.1"),
        (discord.url(), "wss://gateway.example.test", "CONNECT gateway.example.test:443 HTTP/1.1"),
    ] {
        let proxy = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let proxy_url = format!("http://user:secret@{}", proxy.local_addr().unwrap());
        let _starter = process()
            .env("DISCORD_BOT_TOKEN", discord.token())
            .env("DISCORD_API_URL", api)
            .env("DISCORD_GATEWAY_URL", gateway)
            .env("HTTPS_PROXY", &proxy_url)
            .spawn()
            .unwrap();
        let (mut stream, _) = proxy.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            assert!(stream.read_buf(&mut head).await.unwrap() > 0);
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        assert!(head.starts_with(&expected.to_lowercase()), "{head}");
        // user:secret
        assert!(head.contains("proxy-authorization: basic dxnlcjpzzwnyzxq="), "{head}");
    }
}

//! Hostile clients of the HTTP surface: however many there are, probes are answered and memory is bounded.

use std::sync::Arc;
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::api::{Api, send};
use crate::invariants::{capture, ends_well};

async fn start() -> Result<(Sandbox, Api)> {
    capture();
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty())).await?;
    let api = Api::of(&sandbox);
    Ok((sandbox, api))
}

async fn connect(api: &Api) -> Result<TcpStream> {
    Ok(TcpStream::connect(api.base.replace("http://", "")).await?)
}

/// Asks for a probe on a connection of its own.
async fn is_alive(api: &Api) -> Result<()> {
    let probe = reqwest::Client::new().get(format!("{}/livez", api.base)).send();
    assert_eq!(tokio::time::timeout(Duration::from_secs(2), probe).await??.status(), 200);
    Ok(())
}

#[tokio::test]
async fn connections_without_a_request_make_room_for_a_probe() -> Result<()> {
    rlimit::increase_nofile_limit(8192)?;
    let (sandbox, api) = start().await?;
    let mut idle = Vec::new();
    for _ in 0..1200 {
        idle.push(connect(&api).await?);
    }
    is_alive(&api).await?;
    // The first ones were closed, and the last ones were not.
    assert_eq!(idle[0].read(&mut [0; 1]).await.unwrap_or_default(), 0);
    let last = idle.last_mut().unwrap();
    last.write_all(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").await?;
    let mut answer = [0; 12];
    last.read_exact(&mut answer).await?;
    assert_eq!(&answer, b"HTTP/1.1 200");
    drop(idle);
    ends_well(sandbox).await
}

#[tokio::test]
async fn a_client_that_never_reads_is_disconnected_and_costs_little() -> Result<()> {
    let (sandbox, api) = start().await?;
    let file = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut clients = Vec::new();
    for _ in 0..100 {
        let mut client = connect(&api).await?;
        client.write_all(file.repeat(20).as_bytes()).await?;
        clients.push(client);
    }
    is_alive(&api).await?;
    // A write fails when the other side has reset the connection; until then, probes are answered.
    let disconnected = async {
        while clients[0].write_all(b"\r\n").await.is_ok() {
            is_alive(&api).await?;
        }
        Ok::<_, BoxError>(())
    };
    tokio::time::timeout(Duration::from_secs(30), disconnected).await??;
    is_alive(&api).await?;
    drop(clients);
    ends_well(sandbox).await
}

#[tokio::test]
async fn a_large_head_is_refused() -> Result<()> {
    let (sandbox, api) = start().await?;
    let request = api.bare(Method::GET, "/livez").header("x-large", "x".repeat(500_000));
    // The connection may be closed before the whole head was sent.
    if let Ok(response) = request.send().await {
        assert_eq!(response.status(), 431);
    }
    is_alive(&api).await?;
    ends_well(sandbox).await
}

/// Wait for the gate.
#[command]
async fn lingers(gate: &Arc<Semaphore>) -> Result<&'static str> {
    gate.acquire().await?.forget();
    Ok("done")
}

#[tokio::test]
async fn a_keyed_call_counts_until_it_ends_and_locks_no_other_token_out() -> Result<()> {
    capture();
    let gate = Arc::new(Semaphore::new(0));
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_STATE" => Some("off".to_owned()),
        "DISCORD_HTTP_TOKEN" => Some("token-of-admin".to_owned()),
        "DISCORD_HTTP_EXECUTE_TOKEN" => Some("token-to-execute".to_owned()),
        _ => None,
    })?;
    let bot = Bot::builder().registry(Registry::empty().command::<lingers>()).config(config);
    let sandbox = Sandbox::start(bot.state(Arc::clone(&gate))).await?;
    let api = Api::of(&sandbox);
    let call = |number: usize| {
        let request = api.bare(Method::POST, "/discord/execute").bearer_auth("token-to-execute");
        request.header("idempotency-key", number.to_string()).json(&json!({ "content": "!lingers" }))
    };
    for number in 0..256 {
        // The client disconnects; the call goes on.
        let sent = tokio::time::timeout(Duration::from_millis(5), call(number).send()).await;
        assert!(sent.is_err());
        while sandbox_calls(&api).await <= number {}
    }
    assert_eq!(send(call(999)).await.status, 503);
    assert_eq!(api.get("/discord/status").await.status, 200, "the admin's token is not used up");
    gate.add_permits(256);
    sandbox.settle().await?;
    gate.add_permits(1);
    assert_eq!(send(call(999)).await.status, 200);
    ends_well(sandbox).await
}

async fn sandbox_calls(api: &Api) -> usize {
    let running = api.get("/discord/status").await.body["in_flight"].as_u64().unwrap();
    usize::try_from(running).unwrap()
}

#[tokio::test]
async fn two_tokens_two_keys_and_a_foreign_target_are_refused() -> Result<()> {
    let (sandbox, api) = start().await?;
    let bearer = format!("Bearer {}", api.token);
    let two = api.bare(Method::GET, "/discord/status").header("authorization", &bearer);
    assert_eq!(send(two.header("authorization", "Bearer other")).await.status, 401);
    let execute = api.bare(Method::POST, "/discord/execute").header("authorization", &bearer);
    let keyed = execute.header("idempotency-key", "a").header("idempotency-key", "b");
    assert_eq!(send(keyed.json(&json!({ "content": "!x" }))).await.status, 400);
    let mut stream = connect(&api).await?;
    stream.write_all(b"GET http://evil.example/livez HTTP/1.1\r\nHost: localhost\r\n\r\n").await?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await?;
    assert_eq!(&answer, b"HTTP/1.1 421");
    ends_well(sandbox).await
}

#[tokio::test]
async fn sessions_of_mcp_are_few_and_of_one_token() -> Result<()> {
    let (sandbox, api) = start().await?;
    let ask = |session: Option<&str>, body: serde_json::Value| {
        let mut request = api.bare(Method::POST, "/mcp-server/mcp").bearer_auth(&api.token).json(&body);
        request = request.header("accept", "application/json, text/event-stream");
        match session {
            Some(id) => request.header("mcp-session-id", id).header("mcp-protocol-version", "2025-06-18"),
            None => request,
        }
    };
    let initialize = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } });
    let mut sessions = Vec::new();
    for _ in 0..40 {
        let response = send(ask(None, initialize.clone())).await;
        assert_eq!(response.status, 200, "{}", response.text);
        sessions.push(response.headers["mcp-session-id"].to_str()?.to_owned());
    }
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {} });
    let initialized = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    assert_eq!(send(ask(Some(&sessions[0]), list.clone())).await.status, 404, "the oldest made room");
    let newest = sessions.last().unwrap();
    assert_eq!(send(ask(Some(newest), initialized)).await.status, 202);
    assert_eq!(send(ask(Some(newest), list.clone())).await.status, 200);
    assert_eq!(send(ask(Some("00000000-0000-0000-0000-000000000000"), list)).await.status, 404);
    ends_well(sandbox).await
}

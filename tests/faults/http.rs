//! Hostile clients of the HTTP surface: however many there are, probes are answered and memory is bounded.

use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::api::{Api, send};

async fn start() -> Result<(Sandbox, Api)> {
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
    let (_sandbox, api) = start().await?;
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
    Ok(())
}

#[tokio::test]
async fn a_client_that_never_reads_is_disconnected_and_costs_little() -> Result<()> {
    let (_sandbox, api) = start().await?;
    let file = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut clients = Vec::new();
    for _ in 0..100 {
        let mut client = connect(&api).await?;
        client.write_all(file.repeat(20).as_bytes()).await?;
        clients.push(client);
    }
    is_alive(&api).await?;
    // A write fails when the other side has reset the connection.
    let disconnected = async {
        while clients[0].write_all(b"\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), disconnected).await?;
    is_alive(&api).await
}

#[tokio::test]
async fn a_large_head_is_refused() -> Result<()> {
    let (_sandbox, api) = start().await?;
    let request = api.bare(Method::GET, "/livez").header("x-large", "x".repeat(500_000));
    // The connection may be closed before the whole head was sent.
    if let Ok(response) = request.send().await {
        assert_eq!(response.status(), 431);
    }
    is_alive(&api).await
}

#[tokio::test]
async fn sessions_of_mcp_are_few_and_of_one_token() -> Result<()> {
    let (_sandbox, api) = start().await?;
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
    Ok(())
}

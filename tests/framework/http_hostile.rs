//! Hostile and careless HTTP callers: no secret leaks, and no connection or request blocks the others.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use reqwest::{Method, header};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::api::{Api, send};

const TOKENS: [(&str, &str); 3] = [
    ("DISCORD_HTTP_TOKEN", "PLANTED-for-admin"),
    ("DISCORD_HTTP_EXECUTE_TOKEN", "PLANTED-for-execute"),
    ("DISCORD_HTTP_READ_TOKEN", "PLANTED-for-read"),
];

/// Fail.
#[command]
async fn fails() -> Result<()> {
    Err("the password is hunter2".into())
}

fn bot(audit: &str) -> Result<BotBuilder> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_STATE" => Some("off".to_owned()),
        "DISCORD_AUDIT" => Some(audit.to_owned()),
        _ => TOKENS.iter().find(|(setting, _)| *setting == name).map(|(_, token)| (*token).to_owned()),
    });
    Ok(Bot::builder().registry(Registry::empty().command::<fails>()).config(config?))
}

/// Returns the encodings in which a secret could leak: plain, hexadecimal, and base64 at each offset in the encoded text.
fn encodings(secret: &str) -> Vec<String> {
    let hex = secret.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let base64 = (0..3).map(|before| {
        let text = [&vec![0; before][..], secret.as_bytes()].concat();
        // Only groups that contain nothing but the secret.
        STANDARD.encode(&text[before.div_ceil(3) * 3..text.len() / 3 * 3])
    });
    let plain = [secret.to_owned(), hex.to_uppercase(), hex];
    plain.into_iter().chain(base64).collect()
}

#[tokio::test]
async fn no_secret_appears_in_responses_metrics_or_audit_log() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let audit = folder.join("audit.jsonl");
    let sandbox = Sandbox::start(bot(&audit.display().to_string())?).await?;
    let api = Api::of(&sandbox);
    let live = api.bare(Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    let mut texts = Vec::new();
    let document = api.get("/openapi.json").await;
    let paths = document.body["paths"].as_object().unwrap().clone();
    for path in
        paths.keys().filter(|path| !["/discord/live", "/discord/drain", "/shutdown"].contains(&path.as_str()))
    {
        let path = path.replace("{name}", "fails");
        for method in [Method::GET, Method::POST, Method::PUT] {
            let request = api.bare(method.clone(), &path).bearer_auth(&api.token);
            texts.push(send(request.json(&json!({ "content": "!fails", "enabled": true }))).await.text);
            // A misplaced token is not echoed.
            let wrong = format!("{path}?token={}", api.token);
            texts.push(send(api.bare(method, &wrong).header(header::AUTHORIZATION, &api.token)).await.text);
        }
    }
    texts.push(api.execute("!fails").await.text);
    for path in ["/", "/page/page.js", "/docs", "/docs/start.js", "/metrics"] {
        texts.push(api.get(path).await.text);
    }
    assert!(texts.len() > 100);
    let bot_token = sandbox.token().to_owned();
    sandbox.shutdown().await?;
    texts.push(live.text().await?);
    texts.push(std::fs::read_to_string(&audit)?);
    assert!(texts.iter().rev().take(2).all(|text| text.contains("fails")), "both contain the calls");
    let tokens = TOKENS.iter().map(|(_, token)| *token);
    for secret in tokens.chain([bot_token.as_str(), "hunter2"]) {
        for encoding in encodings(secret) {
            let leak = texts.iter().find(|text| text.contains(&encoding));
            assert!(leak.is_none(), "{encoding} is in {leak:?}");
        }
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Opens a connection and sends `text`, the beginning of a request.
async fn stuck(sandbox: &Sandbox, text: &str) -> Result<TcpStream> {
    let address = sandbox.http_url().unwrap().replace("http://", "");
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(text.as_bytes()).await?;
    Ok(stream)
}

#[tokio::test]
async fn an_unfinished_request_is_closed() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty())).await?;
    let api = Api::of(&sandbox);
    let headers = "GET /livez HTTP/1.1\r\nHost: localhost\r\n";
    let body = format!(
        "POST /discord/execute HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        api.token
    );
    // At the same time, because each takes as long as the server waits for a request.
    tokio::try_join!(
        closed_without_success(&sandbox, headers, Dripping::No),
        closed_without_success(&sandbox, &body, Dripping::No),
        // Sending a byte now and then does not keep the connection open.
        closed_without_success(&sandbox, &body, Dripping::Yes),
    )?;
    Ok(())
}

#[derive(PartialEq)]
enum Dripping {
    No,
    Yes,
}

/// Sends the beginning of a request and waits until the server closes the connection.
async fn closed_without_success(sandbox: &Sandbox, text: &str, dripping: Dripping) -> Result<()> {
    let (mut reader, mut writer) = stuck(sandbox, text).await?.into_split();
    let drip = async {
        let mut drops = tokio::time::interval(Duration::from_secs(2));
        while dripping == Dripping::Yes && writer.write_all(b" ").await.is_ok() {
            drops.tick().await;
        }
        std::future::pending::<()>().await;
    };
    let mut answer = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(30), reader.read_to_end(&mut answer));
    // A connection that the server resets, because a drop arrives late, is closed as well.
    tokio::select! { closed = closed => drop(closed?), () = drip => {} }
    let answer = String::from_utf8(answer)?;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn two_host_headers_are_refused() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty())).await?;
    for (hosts, status) in
        [("Host: localhost\r\n", "200"), ("Host: localhost\r\nHost: evil.example\r\n", "400")]
    {
        let text = format!("GET /livez HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
        let mut answer = String::new();
        stuck(&sandbox, &text).await?.read_to_string(&mut answer).await?;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    Ok(())
}

#[tokio::test]
async fn open_connections_do_not_delay_shutdown() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty())).await?;
    let _stuck = stuck(&sandbox, "GET /livez HTTP/1.1\r\nHost: local").await?;
    let api = Api::of(&sandbox);
    let _live = api.bare(Method::GET, "/discord/live").bearer_auth(&api.token).send().await?;
    let since = Instant::now();
    sandbox.shutdown().await?;
    assert!(since.elapsed() < Duration::from_secs(15), "{:?}", since.elapsed());
    Ok(())
}

#[tokio::test]
async fn deeply_nested_json_is_refused() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty())).await?;
    let api = Api::of(&sandbox);
    let deep = format!("{{\"arguments\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    let request = api.bare(Method::POST, "/discord/execute").bearer_auth(&api.token);
    let answer = send(request.header(header::CONTENT_TYPE, "application/json").body(deep)).await;
    assert_eq!((answer.status.as_u16(), &answer.body["code"]), (400, &json!("bad_request")));
    Ok(())
}

/// Wait until the test says so.
#[command(timeout = "1m")]
async fn lingers(gate: &std::sync::Arc<tokio::sync::Semaphore>) -> Result<&'static str> {
    let _permit = gate.acquire().await?;
    Ok("done")
}

#[tokio::test]
async fn the_rate_limit_applies_per_token() -> Result<()> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_RATE" => Some("3".to_owned()),
        _ => TOKENS.iter().find(|(setting, _)| *setting == name).map(|(_, token)| (*token).to_owned()),
    });
    let sandbox =
        Sandbox::start(Bot::builder().registry(Registry::empty().command::<fails>()).config(config?)).await?;
    let api = Api::of(&sandbox);
    let read = |token| send(api.bare(Method::GET, "/discord/toggles").bearer_auth(token));
    let mut refused = Vec::new();
    // A burst of three, then three per second; twenty requests exceed that even on a slow machine.
    for _ in 0..20 {
        refused.push(read(TOKENS[2].1).await);
    }
    let refused = refused.iter().find(|answer| answer.status == 429).unwrap();
    assert_eq!((&refused.body["code"], &refused.body["retry_after"]), (&json!("rate_limited"), &json!(1)));
    assert_eq!(refused.headers[header::RETRY_AFTER], "1");
    assert_eq!(read(TOKENS[0].1).await.status, 200);
    // Probes need no token.
    assert_eq!(send(api.bare(Method::GET, "/readyz")).await.status, 200);
    Ok(())
}

#[tokio::test]
async fn requests_beyond_the_limit_are_refused_at_once() -> Result<()> {
    let gate = std::sync::Arc::new(tokio::sync::Semaphore::new(0));
    let registry = Registry::empty().command::<lingers>();
    let sandbox =
        Sandbox::start(Bot::builder().registry(registry).state(std::sync::Arc::clone(&gate))).await?;
    let api = std::sync::Arc::new(Api::of(&sandbox));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..300 {
        let api = std::sync::Arc::clone(&api);
        calls.spawn(async move { api.execute("!lingers").await });
    }
    // Requests beyond the limit are refused without waiting for the running ones.
    let first = calls.join_next().await.unwrap()?;
    assert_eq!((first.status.as_u16(), &first.body["code"]), (503, &json!("overloaded")), "{}", first.text);
    assert_eq!(send(api.bare(Method::GET, "/livez")).await.status, 200);
    gate.add_permits(300);
    let rest = calls.join_all().await;
    let done = rest.iter().filter(|answer| answer.status == 200).count();
    assert!(done >= 256, "{done} of {} succeeded", rest.len());
    Ok(())
}

#[tokio::test]
async fn every_route_checks_host_origin_and_body() -> Result<()> {
    let sandbox = Sandbox::start(Bot::builder().registry(Registry::empty().command::<fails>())).await?;
    let api = Api::of(&sandbox);
    let document = api.get("/openapi.json").await.body;
    let paths = document["paths"].as_object().unwrap();
    let described = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().keys();
        methods.map(move |method| (method.to_uppercase(), path.replace("{name}", "fails")))
    });
    let others = [
        ("GET", "/"),
        ("GET", "/page/page.js"),
        ("GET", "/docs"),
        ("GET", "/docs/start.js"),
        ("GET", "/openapi.json"),
        ("POST", "/discord/interactions"),
        ("POST", "/mcp-server/mcp"),
        ("GET", "/sandbox/view"),
        ("GET", "/sandbox/changes"),
        ("POST", "/sandbox/act"),
        ("GET", "/nothing"),
    ];
    let others = others.map(|(method, path)| (method.to_owned(), path.to_owned()));
    for (method, path) in described.chain(others) {
        let method = Method::from_bytes(method.as_bytes())?;
        let ask = || api.bare(method.clone(), &path).bearer_auth(&api.token);
        let refused = send(ask().header(header::HOST, "evil.example")).await;
        assert_eq!((refused.status.as_u16(), &refused.body["code"]), (421, &json!("wrong_host")), "{path}");
        if method == Method::GET {
            continue;
        }
        for (name, value) in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
            let refused = send(ask().header(name, value)).await;
            assert_eq!(
                (refused.status.as_u16(), &refused.body["code"]),
                (403, &json!("cross_site")),
                "{path}"
            );
            assert!(!refused.headers.contains_key("access-control-allow-origin"));
        }
        // Every error is a problem document. Skipped: routes without a body, and events, whose name is checked first.
        let others = ["/discord/drain", "/discord/resync", "/discord/events/fails", "/discord/interactions"];
        if path.starts_with("/discord/") && !others.contains(&path.as_str()) {
            let plain = send(ask().header(header::CONTENT_TYPE, "text/plain").body("{}")).await;
            assert_eq!((plain.status.as_u16(), &plain.body["code"]), (415, &json!("bad_request")), "{path}");
            let large = json!({ "content": "x".repeat(70_000) });
            let refused = send(ask().json(&large)).await;
            assert_eq!(
                (refused.status.as_u16(), &refused.body["code"]),
                (413, &json!("bad_request")),
                "{path}"
            );
            assert_eq!(refused.headers[header::CONTENT_TYPE], "application/problem+json");
        }
    }
    // A token in the URL is ignored.
    let path = format!("/discord/status?token={}&access_token={0}", api.token);
    assert_eq!(send(api.bare(Method::GET, &path)).await.status, 401);
    for path in ["/page/%FF", "/docs/%FF", "/page/secret"] {
        let refused = send(api.bare(Method::GET, path)).await;
        assert_eq!(refused.headers[header::CONTENT_TYPE], "application/problem+json", "{path}");
    }
    let huge = send(api.bare(Method::POST, "/discord/interactions").body(vec![b'x'; 600_000])).await;
    assert_eq!((huge.status.as_u16(), &huge.body["status"]), (413, &json!(413)));
    Ok(())
}

//! A conversation is recorded, and replayed to another bot.

use std::path::{Path, PathBuf};

use mindtrace_discord::sandbox::Discord;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use serenity::all::GatewayIntents;

use crate::{desk::ManualBot, gateway::Socket};

fn file(name: &str) -> PathBuf {
    let file = std::env::temp_dir().join(format!("mindtrace-discord-{}-{name}.jsonl", std::process::id()));
    // Left over from a process with the same id.
    let _ = std::fs::remove_file(&file);
    file
}

/// Records a slash command, a message, and the answer to each.
async fn record(file: &Path) -> String {
    let discord = Discord::builder().record(file).token("a-secret-token").start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    desk.register(json!([{"name": "hello", "description": "d"}])).await;
    let alice = discord.member("alice").await.unwrap();
    let (answer, _) = tokio::join!(alice.slash("hello").send(), desk.answers(4, json!({"content": "hi"})));
    answer.unwrap();
    alice.posts("!ping").await.unwrap();
    let asked = desk.socket.until("MESSAGE_CREATE").await;
    let history = format!("/channels/{}/messages?limit=1", asked["channel_id"].as_str().unwrap());
    assert_eq!(desk.rest(Method::GET, &history, Value::Null).await.0, 200);
    assert_eq!(desk.posts(json!({"content": "pong"})).await.0, 200);
    alice.posts("thanks").await.unwrap();
    while desk.socket.until("MESSAGE_CREATE").await["content"] != "thanks" {}
    discord.shutdown().await;
    std::fs::read_to_string(file).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_has_frames_of_both_directions_and_no_secrets() {
    let file = file("secrets");
    let text = record(&file).await;
    let entries: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let frames = |direction: &'static str| entries.iter().filter(move |entry| entry["gateway"] == direction);
    let identify = frames("in").find(|entry| entry["frame"]["op"] == 2).unwrap();
    assert_eq!(identify["frame"]["d"]["token"], "removed");
    let interaction = frames("out").find(|entry| entry["frame"]["t"] == "INTERACTION_CREATE").unwrap();
    assert_eq!(interaction["frame"]["d"]["token"], "removed");
    let callback =
        entries.iter().find(|entry| entry["path"].as_str().unwrap_or_default().ends_with("/callback"));
    assert!(callback.unwrap()["path"].as_str().unwrap().contains("/…/"), "{callback:?}");
    assert!(!text.contains("a-secret-token"));
    let has_query =
        |entry: &&Value| entry["path"].as_str().unwrap_or_default().ends_with("/messages?limit=1");
    assert!(entries.iter().any(|entry| has_query(&entry)), "{text}");
    std::fs::remove_file(file).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_replayed() {
    let file = file("replay");
    record(&file).await;
    let discord = Discord::builder().replay(&file).start().await.unwrap();
    let request = async |method: Method, path: &str, body: Value| {
        let request = Client::new().request(method, format!("{}/api/v10{path}", discord.url()));
        let request = request.header("authorization", format!("Bot {}", discord.token())).json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap_or_default())
    };
    let (mut socket, ready) = Socket::identified(&discord, GatewayIntents::all()).await;
    let application = ready["application"]["id"].as_str().unwrap().to_owned();
    assert_ne!(application, discord.application().to_string(), "the ids are those of the recording");
    let commands = json!([{"name": "hello", "description": "d"}]);
    let (status, registered) =
        request(Method::PUT, &format!("/applications/{application}/commands"), commands).await;
    assert_eq!((status, &registered[0]["name"]), (200, &json!("hello")));
    discord.wait_for_command("hello").await.unwrap();
    let interaction = socket.until("INTERACTION_CREATE").await;
    let callback = format!("/interactions/{}/removed/callback", interaction["id"].as_str().unwrap());
    let (status, _) = request(Method::POST, &callback, json!({"type": 4, "data": {"content": "hi"}})).await;
    assert_eq!(status, 204);
    while socket.until("MESSAGE_CREATE").await["content"] != "!ping" {}
    let path = format!("/channels/{}/messages", interaction["channel_id"].as_str().unwrap());
    let (status, history) = request(Method::GET, &format!("{path}?limit=1"), Value::Null).await;
    assert_eq!((status, &history[0]["content"]), (200, &json!("!ping")));
    let (status, posted) = request(Method::POST, &path, json!({"content": "pong"})).await;
    assert_eq!((status, &posted["content"]), (200, &json!("pong")));
    while socket.until("MESSAGE_CREATE").await["content"] != "thanks" {}
    std::fs::remove_file(file).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_goes_on_without_a_request_that_is_missing() {
    let file = file("missing");
    record(&file).await;
    let discord = Discord::builder().replay(&file).start().await.unwrap();
    let (mut socket, _) = Socket::identified(&discord, GatewayIntents::all()).await;
    while socket.until("MESSAGE_CREATE").await["content"] != "thanks" {}
    let transcript = discord.transcript();
    assert!(transcript.contains("discord received no PUT /applications/"), "{transcript}");
    std::fs::remove_file(file).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_recording_is_named() {
    let file = file("broken");
    std::fs::write(&file, "{}\n").unwrap();
    let error = Discord::builder().replay(&file).start().await.unwrap_err().to_string();
    assert!(error.contains("broken.jsonl: line 1 is neither"), "{error}");
    std::fs::remove_file(file).unwrap();
}

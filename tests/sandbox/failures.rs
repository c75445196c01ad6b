//! Failures that a test causes, against a real client.

use mindtrace_discord::sandbox::{Discord, Fault, SandboxError};
use serde_json::json;
use serenity::all::{GatewayError, GatewayIntents};

use crate::peer::{self, Peer};

#[tokio::test(flavor = "multi_thread")]
async fn clients_reconnect_and_resume() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    alice.says("!hello 0").await.unwrap();
    discord.close_sessions(4000).await;
    assert_eq!(alice.says("!hello 1").await.unwrap().content, "Hello 1!");
    discord.request_reconnect().await;
    let mut changes = discord.watch();
    while discord.resumes() < 2 {
        changes.changed().await.unwrap();
    }
    assert_eq!(alice.says("!hello 2").await.unwrap().content, "Hello 2!");
    discord.invalidate_sessions(false).await;
    while discord.identifies() < 2 {
        changes.changed().await.unwrap();
    }
    assert_eq!(alice.says("!hello 3").await.unwrap().content, "Hello 3!");
    assert_eq!(discord.identifies(), 2);
    peer.read_everything(&discord).await;
    peer.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unapproved_intents_stop_the_client() {
    let discord = Discord::builder().unapproved(GatewayIntents::MESSAGE_CONTENT).start().await.unwrap();
    let peer = Peer::start(&discord, GatewayIntents::all()).await;
    let error = peer.task.await.unwrap().unwrap_err();
    assert!(matches!(error, serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_fail_once_as_planned() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    let general = discord.channel("general").unwrap().id();
    let body =
        json!({"message": "You are being rate limited.", "retry_after": 1.5, "global": false, "code": 0});
    discord.fail_next("post", "/messages", 429, body);
    let error = general.say(&http, "hi").await.unwrap_err();
    let serenity::Error::Http(error) = error else { panic!("{error}") };
    assert_eq!(error.status_code().unwrap().as_u16(), 429);
    general.say(&http, "hi").await.unwrap();
    assert!(discord.transcript().contains("was made to fail with 429"));
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_that_no_response_can_have_are_refused() {
    let discord = Discord::start().await.unwrap();
    let scope = || "user".to_owned();
    for fault in [
        Fault::Status(0),
        Fault::StatusAfter(1000),
        Fault::RateLimit { seconds: f64::NAN, scope: scope() },
        Fault::RateLimit { seconds: -1.0, scope: scope() },
    ] {
        let refused = discord.inject(fault.clone().on("GET", "/users")).await;
        assert!(matches!(refused, Err(SandboxError::Refused { .. })), "{fault}: {refused:?}");
    }
    assert!(!discord.transcript().contains("was given a fault"), "{}", discord.transcript());
}

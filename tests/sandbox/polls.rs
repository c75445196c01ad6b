//! Polls and votes.

use mindtrace_discord::sandbox::{Discord, SandboxError};
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::{CreateMessage, CreatePoll, CreatePollAnswer, GatewayIntents, Message, Permissions};

use crate::{
    desk::{ManualBot, flat},
    peer::Peer,
};

fn poll(answers: &[&str], more: &Value) -> Value {
    let answers: Vec<Value> = answers.iter().map(|text| json!({"poll_media": {"text": text}})).collect();
    let mut poll = json!({"question": {"text": "Tea?"}, "answers": answers});
    for (key, value) in more.as_object().unwrap() {
        poll[key] = value.clone();
    }
    json!({"poll": poll})
}

#[tokio::test(flavor = "multi_thread")]
async fn members_vote_and_the_bot_reads_the_results() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    let (status, body) = desk.posts(poll(&["Yes", "No"], &json!({"duration": 2.0}))).await;
    assert_eq!(status, 200, "{body}");
    let message: Message = serde_json::from_value(body).unwrap();
    assert_eq!(message.poll.unwrap().answers.len(), 2);
    let asked = alice.sees().await.unwrap();
    let shown = asked.poll().unwrap();
    assert_eq!((shown.question.as_str(), shown.answers[1].text.as_str(), shown.ended), ("Tea?", "No", false));
    alice.votes(&asked, "Yes").await.unwrap();
    let vote = desk.socket.until("MESSAGE_POLL_VOTE_ADD").await;
    assert_eq!((&vote["answer_id"], &vote["user_id"]), (&json!(1), &json!(alice.id())));
    alice.votes(&asked, "No").await.unwrap();
    assert_eq!(desk.socket.until("MESSAGE_POLL_VOTE_REMOVE").await["answer_id"], 1);
    assert_eq!(desk.socket.until("MESSAGE_POLL_VOTE_ADD").await["answer_id"], 2);
    bob.votes(&asked, "No").await.unwrap();
    bob.unvotes(&asked, "No").await.unwrap();
    for refused in [
        alice.votes(&asked, "No").await,
        alice.votes(&asked, "Perhaps").await,
        bob.unvotes(&asked, "Yes").await,
    ] {
        assert!(matches!(refused, Err(SandboxError::Refused { .. })), "{refused:?}");
    }
    let path = format!("/channels/{}/polls/{}", asked.channel_id, asked.id);
    let (_, voters) = desk.rest(Method::GET, &format!("{path}/answers/2"), Value::Null).await;
    assert_eq!(voters["users"][0]["username"], "alice");
    let (status, ended) = desk.rest(Method::POST, &format!("{path}/expire"), json!({})).await;
    assert_eq!((status, &ended["poll"]["results"]["is_finalized"]), (200, &json!(true)));
    assert_eq!(ended["poll"]["results"]["answer_counts"][0], json!({"id": 2, "count": 1, "me_voted": false}));
    let update = desk.socket.until("MESSAGE_UPDATE").await;
    assert!(update["edited_timestamp"].is_null() && update["poll"]["results"]["is_finalized"] == true);
    assert!(bob.votes(&asked, "Yes").await.unwrap_err().to_string().contains("over"));
    let (_, again) = desk.rest(Method::POST, &format!("{path}/expire"), json!({})).await;
    assert_eq!(again["code"], 520_001);
    let (_, edit) = desk
        .rest(
            Method::PATCH,
            &format!("/channels/{}/messages/{}", asked.channel_id, asked.id),
            json!({"content": "x"}),
        )
        .await;
    assert_eq!(edit["code"], 520_003);
}

#[tokio::test(flavor = "multi_thread")]
async fn vote_events_need_their_intent() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    desk.posts(poll(&["Yes"], &json!({}))).await;
    let alice = discord.member("alice").await.unwrap();
    let asked = alice.sees().await.unwrap();
    let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES;
    let (mut socket, _) = crate::gateway::Socket::identified(&discord, intents).await;
    alice.votes(&asked, "Yes").await.unwrap();
    alice.posts("after").await.unwrap();
    socket.until("MESSAGE_CREATE").await;
    assert_eq!(discord.sent(&["MESSAGE_POLL_VOTE_ADD"]), 1, "only the session with the intent got it");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_polls_are_refused_with_paths() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let long = "x".repeat(56);
    for (body, path) in [
        (poll(&[], &json!({})), "poll.answers BASE_TYPE_BAD_LENGTH"),
        (poll(&["a"; 11], &json!({})), "poll.answers BASE_TYPE_BAD_LENGTH"),
        (poll(&[&long], &json!({})), "poll.answers.0.poll_media.text BASE_TYPE_MAX_LENGTH"),
        (poll(&["a"], &json!({"duration": 769})), "poll.duration NUMBER_TYPE_RANGE"),
        (
            poll(&["a"], &json!({"question": {"text": "x".repeat(301)}})),
            "poll.question.text BASE_TYPE_MAX_LENGTH",
        ),
    ] {
        let (status, answer) = desk.posts(body).await;
        assert_eq!((status, flat(&answer["errors"], "")), (400, vec![path.to_owned()]));
    }
    let poor = Discord::builder().bot_permissions(Permissions::empty()).start().await.unwrap();
    let (_, answer) = ManualBot::open(&poor).await.posts(poll(&["a"], &json!({}))).await;
    assert_eq!(answer["code"], 50013);
}

#[tokio::test(flavor = "multi_thread")]
async fn serenity_creates_and_reads_polls() {
    let discord = Discord::start().await.unwrap();
    let peer = Peer::connect(&discord, GatewayIntents::all()).await;
    let alice = discord.member("alice").await.unwrap();
    let general = discord.channel("general").unwrap().id();
    let poll = CreatePoll::new()
        .question("Tea?")
        .answers(vec![CreatePollAnswer::new().text("Yes").emoji("🍵".to_owned())])
        .duration(std::time::Duration::from_hours(1))
        .allow_multiselect();
    general.send_message(&peer.http, CreateMessage::new().poll(poll)).await.unwrap();
    let asked = alice.sees().await.unwrap();
    alice.votes(&asked, "Yes").await.unwrap();
    alice.unvotes(&asked, "Yes").await.unwrap();
    general.end_poll(&peer.http, asked.id).await.unwrap();
    assert!(discord.message(general, asked.id).unwrap().poll().unwrap().ended);
    peer.read_everything(&discord).await;
    peer.stop().await;
}

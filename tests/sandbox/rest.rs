//! The REST API, against raw HTTP requests.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::GatewayIntents;

use crate::peer;

/// Sends one request and returns the status and the body.
async fn call(discord: &Discord, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let request = reqwest::Client::new()
        .request(method, format!("{}/api/v10{path}", discord.url()))
        .header("authorization", format!("Bot {}", discord.token()));
    let request = if let Some(body) = body { request.json(&body) } else { request };
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

async fn code(discord: &Discord, method: Method, path: &str, body: Option<Value>) -> (u16, u64) {
    let (status, body) = call(discord, method, path, body).await;
    (status, body["code"].as_u64().unwrap_or_else(|| panic!("{body}")))
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_need_a_token_a_route_and_a_type() {
    let discord = Discord::start().await.unwrap();
    let client = reqwest::Client::new();
    let me = format!("{}/api/v10/users/@me", discord.url());
    let response = client.get(&me).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(response.json::<Value>().await.unwrap(), json!({"message": "401: Unauthorized", "code": 0}));
    let nowhere = call(&discord, Method::GET, "/nowhere", None).await;
    let message = "404: Not Found; the sandbox does not implement this route";
    assert_eq!(nowhere, (404, json!({"message": message, "code": 0})));
    // So that it does not look like a mistake of the bot.
    let line = "GET /nowhere was answered with 404: the sandbox does not implement this route";
    assert!(discord.transcript().contains(line), "{}", discord.transcript());
    for base in ["/api/v10", "/api/v9", "/api"] {
        let url = format!("{}{base}/users/@me", discord.url());
        let request = client.get(url).header("authorization", format!("Bot {}", discord.token()));
        assert_eq!(request.send().await.unwrap().status(), 200, "{base}");
    }
    let general = discord.channel("general").unwrap().id();
    let url = format!("{}/api/v10/channels/{general}/messages", discord.url());
    let plain = client.post(url).header("authorization", format!("Bot {}", discord.token())).body("hi");
    assert_eq!(plain.send().await.unwrap().json::<Value>().await.unwrap()["code"], 50035);
    let (status, gateway) = call(&discord, Method::GET, "/gateway", None).await;
    assert_eq!((status, gateway["url"].as_str()), (200, Some(discord.gateway_url())));
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_for_another_host_are_refused() {
    let discord = Discord::start().await.unwrap();
    let client = reqwest::Client::new();
    let port = discord.url().rsplit(':').next().unwrap();
    let statuses = async |path: &str| {
        let mut statuses = Vec::new();
        for host in ["evil.example", &format!("localhost:{port}"), "127.0.0.1"] {
            let request = client
                .get(format!("{}{path}", discord.url()))
                .header("host", host)
                .header("authorization", format!("Bot {}", discord.token()));
            statuses.push(request.send().await.unwrap().status().as_u16());
        }
        statuses
    };
    assert_eq!(statuses("/api/v10/users/@me").await, [421, 200, 200]);
    assert_eq!(statuses("/attachments/1/2/a.png").await, [421, 404, 404]);
    // The gateway; the others lack the headers of a WebSocket.
    let gateway = statuses("/?v=10").await;
    assert_eq!(gateway[0], 421);
    assert_ne!(gateway[1], 421);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_refused_for_its_token_before_its_body() {
    let discord = Discord::start().await.unwrap();
    let general = discord.channel("general").unwrap().id();
    for (path, status, code) in [
        (format!("/channels/{general}/messages"), 401, 0),
        (format!("/webhooks/{}/missing", discord.application()), 404, 10015),
        ("/interactions/1/missing/callback".to_owned(), 404, 10062),
    ] {
        let request = reqwest::Client::new()
            .post(format!("{}/api/v10{path}", discord.url()))
            .header("authorization", "Bot nonsense")
            .header("content-type", "application/json")
            .body("{");
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(response.json::<Value>().await.unwrap()["code"], code, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_ids_have_their_codes() {
    let discord = Discord::start().await.unwrap();
    let (guild, general) = (discord.guild(), discord.channel("general").unwrap().id());
    let alice = discord.member("alice").await.unwrap();
    alice.leaves().await.unwrap();
    for (path, expected) in [
        ("/channels/1".to_owned(), 10003),
        ("/guilds/1".to_owned(), 10004),
        (format!("/guilds/{guild}/members/{}", alice.id()), 10007),
        (format!("/guilds/{guild}/members/1"), 10013),
        (format!("/channels/{general}/messages/1"), 10008),
        ("/users/1".to_owned(), 10013),
        (format!("/guilds/{guild}/roles/1"), 10011),
        (format!("/webhooks/{}/nonsense/messages/@original", discord.application()), 10015),
    ] {
        assert_eq!(code(&discord, Method::GET, &path, None).await, (404, expected), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_have_limits() {
    let discord = Discord::start().await.unwrap();
    let path = format!("/channels/{}/messages", discord.channel("general").unwrap().id());
    let post = |body: Value| code(&discord, Method::POST, &path, Some(body));
    let field = json!({"name": "n", "value": "v"});
    let long = json!({"description": "x".repeat(4000)});
    assert_eq!(post(json!({"content": "x".repeat(2001)})).await, (400, 50035));
    assert_eq!(post(json!({"content": "  ", "embeds": null})).await, (400, 50006));
    assert_eq!(post(json!({"embeds": vec![json!({"title": "t"}); 11]})).await, (400, 50035));
    assert_eq!(post(json!({"embeds": [{"fields": vec![field; 26]}]})).await, (400, 50035));
    assert_eq!(post(json!({"embeds": [long, long]})).await, (400, 50035));
    let both = json!({"content": "c", "allowed_mentions": {"parse": ["users"], "users": ["1"]}});
    assert_eq!(post(both).await, (400, 50035));
    let (_, tree) =
        call(&discord, Method::POST, &path, Some(json!({"embeds": [{"title": "x".repeat(257)}]}))).await;
    assert_eq!(tree["errors"]["embeds"]["0"]["title"]["_errors"][0]["code"], "BASE_TYPE_MAX_LENGTH");
    let nonce = json!({"content": "once", "nonce": "n", "enforce_nonce": true});
    let first = call(&discord, Method::POST, &path, Some(nonce.clone())).await;
    assert_eq!(call(&discord, Method::POST, &path, Some(nonce)).await.1["id"], first.1["id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_can_be_paged_in_both_directions() {
    let discord = Discord::start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let mut ids = Vec::new();
    for number in 0..6 {
        ids.push(alice.posts(&number.to_string()).await.unwrap().id);
    }
    let path = format!("/channels/{}/messages", discord.channel("general").unwrap().id());
    for (query, expected) in [
        ("?&limit=2".to_owned(), vec!["5", "4"]),
        (format!("?&limit=2&before={}", ids[3]), vec!["2", "1"]),
        (format!("?&limit=2&after={}", ids[1]), vec!["3", "2"]),
        (format!("?&limit=3&around={}", ids[2]), vec!["3", "2", "1"]),
        (format!("?&limit=2&around={}", u64::MAX), vec!["5", "4"]),
        ("?&limit=2&around=0".to_owned(), vec!["0"]),
        ("?&limit=2&before=0".to_owned(), vec![]),
        ("?&limit=2&after=0".to_owned(), vec!["1", "0"]),
    ] {
        let (_, page) = call(&discord, Method::GET, &format!("{path}{query}"), None).await;
        let contents: Vec<&str> =
            page.as_array().unwrap().iter().map(|m| m["content"].as_str().unwrap()).collect();
        assert_eq!(contents, expected, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn content_without_the_intent_is_empty_over_rest_too() {
    let discord = Discord::builder().unapproved(GatewayIntents::MESSAGE_CONTENT).start().await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let posted = alice.posts("hidden").await.unwrap();
    let http = peer::http(&discord);
    assert_eq!(posted.channel_id.message(&http, posted.id).await.unwrap().content, "");
    let reply =
        alice.replies_to(&discord.webhook_says("news", "hidden").await.unwrap(), "hidden too").await.unwrap();
    let read = reply.channel_id.message(&http, reply.id).await.unwrap();
    assert_eq!((read.content.as_str(), read.referenced_message.unwrap().content.as_str()), ("", ""));
    let mine = posted.channel_id.say(&http, "mine").await.unwrap();
    assert_eq!(mine.channel_id.message(&http, mine.id).await.unwrap().content, "mine");
    let direct = alice.in_dm().posts("direct").await.unwrap();
    assert_eq!(direct.channel_id.message(&http, direct.id).await.unwrap().content, "direct");
}

#[tokio::test(flavor = "multi_thread")]
async fn interactions_are_answered_once_and_in_time() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    http.create_global_command(&json!({"name": "hi", "description": "d"})).await.unwrap();
    let alice = discord.member("alice").await.unwrap();
    let (mut events, _) = crate::gateway::Socket::identified(&discord, GatewayIntents::empty()).await;
    let sent = tokio::spawn(alice.slash("hi").send());
    let event = events.until("INTERACTION_CREATE").await;
    let (id, token) = (event["id"].as_str().unwrap(), event["token"].as_str().unwrap());
    let callback = format!("/interactions/{id}/{token}/callback");
    let webhook = format!("/webhooks/{}/{token}", discord.application());
    let original = format!("{webhook}/messages/@original");
    let answer = |text: &str| Some(json!({"type": 4, "data": {"content": text}}));
    assert_eq!(code(&discord, Method::PATCH, &original, Some(json!({"content": "x"}))).await, (404, 10015));
    assert_eq!(
        code(&discord, Method::POST, &callback, Some(json!({"type": 7, "data": {}}))).await,
        (400, 50035)
    );
    assert_eq!(code(&discord, Method::POST, &callback, answer("")).await, (400, 50006));
    assert_eq!(call(&discord, Method::POST, &callback, answer("hello")).await, (204, Value::Null));
    assert_eq!(sent.await.unwrap().unwrap().content, "hello");
    assert_eq!(code(&discord, Method::POST, &callback, answer("again")).await, (400, 40060));
    assert_eq!(call(&discord, Method::POST, &webhook, Some(json!({"content": "more"}))).await.0, 200);
    assert_eq!(call(&discord, Method::DELETE, &original, None).await.0, 204);
    assert_eq!(code(&discord, Method::GET, &original, None).await, (404, 10008));
    let late = tokio::spawn(alice.slash("hi").send());
    let event = events.until("INTERACTION_CREATE").await;
    assert!(late.await.unwrap().is_err());
    let (id, token) = (event["id"].as_str().unwrap(), event["token"].as_str().unwrap());
    let callback = format!("/interactions/{id}/{token}/callback");
    assert_eq!(code(&discord, Method::POST, &callback, answer("late")).await, (404, 10062));
}

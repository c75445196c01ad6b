//! The routes that drive the emulator over HTTP.

use std::time::Duration;

use futures::future::select;
use mindtrace_discord::sandbox::{Discord, over_http};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::{join, time::timeout};

use crate::desk::ManualBot;

struct Driver {
    discord: Discord,
    client: Client,
}

impl Driver {
    async fn start() -> Self {
        let discord = over_http(Discord::builder().token("secret")).start().await.unwrap();
        Self { discord, client: Client::new() }
    }

    fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.discord.url()))
    }

    async fn send(&self, request: RequestBuilder) -> (u16, Value) {
        let response = request.bearer_auth(self.discord.token()).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.send(self.bare(Method::GET, &format!("/sandbox/v1{path}"))).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.send(self.bare(Method::POST, &format!("/sandbox/v1{path}")).json(&body)).await
    }

    /// Lets a user act in #general, and waits for the answer.
    async fn act(&self, user: &str, action: Value) -> Value {
        let call = json!({"user": user, "action": action, "wait_ms": 5000});
        let (status, done) = self.post("/act", call).await;
        assert_eq!(status, 200, "{done}");
        done
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_requires_the_token_and_a_local_host() {
    let driver = Driver::start().await;
    let paths =
        ["/v1/faults", "/v1/status", "/v1/transcript", "/v1/view", "/view", "/changes", "/v1/nothing"];
    for path in paths.map(|path| format!("/sandbox{path}")) {
        let bare = || driver.bare(Method::GET, &path);
        let refused = bare().send().await.unwrap();
        assert_eq!(refused.status(), 401, "{path}");
        assert_eq!(refused.headers()["www-authenticate"], "Bearer");
        let wrong = bare().header("authorization", "Bot secret").send().await.unwrap();
        assert_eq!(wrong.status(), 401, "{path}");
        let foreign = bare().bearer_auth("secret").header("host", "evil.example").send().await.unwrap();
        assert_eq!(foreign.status(), 421, "{path}");
    }
    let description = || driver.bare(Method::GET, "/sandbox/v1/openapi.json");
    assert_eq!(description().send().await.unwrap().status(), 200, "a browser opens it");
    let foreign = description().header("host", "evil.example").send().await.unwrap();
    assert_eq!(foreign.status(), 421);
    let (status, problem) = driver.get("/nothing").await;
    assert_eq!((status, &problem["code"]), (404, &json!("not_found")));
    let (status, problem) = driver.get("/act").await;
    assert_eq!((status, &problem["code"]), (405, &json!("method_not_allowed")));
    assert_eq!(driver.bare(Method::GET, "/sandbox/v1/act").send().await.unwrap().status(), 401);
    let page = driver.bare(Method::GET, "/sandbox").send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("data-only=\"playground\""));
    let script = driver.bare(Method::GET, "/page/page.js").send().await.unwrap();
    assert_eq!(script.headers()["content-type"], "text/javascript; charset=utf-8");
}

#[tokio::test(flavor = "multi_thread")]
async fn members_are_answered() {
    let driver = Driver::start().await;
    let mut desk = ManualBot::open(&driver.discord).await;
    desk.register(json!([
        {"name": "hello", "description": "d", "options": [{"type": 3, "name": "who", "description": "d"}]},
    ]))
    .await;
    let (status, state) = driver.get("/status?wait_ms=5000&command=hello").await;
    assert_eq!((status, &state["connected"], &state["commands"]), (200, &json!(true), &json!(["hello"])));

    // A message, and the bot's next one.
    let reply = async {
        desk.socket.until("MESSAGE_CREATE").await;
        desk.posts(json!({"content": "pong"})).await
    };
    let (said, _) = join!(driver.act("alice", json!({"type": "send", "text": "!ping"})), reply);
    assert_eq!((&said["message"]["content"], &said["answer"]["content"]), (&json!("!ping"), &json!("pong")));

    // A slash command that answers with a button, which opens a modal.
    let options = json!([{"name": "who", "value": "world"}]);
    let slash = json!({"type": "slash", "command": "hello", "options": options});
    let row = json!([{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "go", "label": "Go"}]}]);
    let answers = desk.answers(4, json!({"content": "hi", "components": row, "flags": 64}));
    let (called, event) = join!(driver.act("alice", slash), answers);
    assert_eq!(event["data"]["options"][0]["value"], "world");
    let answer = &called["answer"];
    assert_eq!((&answer["ephemeral"], &answer["labels"]), (&json!(true), &json!(["Go"])));
    let field = json!({"type": 4, "custom_id": "name", "style": 1, "label": "Name"});
    let modal =
        json!({"custom_id": "form", "title": "Form", "components": [{"type": 1, "components": [field]}]});
    let click = json!({"type": "click", "message": answer["id"], "button": "Go"});
    let (clicked, _) = join!(driver.act("alice", click), desk.answers(9, modal));
    assert_eq!(clicked["modal"]["data"]["title"], "Form");
    let submit = json!({"type": "submit", "modal": clicked["modal"]["id"], "fields": {"Name": "Ada"}});
    let (submitted, event) =
        join!(driver.act("alice", submit), desk.answers(4, json!({"content": "thanks"})));
    assert_eq!(submitted["answer"]["content"], "thanks");
    assert_eq!(event["data"]["components"][0]["components"][0]["value"], "Ada");

    // Bob does not see what only Alice was shown.
    let (_, seen) = driver.get("/messages?user=bob").await;
    let texts: Vec<&str> =
        seen.as_array().unwrap().iter().filter_map(|one| one["content"].as_str()).collect();
    assert_eq!(texts, ["!ping", "pong", "thanks"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timeout_says_what_happened_instead() {
    let driver = Driver::start().await;
    let call = json!({"user": "alice", "action": {"type": "send", "text": "!ping"}, "wait_ms": 50});
    let (status, problem) = driver.post("/act", call).await;
    assert_eq!((status, &problem["code"]), (504, &json!("no_response")));
    assert!(problem["detail"].as_str().unwrap().contains("to answer alice, who posted: !ping"), "{problem}");
    assert_eq!(problem["transcript"], json!(["#general | alice: !ping"]));
    let (status, problem) = driver.get("/status?wait_ms=50").await;
    assert_eq!(status, 504);
    assert!(problem["detail"].as_str().unwrap().contains("a bot to connect"), "{problem}");
    let wait = json!({"user": "alice", "action": {"type": "wait", "contains": "tea"}, "wait_ms": 50});
    let (status, problem) = driver.post("/act", wait).await;
    assert_eq!(status, 504);
    assert!(problem["detail"].as_str().unwrap().contains("contains `tea`"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_in_a_request_are_named() {
    let driver = Driver::start().await;
    let send = json!({"type": "send", "text": "x"});
    for (body, status, words) in [
        (json!({"action": {"type": "dance"}}), 400, "unknown variant `dance`"),
        (json!({"action": send, "where": "general"}), 400, "unknown field `where`"),
        (json!({"action": send, "wait_ms": 60000}), 400, "`wait_ms` is at most 25000"),
        (json!({"action": send, "location": "nowhere"}), 404, "no channel called `nowhere`"),
        (json!({"action": send, "user": "x"}), 409, "cannot be a user name"),
        (json!({"action": send, "user": driver.discord.bot().to_string()}), 409, "can act here"),
    ] {
        let (got, problem) = driver.post("/act", body.clone()).await;
        assert_eq!(got, status, "{body}: {problem}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{body}: {problem}");
    }
    let post = |body: &'static str| driver.bare(Method::POST, "/sandbox/v1/act").body(body);
    for (request, status, words) in [
        (post("{}"), 415, "Send `Content-Type: application/json`."),
        (post("[null]").header("content-type", "application/json"), 400, "The body is not a JSON object."),
        (post("null").header("content-type", "application/json"), 400, "The body is not a JSON object."),
        (post("{").header("content-type", "application/json"), 400, "The body is not JSON: "),
    ] {
        let (got, problem) = driver.send(request).await;
        assert_eq!(got, status, "{problem}");
        assert!(problem["detail"].as_str().unwrap().starts_with(words), "{problem}");
    }
    let (status, problem) = driver.post("/faults", json!({"fault": "earthquake"})).await;
    assert_eq!(status, 400, "{problem}");
    let (status, problem) = driver.get("/transcript?since=x").await;
    assert_eq!(status, 400);
    assert!(
        problem["detail"].as_str().unwrap().starts_with("The query string is invalid: since"),
        "{problem}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_transcript_is_read_from_a_line_on() {
    let driver = Driver::start().await;
    driver.act("alice", json!({"type": "join", "name": "bob"})).await;
    let (_, first) = driver.get("/transcript").await;
    assert_eq!(first["lines"][0]["text"], "joined the guild");
    let next = first["next"].as_u64().unwrap();
    let (_, none) = driver.get(&format!("/transcript?since={next}&wait_ms=10")).await;
    assert_eq!((&none["lines"], &none["next"]), (&json!([]), &json!(next)));
    let path = format!("/transcript?since={next}&wait_ms=5000");
    let leave = json!({"user": "bob", "action": {"type": "leave"}});
    let (waited, left) = join!(driver.get(&path), driver.post("/act", leave));
    assert_eq!(left.0, 200, "{}", left.1);
    assert_eq!(waited.1["lines"][0]["speaker"], "bob");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_is_set_and_advanced() {
    let driver = Driver::start().await;
    let put = |body: Value| driver.send(driver.bare(Method::PUT, "/sandbox/v1/clock").json(&body));
    let (status, set) = put(json!({"set": "2030-01-01T00:00:00Z"})).await;
    assert_eq!(status, 200, "{set}");
    assert!(set["now"].as_str().unwrap().starts_with("2030-01-01T00:00:0"), "{set}");
    let (_, advanced) = put(json!({"advance_ms": 3_600_000})).await;
    assert!(advanced["now"].as_str().unwrap().starts_with("2030-01-01T01:00:0"), "{advanced}");
    let (_, back) = put(json!({"set": "2029-01-01T00:00:00Z"})).await;
    assert!(back["now"].as_str().unwrap().starts_with("2029-01-01T00:00:0"), "{back}");
    for wrong in [json!({}), json!({"set": "soon"}), json!({"set": "2030-01-01T00:00:00Z", "advance_ms": 1})]
    {
        assert_eq!(put(wrong.clone()).await.0, 400, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_injected() {
    let driver = Driver::start().await;
    let desk = ManualBot::open(&driver.discord).await;
    let (status, _) = driver.post("/faults", json!({"fault": "status 503 on POST /messages"})).await;
    assert_eq!(status, 204);
    assert_eq!(desk.posts(json!({"content": "x"})).await.0, 503);
    assert_eq!(desk.posts(json!({"content": "x"})).await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_without_a_bot_is_refused_and_others_are_in_the_transcript() {
    let driver = Driver::start().await;
    let (status, problem) = driver.post("/faults", json!({"fault": "drop"})).await;
    assert_eq!(status, 409, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("no bot is connected"), "{problem}");
    let desk = ManualBot::open(&driver.discord).await;
    assert_eq!(driver.post("/faults", json!({"fault": "status 503 on POST /messages"})).await.0, 204);
    assert_eq!(desk.posts(json!({"content": "x"})).await.0, 503);
    let transcript = driver.discord.transcript();
    assert!(transcript.contains("was given a fault: status 503 on POST /messages"), "{transcript}");
    assert!(transcript.contains("met the fault `status 503`"), "{transcript}");
}

#[tokio::test(flavor = "multi_thread")]
async fn users_and_channels_are_named_everywhere() {
    let driver = Driver::start().await;
    let mut desk = ManualBot::open(&driver.discord).await;
    desk.register(json!([{"name": "Info", "type": 2}])).await;
    driver.discord.member("bob").await.unwrap();
    let call = json!({"type": "use_on_user", "command": "Info", "user": "@bob"});
    let (done, used) = join!(driver.act("alice", call), desk.answers(4, json!({"content": "ok"})));
    assert_eq!((&done["answer"]["content"], &used["data"]["type"]), (&json!("ok"), &json!(2)));
    driver.act("alice", json!({"type": "voice", "channel": "#voice"})).await;
    desk.socket.until("VOICE_STATE_UPDATE").await;
    driver.act("alice", json!({"type": "leave", "user": "bob"})).await;
    // A user who has left sees no channel, and joins again.
    let refused = |call: Value| driver.post("/act", call);
    let send = json!({"user": "bob", "location": "general", "action": {"type": "send", "text": "x"}});
    let (status, problem) = refused(send.clone()).await;
    assert_eq!(status, 409, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("let them join first"), "{problem}");
    let join = json!({"user": "bob", "location": "general", "action": {"type": "join", "name": "bob"}});
    assert_eq!(driver.post("/act", join.clone()).await.0, 200);
    let bob = driver.discord.member("bob").await.unwrap();
    driver.discord.owner().bans(&bob, None).await.unwrap();
    for (call, words) in [
        (send, "is banned"),
        (join, "is banned"),
        (json!({"user": "alice", "action": {"type": "look", "message": "123"}}), "there is no message 123"),
        (json!({"user": "alice", "action": {"type": "look", "message": "abc"}}), "`message` must be an id"),
        (
            json!({"user": "alice", "action": {"type": "leave", "user": "nobody"}}),
            "there is no user `nobody`",
        ),
    ] {
        let (_, problem) = refused(call).await;
        assert!(problem["detail"].as_str().unwrap().contains(words), "{problem}");
    }
    let (status, problem) = driver.get("/status?wait_ms=100&command=missing").await;
    assert_eq!(status, 504, "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("the commands are Info"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_lists_every_route() {
    let driver = Driver::start().await;
    let (status, document) = driver.get("/openapi.json").await;
    assert_eq!(status, 200);
    let paths: Vec<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    for name in ["act", "clock", "faults", "messages", "status", "transcript", "view"] {
        assert!(paths.contains(&format!("/sandbox/v1/{name}").as_str()), "{name}: {paths:?}");
    }
    // Every reference has its schema.
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_run_no_scripts_beside_the_page_with_the_token() {
    let driver = Driver::start().await;
    let file = json!({"name": "page.html", "base64": "PHNjcmlwdD48L3NjcmlwdD4="});
    let send = json!({"type": "send", "text": "", "files": [file]});
    let (status, done) = driver.post("/act", json!({"user": "alice", "action": send})).await;
    assert_eq!(status, 200, "{done}");
    let url = done["message"]["raw"]["attachments"][0]["url"].as_str().unwrap();
    let page = driver.client.get(url).send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'none'"), "{policy}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_does_not_wait_for_answers_of_the_bot() {
    let driver = Driver::start().await;
    let call = json!({"user": "alice", "action": {"type": "send", "text": "!ping"}, "wait_ms": 25_000});
    let shutdown = async {
        let (_, lines) = driver.get("/transcript?wait_ms=5000").await;
        assert_eq!(lines["lines"][0]["text"], "!ping");
        timeout(Duration::from_secs(10), driver.discord.shutdown()).await.expect("the answer was waited for");
    };
    let ((status, problem), ()) = join!(driver.post("/act", call), shutdown);
    assert_eq!((status, &problem["code"]), (503, &json!("stopping")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_does_not_wait_for_requests_that_hang() {
    for fault in ["hang", "hang-in-body"] {
        let driver = Driver::start().await;
        assert_eq!(driver.post("/faults", json!({"fault": fault})).await.0, 204);
        let request = || {
            let request =
                driver.bare(Method::GET, "/api/v10/users/@me").header("authorization", "Bot secret");
            Box::pin(async move { request.send().await?.text().await })
        };
        // The one that is answered leaves the other one to hang.
        let (answered, hanging) = select(request(), request()).await.factor_first();
        assert!(answered.unwrap().contains("sandbot"));
        let stopped = timeout(Duration::from_secs(10), driver.discord.shutdown()).await;
        stopped.unwrap_or_else(|_| panic!("{fault} was waited for"));
        assert!(hanging.await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_does_not_wait_for_streams() {
    let driver = Driver::start().await;
    let request = driver.bare(Method::GET, "/sandbox/changes").bearer_auth("secret");
    let mut changes = request.send().await.unwrap().error_for_status().unwrap();
    assert!(changes.chunk().await.unwrap().is_some());
    timeout(Duration::from_secs(10), driver.discord.shutdown()).await.expect("the stream was waited for");
    while changes.chunk().await.unwrap_or_default().is_some() {}
}

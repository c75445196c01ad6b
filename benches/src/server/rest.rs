//! The REST routes that bots call.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::Server;
use super::http::{Answer, Request, Response};
use super::payloads::{BOT, number_of};

/// The content of a message that a bot sends.
#[derive(Default, Deserialize)]
struct Draft<'a> {
    #[serde(borrow)]
    content: Option<&'a RawValue>,
    message_reference: Option<Reference<'a>>,
}

/// The message that a message replies to.
#[derive(Deserialize)]
struct Reference<'a> {
    #[serde(borrow)]
    message_id: Option<&'a RawValue>,
}

/// The first response to an interaction.
#[derive(Deserialize)]
struct Callback<'a> {
    #[serde(borrow, default)]
    data: Option<Draft<'a>>,
}

/// Returns the response to a request.
pub(super) fn answer(server: &Server, request: &Request) -> Response {
    let path = request.path.trim_start_matches("/api").trim_start_matches("/v10").trim_matches('/');
    let segments: Vec<&str> = path.split('/').collect();
    match (request.method.as_str(), segments.as_slice()) {
        ("POST", ["channels", _, "messages"]) => message(server, &request.body, "b1"),
        ("POST", ["interactions", id, _, "callback"]) => callback(server, request, id),
        ("POST", ["webhooks", _, _]) | ("PATCH", ["webhooks", _, _, "messages", _]) => {
            message(server, &request.body, "b3")
        }
        ("POST", ["channels", _, "typing"]) => no_content("b4"),
        ("GET", ["channels", _]) => found("b5", server.payloads.borrow().channel.clone()),
        ("GET", _) => look_up(server, request, &segments),
        ("PUT", ["applications", _, .., "commands"]) => overwrite(server, &request.body),
        ("POST", ["applications", _, .., "commands"]) => create(server, &request.body),
        _ => unknown(server, request),
    }
}

/// Answers look-ups, most of which a bot makes when it starts.
fn look_up(server: &Server, request: &Request, segments: &[&str]) -> Response {
    let payloads = server.payloads.borrow();
    let body = match segments {
        ["gateway"] => json!({ "url": server.gateway_url() }).to_string(),
        ["gateway", "bot"] => json!({
            "url": server.gateway_url(), "shards": 1,
            "session_start_limit": { "total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1 },
        })
        .to_string(),
        ["users", "@me"] => {
            let object = payloads.bot.trim_end_matches('}');
            format!("{object},\"mfa_enabled\":true,\"verified\":true,\"email\":null,\"locale\":\"en-US\",\"bio\":\"\"}}")
        }
        ["users", _] => payloads.user.clone(),
        ["oauth2", "applications", "@me"] | ["applications", "@me"] => payloads.application.clone(),
        ["applications", _, .., "commands"] => json!(*server.commands.borrow()).to_string(),
        ["guilds", _] => payloads.guild.clone(),
        ["guilds", _, "channels"] => format!("[{}]", payloads.channel),
        ["guilds", _, "members", id] if *id == BOT => payloads.bot_member.clone(),
        ["guilds", _, "members", _] => payloads.bot_member.replace(&payloads.bot, &payloads.user),
        ["guilds", _, "roles"] => {
            let guild: Value = serde_json::from_str(&payloads.guild).unwrap_or_default();
            guild["roles"].to_string()
        }
        _ => return unknown(server, request),
    };
    found("b6", body)
}

/// Answers a message of the bot with the whole message, as Discord does.
fn message(server: &Server, body: &[u8], bucket: &'static str) -> Response {
    let draft: Draft = serde_json::from_slice(body).unwrap_or_default();
    let content = draft.content.map_or("\"\"", RawValue::get);
    let original = draft.message_reference.and_then(|reference| reference.message_id);
    let original = original.map(|id| id.get().trim_matches('"'));
    let body = server.payloads.borrow_mut().message(content, original);
    Response { status: "200 OK", bucket, body, answer: Some(Answer(number_of(content))) }
}

/// Takes the first response to an interaction. One without content, such as a deferral, is no answer yet.
fn callback(server: &Server, request: &Request, id: &str) -> Response {
    let callback: Option<Callback> = serde_json::from_slice(&request.body).ok();
    let content = callback.and_then(|callback| callback.data?.content).map(RawValue::get);
    let answer = content.map(|content| Answer(number_of(content)));
    if request.query.contains("with_response=true") {
        let body = server.payloads.borrow_mut().callback(id, content.unwrap_or("\"\""));
        return Response { status: "200 OK", bucket: "b2", body, answer };
    }
    Response { answer, ..no_content("b2") }
}

/// Replaces the registered commands.
fn overwrite(server: &Server, body: &[u8]) -> Response {
    let wanted: Vec<Value> = serde_json::from_slice(body).unwrap_or_default();
    let stored: Vec<Value> = wanted.into_iter().map(|command| with_id(server, command)).collect();
    let body = json!(stored).to_string();
    *server.commands.borrow_mut() = stored;
    server.changed.notify_waiters();
    found("b7", body)
}

/// Registers one command.
fn create(server: &Server, body: &[u8]) -> Response {
    let command = with_id(server, serde_json::from_slice(body).unwrap_or_default());
    let body = command.to_string();
    let mut commands = server.commands.borrow_mut();
    commands.retain(|known| known["name"] != command["name"]);
    commands.push(command);
    server.changed.notify_waiters();
    Response { status: "201 Created", ..found("b7", body) }
}

/// Adds what Discord adds to a registered command.
fn with_id(server: &Server, mut command: Value) -> Value {
    let id = server.payloads.borrow_mut().id().to_string();
    if let Some(object) = command.as_object_mut() {
        object.entry("type").or_insert(json!(1));
        object.entry("default_member_permissions").or_insert(Value::Null);
        object.insert("version".to_owned(), json!(id));
        object.insert("id".to_owned(), json!(id));
        object.insert("application_id".to_owned(), json!(BOT));
    }
    command
}

/// Refuses a request, and mentions it in the result of the job.
fn unknown(server: &Server, request: &Request) -> Response {
    server.unknown.borrow_mut().insert(format!("{} {}", request.method, request.path));
    Response {
        status: "404 Not Found",
        bucket: "b8",
        body: json!({ "message": "404: Not Found", "code": 0 }).to_string(),
        answer: None,
    }
}

fn found(bucket: &'static str, body: String) -> Response {
    Response { status: "200 OK", bucket, body, answer: None }
}

fn no_content(bucket: &'static str) -> Response {
    Response { status: "204 No Content", bucket, body: String::new(), answer: None }
}

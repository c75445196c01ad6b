//! A bot that a test operates by hand: it reads events from a raw socket and sends raw HTTP requests.

use mindtrace_discord::sandbox::Discord;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use serenity::all::GatewayIntents;

use crate::gateway::Socket;

pub(crate) struct ManualBot {
    discord: Discord,
    pub(crate) socket: Socket,
    client: Client,
}

impl ManualBot {
    pub(crate) async fn open(discord: &Discord) -> Self {
        let (socket, _) = Socket::identified(discord, GatewayIntents::all()).await;
        Self { discord: discord.clone(), socket, client: Client::new() }
    }

    /// Registers commands, which replace all others.
    pub(crate) async fn register(&self, commands: Value) {
        let path = format!("/applications/{}/commands", self.discord.application());
        let (status, body) = self.rest(Method::PUT, &path, commands).await;
        assert_eq!(status, 200, "{body}");
    }

    /// Waits for the next interaction.
    pub(crate) async fn interaction(&mut self) -> Value {
        self.socket.until("INTERACTION_CREATE").await
    }

    /// Sends the first response to an interaction.
    pub(crate) async fn callback(&self, to: &Value, kind: u64, data: Value) -> (u16, Value) {
        let (id, token) = (to["id"].as_str().unwrap(), to["token"].as_str().unwrap());
        self.rest(
            Method::POST,
            &format!("/interactions/{id}/{token}/callback"),
            json!({"type": kind, "data": data}),
        )
        .await
    }

    /// Waits for the next interaction and responds to it; the response must be accepted.
    pub(crate) async fn answers(&mut self, kind: u64, data: Value) -> Value {
        let interaction = self.interaction().await;
        let (status, body) = self.callback(&interaction, kind, data).await;
        assert_eq!(status, 204, "{body}");
        interaction
    }

    /// Waits for the next interaction, sends a response that must be refused with these paths and codes, then a valid one.
    pub(crate) async fn fails_then_answers(
        &mut self,
        kind: u64,
        invalid: Value,
        paths: &[&str],
        valid: Value,
    ) {
        let interaction = self.interaction().await;
        let (status, body) = self.callback(&interaction, kind, invalid).await;
        assert_eq!((status, &body["code"]), (400, &json!(50035)), "{body}");
        assert_eq!(flat(&body["errors"], ""), paths);
        let (status, body) = self.callback(&interaction, kind, valid).await;
        assert_eq!(status, 204, "{body}");
    }

    /// Sends a request to the webhook of an interaction, with a path such as `/messages/@original`.
    pub(crate) async fn webhook(&self, method: Method, of: &Value, path: &str, body: Value) -> (u16, Value) {
        let token = of["token"].as_str().unwrap();
        self.rest(method, &format!("/webhooks/{}/{token}{path}", self.discord.application()), body).await
    }

    /// Posts to `general`.
    pub(crate) async fn posts(&self, body: Value) -> (u16, Value) {
        let general = self.discord.channel("general").unwrap().id();
        self.rest(Method::POST, &format!("/channels/{general}/messages"), body).await
    }

    pub(crate) async fn rest(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        self.rest_because("", method, path, body).await
    }

    /// Sends a request with a reason for the audit log.
    pub(crate) async fn rest_because(
        &self,
        reason: &str,
        method: Method,
        path: &str,
        body: Value,
    ) -> (u16, Value) {
        let request = self
            .client
            .request(method, format!("{}/api/v10{path}", self.discord.url()))
            .header("authorization", format!("Bot {}", self.discord.token()));
        let request = if reason.is_empty() { request } else { request.header("x-audit-log-reason", reason) };
        let request = if body.is_null() { request } else { request.json(&body) };
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }
}

/// Returns the error tree of a refused request as lines of path and code, sorted.
pub(crate) fn flat(tree: &Value, path: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, value) in tree.as_object().into_iter().flatten() {
        if key == "_errors" {
            let codes = value.as_array().into_iter().flatten();
            lines.extend(codes.map(|error| format!("{path} {}", error["code"].as_str().unwrap())));
        } else {
            lines.extend(flat(value, &if path.is_empty() { key.clone() } else { format!("{path}.{key}") }));
        }
    }
    lines.sort_unstable();
    lines
}

//! A client of a bot's HTTP surface, for tests.

use mindtrace_discord::sandbox::Sandbox;
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

/// Calls the HTTP surface of a bot in the sandbox, with its token.
pub(crate) struct Api {
    client: reqwest::Client,
    pub(crate) base: String,
    pub(crate) token: String,
}

/// A response with its body as text and as JSON (`null` if it is not JSON).
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Api {
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        let token = sandbox.http_token().unwrap().expose_secret().to_owned();
        Self { client: reqwest::Client::new(), base: sandbox.http_url().unwrap(), token }
    }

    /// A request without the token.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        send(self.bare(Method::GET, path).bearer_auth(&self.token)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        send(self.bare(Method::POST, path).bearer_auth(&self.token).json(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Response {
        send(self.bare(Method::PUT, path).bearer_auth(&self.token).json(body)).await
    }

    /// Executes as the token's user, outside any guild or channel.
    pub(crate) async fn execute(&self, content: &str) -> Response {
        self.post("/discord/execute", &json!({ "content": content })).await
    }

    /// Executes as `author` in the first guild's #general.
    pub(crate) async fn execute_as(
        &self,
        sandbox: &Sandbox,
        author: &mindtrace_discord::sandbox::Member,
        content: &str,
    ) -> Response {
        let channel = sandbox.channel("general").unwrap();
        let body = json!({ "content": content, "author_id": author.id().to_string(), "channel_id": channel.id().to_string() });
        self.post("/discord/execute", &body).await
    }
}

pub(crate) async fn send(request: RequestBuilder) -> Response {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::Null);
    Response { status, headers, text, body }
}

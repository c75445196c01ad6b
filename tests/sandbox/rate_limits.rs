//! The rate limits of the REST API, for a client that ignores them.

use std::time::Duration;

use mindtrace_discord::sandbox::{Discord, Injection, RateLimits};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

/// Starts an emulator with Discord's limits, whose clock is stopped: windows end only where the test moves it.
async fn limited() -> Discord {
    let now = "2026-11-30T12:00:00Z".parse().unwrap();
    Discord::builder().rate_limits(RateLimits::Discord).clock_stopped_at(now).start().await.unwrap()
}

async fn send(
    (client, discord): (&Client, &Discord),
    method: Method,
    path: &str,
    body: Option<Value>,
) -> Response {
    let request = client
        .request(method, format!("{}/api/v10{path}", discord.url()))
        .header("authorization", format!("Bot {}", discord.token()));
    let request = if let Some(body) = body { request.json(&body) } else { request };
    request.send().await.unwrap()
}

fn header<'r>(response: &'r Response, name: &str) -> Option<&'r str> {
    response.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_a_channel_have_a_bucket() {
    let (client, discord) = (Client::new(), limited().await);
    let path = |name: &str| format!("/channels/{}/messages", discord.channel(name).unwrap().id());
    let (general, nsfw) = (path("general"), path("nsfw"));
    let post = |path: String| {
        let (client, discord) = (client.clone(), discord.clone());
        async move { send((&client, &discord), Method::POST, &path, Some(json!({"content": "hi"}))).await }
    };
    let mut bucket = None;
    for remaining in ["4", "3", "2", "1", "0"] {
        let sent = post(general.clone()).await;
        assert_eq!(sent.status(), 200);
        assert_eq!(header(&sent, "x-ratelimit-remaining"), Some(remaining));
        assert_eq!(header(&sent, "x-ratelimit-limit"), Some("5"));
        assert_eq!(header(&sent, "x-ratelimit-reset-after"), Some("5.000"));
        assert_eq!(header(&sent, "x-ratelimit-reset"), Some("1796040005.000"));
        let name = header(&sent, "x-ratelimit-bucket").unwrap().to_owned();
        assert_eq!(bucket.get_or_insert(name.clone()), &name);
    }
    discord.clock().jump(Duration::from_millis(3500));
    let refused = post(general.clone()).await;
    assert_eq!(refused.status(), 429);
    assert_eq!(header(&refused, "x-ratelimit-scope"), Some("user"));
    assert_eq!(header(&refused, "retry-after"), Some("2"));
    assert_eq!(header(&refused, "x-ratelimit-reset-after"), Some("1.500"));
    assert_eq!(header(&refused, "x-ratelimit-bucket"), bucket.as_deref());
    assert_eq!(header(&refused, "x-ratelimit-global"), None);
    let expected = json!({
        "message": "You are being rate limited.", "retry_after": 1.5, "global": false, "code": 0,
    });
    assert_eq!(refused.json::<Value>().await.unwrap(), expected);
    let elsewhere = post(nsfw).await;
    assert_eq!((elsewhere.status().as_u16(), header(&elsewhere, "x-ratelimit-remaining")), (200, Some("4")));
    assert!(discord.transcript().contains("was rate-limited"), "{}", discord.transcript());
    discord.clock().jump(Duration::from_millis(1500));
    let again = post(general).await;
    assert_eq!((again.status().as_u16(), header(&again, "x-ratelimit-remaining")), (200, Some("4")));
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_requests_a_second_are_the_global_limit() {
    let (client, discord) = (Client::new(), limited().await);
    let to = (&client, &discord);
    for path in [format!("/guilds/{}", discord.guild()), "/users/@me".to_owned()] {
        for _ in 0..25 {
            assert_eq!(send(to, Method::GET, &path, None).await.status(), 200);
        }
    }
    let refused = send(to, Method::GET, "/gateway/bot", None).await;
    assert_eq!(refused.status(), 429);
    assert_eq!(header(&refused, "x-ratelimit-scope"), Some("global"));
    assert_eq!(header(&refused, "x-ratelimit-global"), Some("true"));
    assert_eq!(header(&refused, "x-ratelimit-bucket"), None);
    assert_eq!(refused.json::<Value>().await.unwrap()["global"], true);
    // An interaction has a token of its own, so its routes are exempt; these tokens do not exist.
    let webhook = format!("/webhooks/{}/token", discord.application());
    assert_eq!(send(to, Method::POST, &webhook, Some(json!({}))).await.status(), 404);
    let callback = send(to, Method::POST, "/interactions/1/token/callback", Some(json!({}))).await;
    assert_eq!((callback.status().as_u16(), header(&callback, "x-ratelimit-bucket")), (404, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_default_no_request_is_refused() {
    let (client, discord) = (Client::new(), Discord::start().await.unwrap());
    let path = format!("/channels/{}/messages", discord.channel("general").unwrap().id());
    for _ in 0..20 {
        let sent = send((&client, &discord), Method::POST, &path, Some(json!({"content": "hi"}))).await;
        assert_eq!((sent.status().as_u16(), header(&sent, "x-ratelimit-remaining")), (200, Some("49")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn injected_limits_have_discords_headers() {
    let (client, discord) = (Client::new(), Discord::start().await.unwrap());
    for (scope, remaining) in [("user", Some("0")), ("shared", Some("0")), ("global", None)] {
        let fault = format!("rate-limit 0.2 {scope}").parse::<Injection>().unwrap();
        discord.inject(fault).await.unwrap();
        let refused = send((&client, &discord), Method::GET, "/users/@me", None).await;
        assert_eq!(refused.status(), 429);
        assert_eq!(header(&refused, "x-ratelimit-scope"), Some(scope));
        assert_eq!(header(&refused, "x-ratelimit-remaining"), remaining, "{scope}");
        assert_eq!(header(&refused, "x-ratelimit-bucket").is_some(), remaining.is_some(), "{scope}");
        assert_eq!(header(&refused, "retry-after"), Some("1"));
        assert_eq!(refused.json::<Value>().await.unwrap()["retry_after"], 0.2);
    }
}

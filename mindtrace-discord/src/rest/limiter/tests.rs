//! The limiter, in paused time.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

use super::{Held, Limiter, Permit, Scope, TooMany};
use crate::rest::route::{Route, RouteLimit};

fn post(channel: u64) -> RouteLimit {
    Route::post(format!("/channels/{channel}/messages")).limit
}

fn headers(bucket: &str, limit: u32, remaining: u32, reset_after: f64) -> HeaderMap {
    let lines = [
        ("x-ratelimit-bucket", bucket.to_owned()),
        ("x-ratelimit-limit", limit.to_string()),
        ("x-ratelimit-remaining", remaining.to_string()),
        ("x-ratelimit-reset-after", reset_after.to_string()),
    ];
    let line = |(name, value): (&'static str, String)| {
        (HeaderName::from_static(name), HeaderValue::try_from(value).unwrap())
    };
    lines.into_iter().map(line).collect()
}

fn in_seconds(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

async fn acquire(limiter: &Arc<Limiter>, route: RouteLimit, seconds: u64) -> Result<Permit, Held> {
    limiter.acquire(route, in_seconds(seconds), |_| {}).await
}

#[tokio::test(start_paused = true)]
async fn twenty_messages_in_a_bucket_of_five_take_three_windows_and_stay_in_order() {
    let limiter = Limiter::new(1000);
    let start = Instant::now();
    let order = std::sync::Mutex::new(Vec::new());
    // As Discord counts: five in each window of a second.
    let window = std::sync::Mutex::new((start, 0_u32));
    let send = |number: u32| {
        let (limiter, order, window) = (&limiter, &order, &window);
        async move {
            let permit = acquire(limiter, post(5), 30).await.unwrap();
            order.lock().unwrap().push(number);
            tokio::time::sleep(Duration::from_millis(30)).await;
            let (remaining, reset) = {
                let mut window = window.lock().unwrap();
                if window.0.elapsed() >= Duration::from_secs(1) {
                    *window = (Instant::now(), 0);
                }
                window.1 += 1;
                assert!(window.1 <= 5, "message {number} is one too many");
                (5 - window.1, (window.0 + Duration::from_secs(1)) - Instant::now())
            };
            permit.complete(&headers("messages", 5, remaining, reset.as_secs_f64()), None);
        }
    };
    join_all((0..20).map(send)).await;
    assert_eq!(*order.lock().unwrap(), (0..20).collect::<Vec<_>>());
    let took = start.elapsed();
    assert!(took >= Duration::from_secs(3) && took < Duration::from_secs(4), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn another_channel_is_not_held_up() {
    let limiter = Limiter::new(1000);
    acquire(&limiter, post(5), 1).await.unwrap().complete(&headers("messages", 5, 0, 60.0), None);
    let held = acquire(&limiter, post(5), 1).await.unwrap_err();
    assert!(!held.is_global && held.limit == 5, "{held:?}");
    acquire(&limiter, post(6), 1).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn routes_that_share_a_bucket_share_its_limit() {
    let limiter = Limiter::new(1000);
    let edit = Route::patch("/channels/5/messages/6".to_owned()).limit;
    acquire(&limiter, edit, 1).await.unwrap().complete(&headers("shared", 2, 1, 60.0), None);
    acquire(&limiter, post(5), 1).await.unwrap().complete(&headers("shared", 2, 0, 60.0), None);
    assert!(acquire(&limiter, edit, 1).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_global_429_holds_every_route_back_but_callbacks_and_tokens() {
    let limiter = Limiter::new(1000);
    let global = TooMany { scope: Scope::Global, retry_after: Duration::from_secs(3) };
    acquire(&limiter, post(5), 1).await.unwrap().complete(&HeaderMap::new(), Some(global));
    assert!(acquire(&limiter, post(6), 2).await.unwrap_err().is_global);
    let callback = Route::post("/interactions/5/token/callback".to_owned()).limit;
    let follow_up = Route::post("/webhooks/5/token".to_owned()).limit;
    acquire(&limiter, callback, 0).await.unwrap();
    acquire(&limiter, follow_up, 0).await.unwrap();
    let start = Instant::now();
    acquire(&limiter, post(6), 4).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 3);
}

#[tokio::test(start_paused = true)]
async fn at_most_fifty_requests_start_in_a_second() {
    let limiter = Limiter::new(50);
    let start = Instant::now();
    let permits = join_all((1..=120).map(|channel| acquire(&limiter, post(channel), 10))).await;
    assert!(permits.iter().all(Result::is_ok));
    assert_eq!(start.elapsed().as_secs(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_fails_at_once() {
    let limiter = Limiter::new(50);
    let hour = TooMany { scope: Scope::Bucket, retry_after: Duration::from_hours(1) };
    acquire(&limiter, post(5), 1).await.unwrap().complete(&HeaderMap::new(), Some(hour));
    let start = Instant::now();
    let held = acquire(&limiter, post(5), 10).await.unwrap_err();
    assert_eq!(held.until.unwrap() - start, Duration::from_hours(1));
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_request_without_a_response_gives_its_place_back() {
    let limiter = Limiter::new(50);
    let first = acquire(&limiter, post(5), 1).await.unwrap();
    let second = acquire(&limiter, post(5), 30);
    let (second, ()) = tokio::join!(second, async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(first);
    });
    drop(second.unwrap());
    // One that stops waiting leaves the queue.
    let holding = acquire(&limiter, post(5), 1).await.unwrap();
    assert!(acquire(&limiter, post(5), 1).await.is_err());
    drop(holding);
    acquire(&limiter, post(5), 0).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_million_interactions_leave_no_buckets_behind() {
    let limiter = Limiter::new(50);
    for token in 0..100_000 {
        let edit = Route::patch(format!("/webhooks/5/{token}/messages/@original")).limit;
        acquire(&limiter, edit, 1).await.unwrap().complete(&headers("edits", 5, 4, 1.0), None);
        tokio::time::advance(Duration::from_millis(20)).await;
    }
    assert!(limiter.len() <= 512, "{}", limiter.len());
}

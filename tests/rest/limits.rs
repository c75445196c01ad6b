//! Rate limits: R1 to R4.

use std::time::{Duration, Instant};

use mindtrace_discord::Error;
use mindtrace_discord::prelude::*;
use mindtrace_discord::serenity::model::channel::ChannelType;
use tokio::sync::Notify;

use crate::Production;
use crate::faulty_api::{Fault, response, too_many};

const POST: &str = "POST /api/v10/channels/";
const MESSAGE: &str = r#"{"id":"5","channel_id":"6"}"#;

/// Headers of a limit on a response that succeeds.
fn limit_headers(limit: &str, remaining: &str, reset_after: &str) -> String {
    format!(
        "content-type: application/json\r\nx-ratelimit-bucket: abc\r\nx-ratelimit-limit: {limit}\r\nx-ratelimit-remaining: {remaining}\r\n\
         x-ratelimit-reset-after: {reset_after}\r\n"
    )
}

#[tokio::test]
async fn malformed_limit_headers_cause_one_request() {
    let bot = Production::start().await;
    for (limit, remaining, reset_after) in [
        ("abc", "1", "1"),
        ("5", "abc", "1"),
        ("5", "-1", "1"),
        ("5", "4", "-5"),
        ("5", "4", "NaN"),
        ("0", "0", "1"),
        ("", "", ""),
    ] {
        let before = bot.api.seen(POST).len();
        let answer = response("200 OK", &limit_headers(limit, remaining, reset_after), MESSAGE);
        bot.api.fail(POST, 1, Fault::Answer(answer));
        bot.alice.posts("!echo malformed").await.unwrap();
        bot.api.wait_for(POST, before + 1).await;
        // The next message is answered at once, and the one before was not sent again.
        assert_eq!(bot.alice.says("!echo next").await.unwrap().content, "next");
        assert_eq!(bot.api.seen(POST).len(), before + 2, "{limit} {remaining} {reset_after}");
    }
}

#[tokio::test]
async fn a_malformed_retry_after_at_login_is_survived() {
    for value in ["-1", "NaN", "inf", "1e300", "soon"] {
        let bot = Production::launch(|api| {
            api.fail("GET /api/v10/users/@me", 1, Fault::Answer(too_many(value, "")));
        })
        .await;
        if matches!(value, "inf" | "1e300") {
            // A day is longer than a login may take.
            let Error::Discord(reason) = bot.stopped().await else { panic!("another error") };
            assert!(reason.contains("rate limit"), "{reason}");
            continue;
        }
        bot.discord.wait_until_ready().await.unwrap();
        assert_eq!(bot.api.seen("GET /api/v10/users/@me").len(), 2, "{value}");
    }
}

#[tokio::test]
async fn a_429_is_waited_for_and_the_answer_is_sent_once() {
    let bot = Production::start().await;
    for headers in
        ["x-ratelimit-scope: user\r\n", "x-ratelimit-scope: shared\r\n", "x-ratelimit-global: true\r\n"]
    {
        let before = bot.api.seen(POST).len();
        bot.api.fail(POST, 1, Fault::Answer(too_many("0.4", headers)));
        let start = Instant::now();
        assert_eq!(bot.alice.says("!echo waited").await.unwrap().content, "waited");
        assert!(start.elapsed() >= Duration::from_millis(400), "{headers}: {:?}", start.elapsed());
        assert_eq!(bot.api.seen(POST).len(), before + 2, "{headers}");
    }
}

#[tokio::test]
async fn a_429_on_a_callback_is_waited_for() {
    let bot = Production::start().await;
    let callback = "POST /api/v10/interactions/";
    for headers in ["x-ratelimit-scope: user\r\n", "x-ratelimit-global: true\r\n"] {
        let before = bot.api.seen(callback).len();
        bot.api.fail(callback, 1, Fault::Answer(too_many("0.5", headers)));
        let answer = bot.alice.slash("echo").option("text", "waited").send().await.unwrap();
        assert_eq!(answer.content, "waited");
        let seen = bot.api.seen(callback);
        assert_eq!(seen.len(), before + 2);
        assert!(seen[before + 1].at - seen[before].at >= Duration::from_millis(500), "{headers}");
    }
}

#[tokio::test]
async fn a_long_429_fails_at_once_without_an_apology_and_holds_no_other_channel_up() {
    let bot = Production::start().await;
    let before = bot.api.seen(POST).len();
    bot.api.fail(POST, 1, Fault::Answer(too_many("3600", "x-ratelimit-scope: user\r\n")));
    bot.alice.posts("!echo lost").await.unwrap();
    bot.api.wait_for(POST, before + 1).await;
    // The channel is held for the hour, so a second request would be refused; another channel is not.
    let elsewhere = bot.discord.new_channel("elsewhere", ChannelType::Text).await.unwrap();
    assert_eq!(bot.alice.at(&elsewhere).says("!echo here").await.unwrap().content, "here");
    bot.alice.posts("!echo lost too").await.unwrap();
    assert_eq!(bot.alice.at(&elsewhere).says("!echo again").await.unwrap().content, "again");
    assert_eq!(bot.api.seen(POST).len(), before + 3);
}

/// Notified when the bot of a test below has received its 429. Other tests have other times.
static LIMITED: Notify = Notify::const_new();
static BANNED: Notify = Notify::const_new();

#[on_event(RateLimit)]
pub(crate) async fn limited(event: &RateLimit) {
    match event.timeout.as_millis() {
        1500 if event.global => LIMITED.notify_one(),
        3_601_000 => BANNED.notify_one(),
        _ => {}
    }
}

#[tokio::test]
async fn a_global_429_holds_other_routes_but_not_interactions() {
    let bot = Production::start().await;
    bot.alice.slash("echo").option("text", "warm").send().await.unwrap();
    bot.api.fail(
        POST,
        1,
        Fault::Answer(too_many("1.5", "x-ratelimit-global: true\r\nx-ratelimit-scope: global\r\n")),
    );
    let before = bot.api.seen(POST).len();
    let start = Instant::now();
    bot.alice.posts("!echo first").await.unwrap();
    bot.api.wait_for(POST, before + 1).await;
    LIMITED.notified().await;
    let elsewhere = bot.discord.new_channel("elsewhere", ChannelType::Text).await.unwrap();
    let (slash, other) = tokio::join!(
        async {
            bot.alice.slash("echo").option("text", "slash").send().await.unwrap();
            start.elapsed()
        },
        async {
            bot.alice.at(&elsewhere).says("!echo other").await.unwrap();
            start.elapsed()
        }
    );
    assert!(slash < Duration::from_secs(1), "{slash:?}");
    assert!(other >= Duration::from_millis(1400), "{other:?}");
}

#[tokio::test]
async fn the_page_of_a_banned_address_holds_everything() {
    let bot = Production::start().await;
    let before = bot.api.seen(POST).len();
    let page = response(
        "429 Too Many Requests",
        "content-type: text/html\r\nretry-after: 3601\r\n",
        "<html>error 1015</html>",
    );
    bot.api.fail(POST, 1, Fault::Answer(page));
    bot.alice.posts("!echo lost").await.unwrap();
    bot.api.wait_for(POST, before + 1).await;
    BANNED.notified().await;
    let elsewhere = bot.discord.new_channel("elsewhere", ChannelType::Text).await.unwrap();
    bot.alice.at(&elsewhere).posts("!echo lost too").await.unwrap();
    // An interaction is answered still.
    bot.alice.slash("echo").option("text", "slash").send().await.unwrap();
    assert_eq!(bot.api.seen(POST).len(), before + 1);
}

#[tokio::test]
async fn a_refused_command_list_does_not_keep_the_bot_from_running() {
    let invalid = r#"{"code":50035,"message":"Invalid Form Body"}"#;
    let refused = response("400 Bad Request", "content-type: application/json\r\n", invalid);
    for (fault, requests) in [
        (Fault::Answer(refused), 1),
        // A limit of a day, as for too many new commands.
        (Fault::Answer(too_many("86000", "x-ratelimit-scope: user\r\n")), 1),
        (Fault::Answer(too_many("0.3", "x-ratelimit-scope: user\r\n")), 2),
    ] {
        let bot = Production::launch(|api| api.fail("POST /api/v10/applications/", 1, fault.clone())).await;
        bot.discord.wait_until_ready().await.unwrap();
        assert_eq!(bot.alice.says("!echo anyway").await.unwrap().content, "anyway");
        // Each command that is new is a request of its own.
        let first = &bot.api.wait_for("POST /api/v10/applications/", requests).await[..requests];
        assert!(first.iter().all(|seen| seen.body == first[0].body), "{fault:?}");
    }
}

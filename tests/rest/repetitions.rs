//! Lost responses, errors and refusals: R5 to R10.

use mindtrace_discord::Error;

use crate::Production;
use crate::faulty_api::{Fault, response};

const POST: &str = "POST /api/v10/channels/";
const CALLBACK: &str = "POST /api/v10/interactions/";
const FOLLOW_UP: &str = "/api/v10/webhooks/";

#[tokio::test]
async fn a_message_whose_response_is_lost_is_sent_again_and_appears_once() {
    let bot = Production::start().await;
    let truncated = response("200 OK", "content-type: application/json\r\n", r#"{"id":"5","chan"#);
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"id\":".to_owned();
    for fault in [Fault::CloseAfter, Fault::AnswerAfter(truncated), Fault::AnswerAfter(broken + "\r\n")] {
        let before = bot.api.seen(POST).len();
        let messages = bot.alice.messages().len();
        bot.api.fail(POST, 1, fault.clone());
        assert_eq!(bot.alice.says("!echo once").await.unwrap().content, "once");
        let seen = bot.api.wait_for(POST, before + 2).await;
        assert_eq!(seen[before].body, seen[before + 1].body, "the nonce is the same");
        // The call and one answer.
        assert_eq!(bot.alice.says("!echo after").await.unwrap().content, "after");
        assert_eq!(bot.alice.messages().len(), messages + 4, "{fault:?}");
    }
}

#[tokio::test]
async fn server_errors_are_repeated_where_that_is_safe() {
    let bot = Production::start().await;
    for status in
        ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"]
    {
        let before = bot.api.seen(POST).len();
        bot.api.fail(POST, 2, Fault::Answer(response(status, "", "upstream")));
        assert_eq!(bot.alice.says("!echo through").await.unwrap().content, "through");
        assert_eq!(bot.api.seen(POST).len(), before + 3, "{status}");
    }
    // At most four times, and then no apology into the same failure.
    let before = bot.api.seen(POST).len();
    bot.api.fail(POST, 4, Fault::Answer(response("500 Internal Server Error", "", "")));
    bot.alice.posts("!echo lost").await.unwrap();
    bot.api.wait_for(POST, before + 4).await;
    assert_eq!(bot.alice.says("!echo next").await.unwrap().content, "next");
    assert_eq!(bot.api.seen(POST).len(), before + 5);
}

#[tokio::test]
async fn a_callback_that_may_have_arrived_is_repeated_and_has_one_effect() {
    let bot = Production::start().await;
    for fault in [Fault::CloseAfter, Fault::AnswerAfter(response("502 Bad Gateway", "", ""))] {
        let before = bot.api.seen(CALLBACK).len();
        bot.api.fail(CALLBACK, 1, fault);
        // The answer did arrive.
        let answer = bot.alice.slash("echo").option("text", "once").send().await.unwrap();
        assert_eq!(answer.content, "once");
        assert_eq!(bot.alice.says("!echo next").await.unwrap().content, "next");
        // Discord refuses the second one with 40060.
        assert_eq!(bot.api.wait_for(CALLBACK, before + 2).await.len(), before + 2);
        assert_eq!(bot.api.seen(FOLLOW_UP).len(), 0);
    }
}

#[tokio::test]
async fn an_edit_of_an_answer_is_repeated() {
    let bot = Production::start().await;
    let before = bot.api.seen(FOLLOW_UP).len();
    bot.api.fail(FOLLOW_UP, 1, Fault::Close);
    bot.api.fail(FOLLOW_UP, 1, Fault::Answer(response("503 Service Unavailable", "", "")));
    let answer = bot.alice.slash("late").option("text", "edited").send().await.unwrap();
    assert_eq!(answer.content, "edited");
    assert_eq!(bot.api.seen(FOLLOW_UP).len(), before + 3);
}

#[tokio::test]
async fn an_interaction_that_discord_has_dropped_is_given_up() {
    let bot = Production::start().await;
    for (status, body) in [
        ("404 Not Found", r#"{"code":10062,"message":"Unknown interaction"}"#),
        ("400 Bad Request", r#"{"code":40060,"message":"Interaction has already been acknowledged."}"#),
    ] {
        let before = bot.api.seen(CALLBACK).len();
        let answer = response(status, "content-type: application/json\r\n", body);
        bot.api.fail(CALLBACK, 2, Fault::Answer(answer));
        bot.alice.slash("echo").option("text", "late").send().await.unwrap_err();
        assert!(bot.api.seen(CALLBACK).len() <= before + 2, "{body}");
        // The rule may not be used up.
        while bot.alice.slash("echo").option("text", "again").send().await.is_err() {}
    }
}

#[tokio::test]
async fn a_response_that_never_comes_ends_with_the_deadline() {
    let bot = Production::start().await;
    let before = bot.api.seen(CALLBACK).len();
    for stalled in ["", "HTTP/1.1 400 Bad Request\r\ncontent-length: 500\r\n\r\n{"] {
        bot.api.fail(CALLBACK, 1, Fault::Stall(stalled.to_owned()));
        bot.alice.slash("echo").option("text", "never").send().await.unwrap_err();
    }
    assert_eq!(bot.alice.slash("echo").option("text", "next").send().await.unwrap().content, "next");
    assert_eq!(bot.api.seen(CALLBACK).len(), before + 3);
}

#[tokio::test]
async fn a_refused_token_stops_the_bot_midway() {
    let bot = Production::start().await;
    let refused = response(
        "401 Unauthorized",
        "content-type: application/json\r\n",
        r#"{"code":0,"message":"401: Unauthorized"}"#,
    );
    let before = bot.api.seen(POST).len();
    bot.api.fail(POST, 100, Fault::Answer(refused));
    bot.alice.posts("!echo lost").await.unwrap();
    let api = bot.api.clone();
    assert!(matches!(bot.stopped().await, Error::TokenRefused));
    assert_eq!(api.seen(POST).len(), before + 1);
}

//! serenity's own calls take the same road.

use crate::Production;
use crate::faulty_api::{Fault, too_many};

#[tokio::test]
async fn what_users_call_through_serenity_passes_the_same_client() {
    let bot = Production::start().await;
    bot.alice.posts("a message").await.unwrap();
    assert_eq!(bot.alice.says("!tidy").await.unwrap().content, "tidied");
    let seen = bot.api.seen("");
    // serenity names itself in its requests; ours are the only ones that arrive.
    assert!(
        seen.iter()
            .all(|seen| seen.head.contains("user-agent: DiscordBot (") && !seen.head.contains("serenity"))
    );
    assert_eq!(bot.api.seen("DELETE /api/v10/channels/").len(), 1);
}

#[tokio::test]
async fn a_limit_holds_serenitys_calls_too() {
    let bot = Production::start().await;
    let get = "GET /api/v10/channels/";
    bot.api.fail(get, 1, Fault::Answer(too_many("0.5", "x-ratelimit-scope: user\r\n")));
    assert_eq!(bot.alice.says("!tidy").await.unwrap().content, "tidied");
    let seen = bot.api.seen(get);
    assert_eq!(seen.len(), 2);
    assert!(seen[1].at - seen[0].at >= std::time::Duration::from_millis(500));
}

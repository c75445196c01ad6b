//! Faults of the REST API (R1 to R11), as far as `tests/rest` does not have them.

use std::time::Duration;

use futures::future::try_join_all;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Fault};

use crate::Subject;

#[tokio::test]
async fn a_message_is_posted_once_whatever_happens_to_its_request() -> Result<()> {
    let faults = [
        "status 500",
        "status 502",
        "status-after 503",
        "rate-limit 0.2",
        "rate-limit 0.2 shared",
        "rate-limit 0.2 global",
        "bad-headers",
        "truncate",
        "wrong-json",
        "reset",
        "reset-after",
    ];
    try_join_all(faults.map(|fault| async move {
        let bot = Subject::start().await?;
        bot.inject(&format!("{fault} on POST /messages")).await?;
        let said = bot.alice.says("!count").await?;
        assert_eq!(said.content, "call 1", "{fault}");
        bot.sandbox.settle().await?;
        let answers = bot.alice.messages();
        assert_eq!(answers.iter().filter(|message| message.content == "call 1").count(), 1, "{fault}");
        bot.ends_well().await
    }))
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_deferred_answer_arrives_whatever_happens_to_its_request() -> Result<()> {
    use mindtrace_discord::Registry;
    use mindtrace_discord::sandbox::Sandbox;

    /// Answer after deferring.
    #[command]
    async fn late(ctx: &Context) -> Result<&'static str> {
        ctx.defer().await?;
        Ok("done")
    }

    /// Fail after deferring.
    #[command]
    async fn panics(ctx: &Context) -> Result<()> {
        ctx.defer().await?;
        panic!("as planned");
    }

    crate::invariants::capture();
    let sandbox =
        Sandbox::start(Bot::builder().registry(Registry::empty().command::<late>().command::<panics>()))
            .await?;
    let alice = sandbox.member("alice").await?;
    for fault in [Fault::Status(503), Fault::Reset, Fault::ResetAfter, Fault::Truncate] {
        sandbox.inject(fault.clone().on("PATCH", "/messages/@original").times(2)).await?;
        assert_eq!(alice.slash("late").send().await?.content, "done", "{fault:?}");
        // The apology is private, so the public placeholder is deleted for it.
        sandbox.inject(fault.clone().on("DELETE", "/messages/@original")).await?;
        sandbox.inject(fault.clone().on("POST", "/webhooks/")).await?;
        let apology = alice.slash("panics").send().await?;
        assert!(
            apology.content.starts_with("Something went wrong on my side."),
            "{fault:?}: {}",
            apology.content
        );
    }
    crate::invariants::ends_well(sandbox).await
}

#[tokio::test]
async fn a_request_that_hangs_ends_with_its_deadline() -> Result<()> {
    for fault in ["hang", "hang-in-body"] {
        let discord = Discord::builder().timeout(Duration::from_secs(30)).start().await?;
        let bot = Subject::start_on(discord).await?;
        bot.inject(&format!("{fault} on POST /messages")).await?;
        // Ten seconds for the response; the repetition has the same nonce, so there is one message.
        assert_eq!(bot.alice.posts("!count").await?.content, "!count");
        bot.until(|discord| discord.transcript().contains("call 1")).await?;
        bot.works().await?;
        assert_eq!(bot.alice.messages().iter().filter(|message| message.content == "call 1").count(), 1);
        bot.ends_well().await?;
    }
    Ok(())
}

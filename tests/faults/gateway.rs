//! Faults of the gateway (G0 to G17).

use std::time::Duration;

use futures::future::try_join_all;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Discord;
use serde_json::json;

use crate::Subject;

#[tokio::test]
async fn a_session_survives_what_it_may() -> Result<()> {
    let faults = [
        "close 4000",
        "close 4001",
        "close 4002",
        "close 4005",
        "close 4008",
        "drop",
        "reconnect",
        "invalid-session resumable",
        "bad-utf8",
        "bad-compression",
    ];
    try_join_all(faults.map(|fault| async move {
        let bot = Subject::start().await?;
        bot.inject(fault).await?;
        // It is posted while nobody is connected, and replayed.
        bot.works().await?;
        bot.until(|discord| discord.resumes() == 1).await?;
        assert_eq!((bot.sandbox.identifies(), bot.sandbox.resumes()), (1, 1), "{fault}");
        bot.ends_well().await
    }))
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_lost_session_is_replaced_by_one() -> Result<()> {
    let faults = ["invalid-session", "close 4007", "close 4009", "close 1000", "close 1001", "close 4003"];
    try_join_all(faults.map(|fault| async move {
        let bot = Subject::start().await?;
        bot.inject(fault).await?;
        bot.until(|discord| discord.identifies() == 2).await?;
        bot.sandbox.settle().await?;
        bot.works().await?;
        assert_eq!((bot.sandbox.identifies(), bot.sandbox.resumes()), (2, 0), "{fault}");
        bot.ends_well().await
    }))
    .await?;
    Ok(())
}

#[tokio::test]
async fn frames_that_mean_nothing_are_ignored() -> Result<()> {
    let bot = Subject::start().await?;
    for fault in ["unknown-event", "unknown-opcode", "bad-json", "huge-frame 50"] {
        bot.inject(fault).await?;
        bot.works().await?;
    }
    assert_eq!((bot.sandbox.identifies(), bot.sandbox.resumes()), (1, 0));
    bot.ends_well().await
}

#[tokio::test]
async fn dispatches_that_come_again_run_nothing_again() -> Result<()> {
    let bot = Subject::start().await?;
    bot.works().await?;
    for fault in [
        "repeat MESSAGE_CREATE",
        "repeat-as-new MESSAGE_CREATE",
        "repeat INTERACTION_CREATE",
        "repeat-as-new INTERACTION_CREATE",
    ] {
        bot.inject(fault).await?;
        bot.sandbox.settle().await?;
    }
    assert_eq!(bot.calls.load(std::sync::atomic::Ordering::SeqCst), 2);
    bot.ends_well().await
}

#[tokio::test]
async fn silence_is_noticed_by_heartbeats() -> Result<()> {
    for fault in ["freeze", "no-acks times 2"] {
        let discord = Discord::builder().heartbeat_interval(Duration::from_millis(200)).start().await?;
        let bot = Subject::start_on(discord).await?;
        bot.inject(fault).await?;
        bot.until(|discord| discord.resumes() >= 1).await?;
        bot.works().await?;
        assert_eq!(bot.sandbox.identifies(), 1, "{fault}");
        bot.ends_well().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_connection_that_is_refused_or_silent_is_tried_again() -> Result<()> {
    let discord = Discord::start().await?;
    let bot = Subject::start_on(discord).await?;
    bot.inject("refuse-connection times 2").await?;
    bot.inject("no-hello").await?;
    bot.inject("drop").await?;
    bot.until(|discord| discord.resumes() == 1).await?;
    bot.works().await?;
    assert_eq!(bot.sandbox.identifies(), 1);
    bot.ends_well().await
}

#[tokio::test]
async fn a_session_that_is_closed_after_every_resume_costs_no_identify() -> Result<()> {
    let bot = Subject::start().await?;
    let begin = std::time::Instant::now();
    bot.inject("close 4000 times 4").await?;
    bot.until(|discord| discord.resumes() == 4).await?;
    // The first attempt is immediate; each later one waits at least half of 1, 2 and 4 seconds.
    assert!(begin.elapsed() >= Duration::from_millis(3500), "{:?}", begin.elapsed());
    bot.works().await?;
    assert_eq!(bot.sandbox.identifies(), 1);
    bot.ends_well().await
}

#[tokio::test]
async fn invalid_sessions_in_a_row_cost_few_identifies() -> Result<()> {
    let bot = Subject::start().await?;
    let begin = std::time::Instant::now();
    bot.inject("invalid-session times 4").await?;
    bot.until(|discord| discord.identifies() == 5).await?;
    // As above; `waits_double_up_to_the_longest` has the waits of fifty.
    assert!(begin.elapsed() >= Duration::from_millis(3500), "{:?}", begin.elapsed());
    bot.works().await?;
    assert_eq!((bot.sandbox.identifies(), bot.sandbox.resumes()), (5, 0));
    bot.ends_well().await
}

#[tokio::test]
async fn thousands_of_guilds_and_events_delay_no_command() -> Result<()> {
    let bot = Subject::start().await?;
    for number in 0..2500_u64 {
        let guild = json!({
            "id": (number + 1_000_000).to_string(), "name": "guild", "unavailable": false, "members": [], "channels": [],
            "member_count": 1_000_000, "large": true, "joined_at": "2026-01-01T00:00:00Z",
        });
        bot.sandbox.dispatches("GUILD_CREATE", &guild);
    }
    for _ in 0..10_000 {
        bot.sandbox.dispatches("TYPING_START", &json!({ "channel_id": "1", "user_id": "2", "timestamp": 3 }));
    }
    bot.works().await?;
    assert_eq!((bot.sandbox.identifies(), bot.sandbox.resumes()), (1, 0));
    bot.ends_well().await
}

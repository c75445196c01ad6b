//! Discord's own limits: the bot waits for its buckets, so that no request is refused.

use std::time::{Duration, Instant};

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, RateLimits, Sandbox};

/// React with four emojis, of which Discord takes one each quarter of a second.
#[command]
async fn celebrate(ctx: &Context) -> Result<()> {
    let sent = ctx.reply("Hurray!").await?;
    for emoji in ['🎉', '🎈', '🎊', '🎂'] {
        sent.react(emoji).await?;
    }
    ctx.followup("done").await?;
    Ok(())
}

#[tokio::test]
async fn a_bot_waits_for_its_buckets_and_sees_no_429() {
    let discord = Discord::builder().rate_limits(RateLimits::Discord).start().await.unwrap();
    let registry = Registry::empty().command::<celebrate>();
    let sandbox = Sandbox::start_on(discord.clone(), Bot::builder().registry(registry)).await.unwrap();
    let alice = sandbox.member("alice").await.unwrap();
    let start = Instant::now();
    let answer = alice.says("!celebrate").await.unwrap();
    assert_eq!(alice.sees().await.unwrap().content, "done");
    let reactions = alice.looks_at(&answer).await.unwrap().reactions;
    assert_eq!(reactions.len(), 4, "{reactions:?}");
    assert!(start.elapsed() >= Duration::from_millis(750), "{:?}", start.elapsed());
    let transcript = discord.transcript();
    assert!(!transcript.contains("rate-limited"), "{transcript}");
}

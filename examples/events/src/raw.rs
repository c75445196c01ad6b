//! Events that serenity has no type for: their name and JSON.

use mindtrace_discord::prelude::*;

/// Announces emoji effects in voice channels. `intents` requests the intent that Discord requires for them.
#[on_event(RawEvent, filter = |event: &RawEvent| event.kind == "VOICE_CHANNEL_EFFECT_SEND", intents(GUILD_VOICE_STATES))]
async fn effect(ctx: &Context, event: &RawEvent) -> Result<()> {
    let emoji = event.data["emoji"]["name"].as_str().unwrap_or("something");
    ctx.system_channel().await?.say(format!("A member sent {emoji} in a voice channel.")).await?;
    Ok(())
}

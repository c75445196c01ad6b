//! What Discord sends and serenity has no name for: its kind and its JSON.

use mindtrace_discord::prelude::*;

/// Sees an emoji thrown into a call, which needs the intent that Discord sends it for.
#[on_event(RawEvent, filter = |event: &RawEvent| event.kind == "VOICE_CHANNEL_EFFECT_SEND", intents(GUILD_VOICE_STATES))]
async fn effect(ctx: &Context, event: &RawEvent) -> Result<()> {
    let emoji = event.data["emoji"]["name"].as_str().unwrap_or("something");
    ctx.system_channel().await?.say(format!("Somebody threw {emoji}.")).await
}

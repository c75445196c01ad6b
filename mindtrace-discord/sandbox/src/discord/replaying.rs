//! Dispatches the events of a recording to each session that begins.

use serde_json::json;
use tokio::{
    sync::mpsc,
    time::{Duration, Instant},
};

use super::{
    Discord,
    replay::{Replay, Step},
};
use crate::json::put;

/// How long an event waits for the request that it followed.
const REQUEST: Duration = Duration::from_secs(1);

/// Starts to replay, if the emulator has a recording.
pub(crate) fn spawn(discord: &Discord) {
    if discord.inner.replay.is_none() {
        return;
    }
    let (sender, mut sessions) = mpsc::unbounded_channel();
    discord.change(|world| world.sessions.replay = Some(sender));
    let discord = discord.clone();
    let mut stop = discord.shutdown_signal();
    tokio::spawn(async move {
        let replaying = async {
            while let Some(session) = sessions.recv().await {
                if let Some(replay) = &discord.inner.replay {
                    replay_to(&discord, replay, &session).await;
                }
            }
        };
        tokio::select! {
            () = replaying => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    });
}

async fn replay_to(discord: &Discord, replay: &Replay, session: &str) {
    for step in replay.steps() {
        match step {
            Step::Dispatch { name, data } => discord.change(|world| {
                let mut data = data.clone();
                if name == "READY" {
                    put(&mut data, "session_id", json!(session));
                    put(&mut data, "resume_gateway_url", json!(world.gateway_url));
                }
                world.sessions.dispatch_recorded(session, name, &data);
            }),
            Step::Request(index) => wait_for(discord, replay, *index).await,
        }
    }
    discord.change(|world| world.remark("replayed the whole recording"));
}

/// Waits until the bot has sent a request, and says so in the transcript if it does not.
async fn wait_for(discord: &Discord, replay: &Replay, index: usize) {
    let is_answered = || replay.is_answered(index);
    let sent = discord.wait_until(Instant::now() + REQUEST, |_| is_answered().then_some(())).await;
    if sent.is_none() {
        let request = replay.request(index);
        discord.change(|world| world.remark(format!("received no {request}, unlike in the recording")));
    }
}

//! Leaves the session of a shard to the next process, together with the events that wait for their handlers.

use std::sync::Arc;

use serenity::model::id::{GuildId, ShardId};

use super::replay::Replay;
use super::sessions::{SavedSession, Sessions};
use crate::dispatch::event::raise_rest;
use crate::event::{GuildCreate, GuildJoin};
use crate::runtime::Runtime;
use crate::runtime::event_queue::Raised;
use crate::runtime::origin::SessionKey;

/// The most dispatches that Discord is asked to send again. It keeps a limited number of them, and those that come until the next process
/// resumes count too. Events of older ones run here.
const MOST: u64 = 500;

/// Stores the session of a shard for the next process, with the fencing number of its lease.
///
/// The events of a process that stops may wait longer than it has left. So those that no handler has begun are taken out of their queues,
/// and Discord sends them again to the next process.
pub(super) async fn hand_over(
    runtime: &Arc<Runtime>,
    sessions: &Sessions,
    (shard, total): (ShardId, u32),
    mut session: SavedSession,
    fence: Option<u64>,
) {
    let waiting = if runtime.is_draining() { withdraw(runtime, &mut session) } else { Vec::new() };
    if !waiting.is_empty() {
        let (shard, events) = (shard.0, waiting.len());
        tracing::info!(shard, events, "events that wait are left to the next process");
    }
    if !sessions.save(shard, total, session, fence).await {
        // No process will resume the session.
        raise_rest(runtime, waiting);
    }
}

/// Takes the waiting events of a session out of their queues, and lets the session be resumed before the first of them.
fn withdraw(runtime: &Runtime, session: &mut SavedSession) -> Vec<Raised> {
    let key = SessionKey::of(&session.id);
    let mut replay = session.replay.take().unwrap_or_else(|| Replay::new(session.seq)).rest(session.seq);
    let handled = replay.until().saturating_sub(MOST);
    let mut waiting = runtime
        .event_queues
        .withdraw(|raised| raised.origin.is_some_and(|origin| origin.session == key && origin.seq > handled));
    waiting.sort_by_key(|raised| raised.origin.map(|origin| origin.seq));
    for raised in &waiting {
        let Some(origin) = raised.origin else { continue };
        session.seq = session.seq.min(origin.seq.saturating_sub(1));
        replay.add(raised.name, origin.seq);
        // So that it is a new one when the dispatch is sent again.
        if let Some(joined) = joined(raised) {
            session.guilds.retain(|guild| *guild != joined);
        }
    }
    session.replay = replay.includes(session.seq.saturating_add(1)).then_some(replay);
    waiting
}

/// Returns the guild to which the bot was added, if the event says so.
fn joined(raised: &Raised) -> Option<GuildId> {
    if let Some(event) = raised.event.downcast_ref::<GuildJoin>() {
        return Some(event.guild.id);
    }
    let event = raised.event.downcast_ref::<GuildCreate>().filter(|event| event.is_new)?;
    Some(event.guild.id)
}

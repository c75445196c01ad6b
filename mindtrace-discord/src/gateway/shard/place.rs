//! The data that a shard starts with: that of all shards, and its place among them.

use std::sync::Arc;

use secrecy::SecretString;
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::ShardId;
use tokio_util::sync::CancellationToken;

use crate::config::Compression;
use crate::gateway::identify::IdentifyQueue;
use crate::gateway::lease::Lease;
use crate::gateway::sessions::SavedSession;
use crate::prefix::Edits;
use crate::runtime::Runtime;

/// The data that all shards share.
pub(in crate::gateway) struct Common {
    pub(in crate::gateway) runtime: Arc<Runtime>,
    pub(in crate::gateway) edits: Arc<Edits>,
    pub(in crate::gateway) token: SecretString,
    pub(in crate::gateway) intents: GatewayIntents,
    /// The URL at which new sessions start.
    pub(in crate::gateway) url: String,
    /// Whether sessions are also resumed at `url` and not at the URL of READY, because a setting names it.
    pub(in crate::gateway) ignores_resume_url: bool,
    pub(in crate::gateway) compression: Compression,
    pub(in crate::gateway) identifies: IdentifyQueue,
    pub(in crate::gateway) tls: Arc<rustls::ClientConfig>,
    /// Whether a session outlives the process, so that another one can resume it.
    pub(in crate::gateway) keeps_sessions: bool,
}

/// The place of a shard among the shards and processes of the bot.
pub(in crate::gateway) struct Place {
    pub(in crate::gateway) id: ShardId,
    /// The number of shards of all processes.
    pub(in crate::gateway) total: u32,
    /// For how long this process may run the shard; `None` is until it stops.
    pub(in crate::gateway) lease: Option<Arc<Lease>>,
    /// Cancelled when the shard is to close.
    pub(in crate::gateway) closing: CancellationToken,
    /// The session that another process had on this shard.
    pub(in crate::gateway) saved: Option<SavedSession>,
}

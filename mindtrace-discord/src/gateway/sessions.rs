//! Gateway sessions of processes that have stopped, which the next process resumes.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use hmac::digest::Key;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::{GuildId, ShardId};
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use super::replay::Replay;
use crate::clock::Clock;
use crate::store::{ScopedStore, StoreError};

/// How old a session may be that is resumed, in milliseconds. Discord keeps one for a few minutes.
const FRESH: u64 = 5 * 60 * 1000;

/// The longest wait for the store. A start that takes longer costs more than a new session.
const TIMEOUT: Duration = Duration::from_secs(2);

/// A session without a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SavedSession {
    pub(super) id: String,
    /// The sequence number of the last dispatch that need not be sent again.
    pub(super) seq: u64,
    pub(super) url: String,
    /// The guilds of the shard. A resumed session does not list them.
    pub(super) guilds: Vec<GuildId>,
    /// The dispatches after `seq` that were received, if there are any: some of their events are still to be handled.
    pub(super) replay: Option<Replay>,
}

/// Stores sessions between two processes.
pub(super) struct Sessions {
    store: ScopedStore,
    clock: Clock,
    intents: u64,
    /// Signs records with a key derived from the bot's token, to which a session belongs.
    mac: Hmac<Sha256>,
}

/// A record with its signature. Resuming a session sends the bot's token to the URL of the record, which a program that can write to the
/// store must not choose.
#[derive(Serialize, Deserialize)]
struct Signed {
    record: String,
    mac: String,
}

#[derive(Serialize, Deserialize)]
struct Record {
    session_id: String,
    /// The sequence number of the last dispatch that was received. Versions that know no `replay` resume after it, and handle nothing
    /// twice.
    seq: u64,
    /// The sequence number after which the session is resumed instead, and what is sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replay: Option<(u64, Replay)>,
    resume_url: String,
    /// The ids as packed numbers, because a shard has up to 2,500 guilds and a value at most 64 KiB.
    guilds: String,
    intents: u64,
    /// In milliseconds since 1970.
    saved_at: i64,
    /// The fencing number of the shard's lease, if it had one.
    #[serde(default)]
    fence: Option<u64>,
}

impl Sessions {
    pub(super) fn new(
        store: ScopedStore,
        clock: Clock,
        token: &SecretString,
        intents: GatewayIntents,
    ) -> Self {
        let digest = Sha256::digest(format!("sessions of {}", token.expose_secret()));
        let mut block = Key::<Hmac<Sha256>>::default();
        block[..32].copy_from_slice(&digest);
        Self { store, clock, intents: intents.bits(), mac: Hmac::new(&block) }
    }

    /// Returns the signature of the record under a key.
    fn mac(&self, key: &str, record: &str) -> Hmac<Sha256> {
        self.mac.clone().chain_update(key.as_bytes()).chain_update([0]).chain_update(record.as_bytes())
    }

    fn signed(&self, key: &str, record: String) -> Signed {
        let mac = hex::encode(self.mac(key, &record).finalize().into_bytes());
        Signed { record, mac }
    }

    /// Stores the session of a shard, with the fencing number of its lease. Returns whether it is stored. A failure is logged: the next
    /// process then starts a new session.
    pub(super) async fn save(
        &self,
        shard: ShardId,
        total: u32,
        session: SavedSession,
        fence: Option<u64>,
    ) -> bool {
        let seq = session.replay.as_ref().map_or(session.seq, Replay::until);
        let record = Record {
            session_id: session.id,
            seq,
            replay: session.replay.map(|replay| (session.seq, replay)),
            resume_url: session.url,
            guilds: pack(&session.guilds),
            intents: self.intents,
            saved_at: self.clock.now().as_millisecond(),
            fence,
        };
        let key = key(shard, total);
        // Numbers and texts, which always serialize.
        let signed = self.signed(&key, serde_json::to_string(&record).unwrap_or_default());
        let stored = timeout(TIMEOUT, self.store.set(key, &signed)).await;
        let is_stored = matches!(stored, Ok(Ok(())));
        match stored {
            Ok(Ok(())) => tracing::info!(shard = shard.0, "the session is kept for the next process"),
            Ok(Err(error)) => tracing::warn!(shard = shard.0, %error, "the session could not be stored"),
            Err(_) => tracing::warn!(shard = shard.0, "the session could not be stored in {TIMEOUT:?}"),
        }
        is_stored
    }

    /// Removes the session of a shard and returns it, if it can be resumed. No other process gets it too.
    ///
    /// `fence` is the fencing number of the lease. A session that was stored under another one than that before is not resumed: a third
    /// process had the shard in between, so Discord would send again what that one has handled.
    pub(super) async fn take(&self, shard: ShardId, total: u32, fence: Option<u64>) -> Option<SavedSession> {
        match timeout(TIMEOUT, self.claim(&key(shard, total), fence)).await {
            Ok(Ok(session)) => session,
            Ok(Err(error)) => {
                tracing::warn!(shard = shard.0, %error, "the session of the last process could not be read");
                None
            }
            Err(_) => None,
        }
    }

    async fn claim(&self, key: &str, fence: Option<u64>) -> Result<Option<SavedSession>, StoreError> {
        let Some(text) = self.store.text(key).await? else { return Ok(None) };
        if !self.store.swap(key, Some(&text), None).await? {
            return Ok(None);
        }
        let Ok(Signed { record, mac }) = serde_json::from_str(&text) else { return Ok(None) };
        let is_own = hex::decode(mac).is_ok_and(|mac| self.mac(key, &record).verify_slice(&mac).is_ok());
        let record = serde_json::from_str::<Record>(&record).ok().filter(|_| is_own);
        let Some(record) = record else { return Ok(None) };
        // The clock of another machine may be ahead.
        let age = self.clock.now().as_millisecond().abs_diff(record.saved_at);
        let follows = match (record.fence, fence) {
            (Some(before), Some(fence)) => before.checked_add(1) == Some(fence),
            _ => true,
        };
        if age > FRESH || !follows || record.intents != self.intents {
            return Ok(None);
        }
        let (seq, replay) = match record.replay {
            Some((after, replay)) => (after, Some(replay)),
            None => (record.seq, None),
        };
        let (id, url) = (record.session_id, record.resume_url);
        Ok(unpack(&record.guilds).map(|guilds| SavedSession { id, seq, url, guilds, replay }))
    }
}

fn key(shard: ShardId, total: u32) -> String {
    format!("{}/{total}", shard.0)
}

fn pack(guilds: &[GuildId]) -> String {
    let bytes: Vec<u8> = guilds.iter().flat_map(|guild| guild.get().to_be_bytes()).collect();
    STANDARD_NO_PAD.encode(bytes)
}

fn unpack(text: &str) -> Option<Vec<GuildId>> {
    let bytes = STANDARD_NO_PAD.decode(text).ok()?;
    let id = |chunk: &[u8]| <[u8; 8]>::try_from(chunk).ok().map(u64::from_be_bytes).filter(|id| *id != 0);
    bytes.chunks(8).map(|chunk| id(chunk).map(GuildId::new)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use secrecy::SecretString;
    use serenity::model::gateway::GatewayIntents;
    use serenity::model::id::{GuildId, ShardId};

    use super::{Replay, SavedSession, Sessions, Signed, pack, unpack};
    use crate::clock::Clock;
    use crate::store::{MemoryStore, Store};

    fn sessions(store: &Store, token: &str, intents: GatewayIntents) -> Sessions {
        Sessions::new(store.sessions(), Clock::default(), &SecretString::from(token), intents)
    }

    fn session(guilds: u64) -> SavedSession {
        let guilds = (1..=guilds).map(|id| GuildId::new(id << 22)).collect();
        let url = "ws://127.0.0.1:1".to_owned();
        SavedSession { id: "a".to_owned(), seq: 7, url, guilds, replay: None }
    }

    #[tokio::test]
    async fn a_session_is_taken_once_by_the_same_shard_of_the_same_bot() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let intents = GatewayIntents::GUILDS;
        let (first, shard) = (sessions(&store, "one", intents), ShardId(3));
        first.save(shard, 4, session(2), None).await;
        assert_eq!(first.take(ShardId(2), 4, None).await, None);
        assert_eq!(first.take(shard, 8, None).await, None);
        assert_eq!(first.take(shard, 4, None).await, Some(session(2)));
        assert_eq!(first.take(shard, 4, None).await, None);
        for other in [sessions(&store, "two", intents), sessions(&store, "one", GatewayIntents::all())] {
            first.save(shard, 4, session(0), None).await;
            assert_eq!(other.take(shard, 4, None).await, None);
        }
        first.save(shard, 4, session(5000), None).await;
        assert_eq!(first.take(shard, 4, None).await, Some(session(5000)));
    }

    #[tokio::test]
    async fn an_old_altered_or_broken_record_is_removed() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let sessions = sessions(&store, "one", GatewayIntents::GUILDS);
        sessions.save(ShardId(0), 1, session(1), None).await;
        let text = store.sessions().text("0/1").await.unwrap().unwrap();
        let signed: Signed = serde_json::from_str(&text).unwrap();
        let mut record: serde_json::Value = serde_json::from_str(&signed.record).unwrap();
        record["saved_at"] = (record["saved_at"].as_i64().unwrap() - 6 * 60 * 1000).into();
        let old = sessions.signed("0/1", record.to_string());
        let url = signed.record.replace("127.0.0.1", "127.0.0.2");
        assert_ne!(url, signed.record);
        let altered = Signed { record: url, mac: signed.mac };
        let other_shard = sessions.signed("1/1", signed.record);
        let texts = [old, altered, other_shard].map(|signed| serde_json::to_string(&signed).unwrap());
        for text in texts.into_iter().chain(["{}".to_owned()]) {
            store.sessions().put_text("0/1", Some(&text)).await.unwrap();
            assert_eq!(sessions.take(ShardId(0), 1, None).await, None);
            assert_eq!(store.sessions().text("0/1").await.unwrap(), None);
        }
        store.sessions().put_text("0/1", Some(&text)).await.unwrap();
        assert_eq!(sessions.take(ShardId(0), 1, None).await, Some(session(1)));
    }

    #[tokio::test]
    async fn a_session_of_a_process_before_the_last_is_not_resumed() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let (sessions, shard) = (sessions(&store, "one", GatewayIntents::GUILDS), ShardId(0));
        let stored = async |before, fence| {
            sessions.save(shard, 1, session(1), before).await;
            sessions.take(shard, 1, fence).await.is_some()
        };
        assert!(stored(Some(5), Some(6)).await);
        assert!(!stored(Some(5), Some(7)).await, "the process with 6 started a session of its own");
        // After a change from fixed parts to leases, or back.
        assert!(stored(None, Some(7)).await && stored(Some(5), None).await);
    }

    #[tokio::test]
    async fn a_replay_is_kept_and_unknown_to_older_versions() {
        let store = Store::new(Arc::new(MemoryStore::default()));
        let (sessions, shard) = (sessions(&store, "one", GatewayIntents::GUILDS), ShardId(0));
        let record = async || {
            let text = store.sessions().text("0/1").await.unwrap().unwrap();
            serde_json::from_str::<Signed>(&text).unwrap().record
        };
        sessions.save(shard, 1, session(1), None).await;
        assert!(!record().await.contains("replay"), "the record is the one of older versions");
        assert_eq!(sessions.take(shard, 1, None).await, Some(session(1)));
        let mut replay = Replay::new(20);
        replay.add("MemberJoin", 8);
        let session = SavedSession { replay: Some(replay), ..session(1) };
        assert!(sessions.save(shard, 1, session.clone(), None).await);
        let stored: serde_json::Value = serde_json::from_str(&record().await).unwrap();
        assert_eq!(stored["seq"], 20, "an older version resumes after the last dispatch");
        assert_eq!(sessions.take(shard, 1, None).await, Some(session));
    }

    #[test]
    fn ids_are_packed() {
        let guilds = vec![GuildId::new(1), GuildId::new(u64::MAX)];
        assert_eq!(unpack(&pack(&guilds)), Some(guilds));
        assert_eq!(unpack(""), Some(Vec::new()));
        for broken in ["AA", "AAAAAAAAAAA", "?"] {
            assert_eq!(unpack(broken), None, "{broken}");
        }
    }
}

//! Cooldowns counted in Redis, with the algorithm of `cooldown.rs` and the clock of the Redis server.

use std::sync::Arc;
use std::time::Duration;

use redis::aio::ConnectionManager;
use redis::{RedisError, Script};

use super::cooldown::Rate;
use super::{Cooldown, Counted, ScopeKey};
use crate::redis_server::RedisServer;

/// Stores one instant for each key: when all uses are available again, in microseconds of the Redis server's clock. The key
/// expires at that instant.
///
/// `KEYS[1]` is the key. `ARGV` is the operation, the interval, the burst and, for a refund, when the use expires. The script
/// returns when the use expires, or the time to wait as a negative number.
const SCRIPT: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, burst = tonumber(ARGV[2]), tonumber(ARGV[3])
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local function store(at)
    if at > now then
        redis.call('SET', KEYS[1], string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000))
    else
        redis.call('DEL', KEYS[1])
    end
end
if ARGV[1] == 'refund' then
    if tonumber(ARGV[4]) > now then
        store(full_at - interval)
    end
    return 0
end
local expires_at = full_at + interval
local wait = expires_at - now - burst
if wait > 0 then
    return -wait
end
if ARGV[1] == 'take' then
    store(expires_at)
end
return expires_at
";

/// Counts uses in Redis.
pub(crate) struct Shared {
    server: Arc<RedisServer>,
    script: Script,
    /// The prefix of each command's keys, by the command's position in the registry.
    prefixes: Vec<String>,
}

/// A use that was acquired. It can be refunded.
#[derive(Debug)]
pub(crate) struct Ticket {
    key: String,
    rate: Rate,
    /// When the use expires, by the clock of the Redis server.
    expires_at: i64,
}

impl Shared {
    /// Creates a counter for these commands.
    pub(crate) fn new(server: Arc<RedisServer>, commands: &[Counted]) -> Self {
        let prefix = |command: &Counted| {
            let name = match command.cooldown.and_then(Cooldown::bucket_name) {
                Some(bucket) => format!("bucket:{bucket}"),
                None => command.key.clone(),
            };
            server.key(&format!("cooldown:{name}"))
        };
        let prefixes = commands.iter().map(prefix).collect();
        Self { server, script: Script::new(SCRIPT), prefixes }
    }

    /// Fails with the time to wait if no use is left. Returns `None` if Redis does not answer.
    pub(crate) async fn peek(
        &self,
        command: usize,
        scope: ScopeKey,
        cooldown: Cooldown,
    ) -> Option<Result<(), Duration>> {
        let answer = self.ask("peek", &self.key(command, scope)?, Rate::of(cooldown), 0).await?;
        Some(wait(answer).map_or(Ok(()), Err))
    }

    /// Acquires one use, or fails with the time to wait. Returns `None` if Redis does not answer.
    pub(crate) async fn acquire(
        &self,
        command: usize,
        scope: ScopeKey,
        cooldown: Cooldown,
    ) -> Option<Result<Ticket, Duration>> {
        let (key, rate) = (self.key(command, scope)?, Rate::of(cooldown));
        let answer = self.ask("take", &key, rate, 0).await?;
        Some(match wait(answer) {
            Some(wait) => Err(wait),
            None => Ok(Ticket { key, rate, expires_at: answer }),
        })
    }

    /// Refunds a use in the background.
    pub(crate) fn refund(&self, ticket: Ticket) {
        let (server, script) = (Arc::clone(&self.server), self.script.clone());
        tokio::spawn(async move {
            let Ticket { key, rate, expires_at } = ticket;
            let refunded =
                server.ask(|connection| invoke(connection, &script, "refund", &key, rate, expires_at)).await;
            if refunded.is_none() {
                tracing::warn!("a use of a cooldown could not be refunded in Redis");
            }
        });
    }

    async fn ask(&self, operation: &str, key: &str, rate: Rate, expires_at: i64) -> Option<i64> {
        self.server.ask(|connection| invoke(connection, &self.script, operation, key, rate, expires_at)).await
    }

    fn key(&self, command: usize, scope: ScopeKey) -> Option<String> {
        let prefix = self.prefixes.get(command)?;
        Some(format!("{prefix}:{scope}"))
    }
}

async fn invoke(
    mut connection: ConnectionManager,
    script: &Script,
    operation: &str,
    key: &str,
    rate: Rate,
    expires_at: i64,
) -> Result<i64, RedisError> {
    let micros = |duration: Duration| i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
    let mut call = script.prepare_invoke();
    call.key(key).arg(operation).arg(micros(rate.interval).max(1)).arg(micros(rate.burst)).arg(expires_at);
    call.invoke_async(&mut connection).await
}

/// The time to wait that the script returned, if it did.
fn wait(answer: i64) -> Option<Duration> {
    (answer < 0).then(|| Duration::from_micros(answer.unsigned_abs()))
}

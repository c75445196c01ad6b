//! Uses counted in Redis, with the algorithm of `cooldown.rs` and the server's clock.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{RedisError, Script};
use secrecy::{ExposeSecret, SecretString};
use serenity::model::id::ApplicationId;

use super::cooldown::Rate;
use super::{Cooldown, Counted, ScopeKey};

/// A caller waits for this at most; then the process counts for itself.
const RESPONSE: Duration = Duration::from_millis(250);

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(1);

/// One instant a key: when all uses are back, in microseconds of the server's clock. It goes when it is past.
///
/// `KEYS[1]`; `ARGV`: what to do, the interval, the burst, and of a use to be given back when it is back by itself. The answer is
/// when the use is back, or the wait as a negative number.
const SCRIPT: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval, burst = tonumber(ARGV[2]), tonumber(ARGV[3])
local full_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local function keep(at)
    if at > now then
        redis.call('SET', KEYS[1], string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000))
    else
        redis.call('DEL', KEYS[1])
    end
end
if ARGV[1] == 'refund' then
    if tonumber(ARGV[4]) > now then
        keep(full_at - interval)
    end
    return 0
end
local back_at = full_at + interval
local wait = back_at - now - burst
if wait > 0 then
    return -wait
end
if ARGV[1] == 'take' then
    keep(back_at)
end
return back_at
";

/// The address of the Redis cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct AddressError(String);

/// A Redis in which uses are counted.
pub(crate) struct Shared {
    connection: ConnectionManager,
    script: Script,
    /// What each command's keys begin with, by its place in the registry.
    prefixes: Vec<String>,
    /// Whether the last question was answered; said once when that changes.
    works: AtomicBool,
}

/// A use that was taken.
#[derive(Debug)]
pub(crate) struct Ticket {
    key: String,
    rate: Rate,
    /// When this use is back by itself, by the server's clock.
    back_at: i64,
}

impl Shared {
    /// Counts in the Redis at `url`, for this application alone. It need not be there yet.
    ///
    /// # Errors
    ///
    /// [`AddressError`] for a malformed address.
    pub(crate) fn new(
        url: &SecretString,
        application: ApplicationId,
        commands: &[Counted],
    ) -> Result<Self, AddressError> {
        // Without the address: it may hold a password.
        let refused = |error: RedisError| AddressError(error.category().to_owned());
        let client = redis::Client::open(url.expose_secret()).map_err(refused)?;
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(RESPONSE))
            .set_connection_timeout(Some(CONNECT));
        let connection = ConnectionManager::new_lazy_with_config(client, config).map_err(refused)?;
        let prefix = |command: &Counted| {
            // The application in braces: in a cluster all its keys are in one place.
            let of = match command.cooldown.and_then(Cooldown::bucket_name) {
                Some(bucket) => format!("bucket:{bucket}"),
                None => command.key.clone(),
            };
            format!("mindtrace-discord:{{{application}}}:cooldown:{of}")
        };
        Ok(Self {
            connection,
            script: Script::new(SCRIPT),
            prefixes: commands.iter().map(prefix).collect(),
            works: AtomicBool::new(true),
        })
    }

    /// Says how long to wait, if no use is left; `None` when Redis does not say.
    pub(crate) async fn peek(
        &self,
        command: usize,
        whose: ScopeKey,
        cooldown: Cooldown,
    ) -> Option<Result<(), Duration>> {
        let answer = self.ask("peek", &self.key(command, whose)?, Rate::of(cooldown), 0).await?;
        Some(wait(answer).map_or(Ok(()), Err))
    }

    /// Takes one use, or says how long to wait; `None` when Redis does not say.
    pub(crate) async fn take(
        &self,
        command: usize,
        whose: ScopeKey,
        cooldown: Cooldown,
    ) -> Option<Result<Ticket, Duration>> {
        let (key, rate) = (self.key(command, whose)?, Rate::of(cooldown));
        let answer = self.ask("take", &key, rate, 0).await?;
        Some(match wait(answer) {
            Some(wait) => Err(wait),
            None => Ok(Ticket { key, rate, back_at: answer }),
        })
    }

    /// Gives a use back; nobody waits for it.
    pub(crate) fn refund(&self, ticket: Ticket) {
        let (connection, script) = (self.connection.clone(), self.script.clone());
        tokio::spawn(async move {
            let Ticket { key, rate, back_at } = ticket;
            if let Err(error) = invoke(connection, &script, "refund", &key, rate, back_at).await {
                tracing::warn!(reason = error.category(), "a use of a cooldown could not be given back");
            }
        });
    }

    async fn ask(&self, what: &str, key: &str, rate: Rate, back_at: i64) -> Option<i64> {
        let answer = invoke(self.connection.clone(), &self.script, what, key, rate, back_at).await;
        let worked = self.works.swap(answer.is_ok(), Ordering::Relaxed);
        match answer {
            Ok(answer) => {
                if !worked {
                    tracing::info!("Redis answers again; cooldowns are shared");
                }
                Some(answer)
            }
            Err(error) => {
                if worked {
                    tracing::warn!(
                        reason = error.category(),
                        "Redis does not answer; until it does, this process counts cooldowns for itself"
                    );
                }
                None
            }
        }
    }

    fn key(&self, command: usize, whose: ScopeKey) -> Option<String> {
        let prefix = self.prefixes.get(command)?;
        Some(match whose {
            ScopeKey::User(user) => format!("{prefix}:user:{user}"),
            ScopeKey::Guild(guild) => format!("{prefix}:guild:{guild}"),
            ScopeKey::Channel(channel) => format!("{prefix}:channel:{channel}"),
            ScopeKey::Member(guild, user) => format!("{prefix}:member:{guild}:{user}"),
            ScopeKey::Global => format!("{prefix}:global"),
        })
    }
}

async fn invoke(
    mut connection: ConnectionManager,
    script: &Script,
    what: &str,
    key: &str,
    rate: Rate,
    back_at: i64,
) -> Result<i64, RedisError> {
    let micros = |duration: Duration| i64::try_from(duration.as_micros()).unwrap_or(i64::MAX);
    let mut call = script.prepare_invoke();
    call.key(key).arg(what).arg(micros(rate.interval).max(1)).arg(micros(rate.burst)).arg(back_at);
    // The manager's own limit is on an answer; this one is on connecting as well.
    match tokio::time::timeout(RESPONSE * 2, call.invoke_async(&mut connection)).await {
        Ok(answer) => answer,
        Err(_) => Err(RedisError::from((redis::ErrorKind::Io, "no answer in time"))),
    }
}

/// The wait that an answer tells of.
fn wait(answer: i64) -> Option<Duration> {
    (answer < 0).then(|| Duration::from_micros(answer.unsigned_abs()))
}

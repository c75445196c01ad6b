//! Shared state in the Redis of `DISCORD_REDIS_URL`.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use redis::aio::ConnectionManager;
use redis::{ErrorKind, RedisError, Script, Value};
use tokio::sync::mpsc;
use tokio::time::{Instant, interval_at, sleep, timeout};

use super::{Answer, Away, QUEUE, SharedState};
use crate::redis_server::RedisServer;

/// How long a caller waits for an answer.
const LIMIT: Duration = Duration::from_millis(250);

/// The time to connect a subscriber, and for the answer to its ping.
const CONNECT: Duration = Duration::from_secs(1);

/// How often a subscriber asks whether its connection still leads to the server, whose texts would otherwise be missed for good.
const PING: Duration = Duration::from_secs(5);

/// The time before a subscriber whose connection has ended connects again.
const RECONNECT: Duration = Duration::from_millis(500);

/// Replaces the text of `KEYS[1]`. `ARGV` is `=` and the old text, or `-` and nothing; the same for the new text; and the milliseconds
/// until it expires, or 0. The script returns whether the key had the old text.
const SWAP: &str = r"
local found = redis.call('GET', KEYS[1])
if ARGV[1] == '-' then
    if found then
        return 0
    end
elseif found ~= ARGV[2] then
    return 0
end
if ARGV[3] == '-' then
    redis.call('DEL', KEYS[1])
elseif ARGV[5] == '0' then
    redis.call('SET', KEYS[1], ARGV[4])
else
    redis.call('SET', KEYS[1], ARGV[4], 'PX', ARGV[5])
end
return 1
";

/// Adds the holder `ARGV[1]` to the sorted set `KEYS[1]` unless `ARGV[2]` others are in it, for `ARGV[3]` milliseconds of the server's
/// clock. The script returns whether it holds.
const HOLD: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lasts = tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then
    return 0
end
redis.call('ZADD', KEYS[1], string.format('%.0f', now + lasts), ARGV[1])
if redis.call('PTTL', KEYS[1]) < lasts then
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 1
";

/// Returns the holders in the sorted set `KEYS[1]` that have not ended.
const HOLDERS: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf')
";

/// Keeps the shared state in Redis.
pub(crate) struct RedisState {
    server: Arc<RedisServer>,
    swap: Script,
    hold: Script,
    holders: Script,
}

impl RedisState {
    pub(crate) fn new(server: Arc<RedisServer>) -> Self {
        let (swap, hold, holders) = (Script::new(SWAP), Script::new(HOLD), Script::new(HOLDERS));
        Self { server, swap, hold, holders }
    }

    /// Sends a request, and waits for the answer as long as a caller may wait. The request goes on, so a server that is a little slow
    /// does not count as away.
    async fn ask<T, F>(
        &self,
        request: impl FnOnce(ConnectionManager) -> F + Send + 'static,
    ) -> Result<T, Away>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, RedisError>> + Send + 'static,
    {
        let server = Arc::clone(&self.server);
        let asked = tokio::spawn(async move { server.ask(request).await });
        match timeout(LIMIT, asked).await {
            Ok(Ok(Some(answer))) => Ok(answer),
            // The server counts this one.
            Ok(Ok(None) | Err(_)) => Err(Away),
            Err(_) => {
                self.server.was_given_up();
                Err(Away)
            }
        }
    }
}

impl SharedState for RedisState {
    fn get<'a>(&'a self, key: &'a str) -> Answer<'a, Option<String>> {
        let key = self.server.key(key);
        Box::pin(self.ask(move |mut connection| async move {
            redis::cmd("GET").arg(key).query_async::<Option<String>>(&mut connection).await
        }))
    }

    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
        expires: Option<Duration>,
    ) -> Answer<'a, bool> {
        let (key, script) = (self.server.key(key), self.swap.clone());
        let (old, new) = (old.map(str::to_owned), new.map(str::to_owned));
        Box::pin(self.ask(move |mut connection| async move {
            let mark = |text: &Option<String>| if text.is_some() { "=" } else { "-" };
            let mut call = script.prepare_invoke();
            call.key(key).arg(mark(&old)).arg(old.as_deref().unwrap_or_default());
            call.arg(mark(&new)).arg(new.as_deref().unwrap_or_default());
            call.arg(expires.map_or(0, millis));
            let swapped: i64 = call.invoke_async(&mut connection).await?;
            Ok::<bool, RedisError>(swapped == 1)
        }))
    }

    fn hold<'a>(&'a self, key: &'a str, holder: &'a str, limit: u32, expires: Duration) -> Answer<'a, bool> {
        let (key, script, holder) = (self.server.key(key), self.hold.clone(), holder.to_owned());
        Box::pin(self.ask(move |mut connection| async move {
            let mut call = script.prepare_invoke();
            call.key(key).arg(holder).arg(limit).arg(millis(expires));
            let holds: i64 = call.invoke_async(&mut connection).await?;
            Ok::<bool, RedisError>(holds == 1)
        }))
    }

    fn release<'a>(&'a self, key: &'a str, holder: &'a str) -> Answer<'a, ()> {
        let (key, holder) = (self.server.key(key), holder.to_owned());
        Box::pin(self.ask(move |mut connection| async move {
            let _removed: i64 = redis::cmd("ZREM").arg(key).arg(holder).query_async(&mut connection).await?;
            Ok::<(), RedisError>(())
        }))
    }

    fn holders<'a>(&'a self, key: &'a str) -> Answer<'a, Vec<String>> {
        let (key, script) = (self.server.key(key), self.holders.clone());
        Box::pin(self.ask(move |mut connection| async move {
            let mut call = script.prepare_invoke();
            call.key(key);
            call.invoke_async::<Vec<String>>(&mut connection).await
        }))
    }

    fn publish<'a>(&'a self, channel: &'a str, text: &'a str) -> Answer<'a, u64> {
        let (channel, text) = (self.server.key(channel), text.to_owned());
        Box::pin(self.ask(move |mut connection| async move {
            redis::cmd("PUBLISH").arg(channel).arg(text).query_async::<u64>(&mut connection).await
        }))
    }

    fn subscribe(&self, channel: &str) -> mpsc::Receiver<String> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(follow(Arc::clone(&self.server), self.server.key(channel), sender));
        receiver
    }
}

/// Passes on the texts of a channel until the receiver is dropped.
async fn follow(server: Arc<RedisServer>, channel: String, sender: mpsc::Sender<String>) {
    loop {
        if let Err(error) = listen(&server, &channel, &sender).await {
            tracing::debug!(reason = error.category(), "a subscription to Redis ended");
        }
        tokio::select! {
            () = sleep(RECONNECT) => {}
            () = sender.closed() => return,
        }
    }
}

/// Passes on the texts of a channel until the connection ends or the receiver is dropped.
async fn listen(
    server: &RedisServer,
    channel: &str,
    sender: &mpsc::Sender<String>,
) -> Result<(), RedisError> {
    let connect = async {
        let mut subscriber = server.client().get_async_pubsub().await?;
        subscriber.subscribe(channel).await?;
        Ok::<_, RedisError>(subscriber)
    };
    let subscriber = match timeout(CONNECT, connect).await {
        Ok(subscriber) => subscriber?,
        Err(_) => return Err((ErrorKind::Io, "no answer in time").into()),
    };
    let (mut pinger, mut texts) = subscriber.split();
    let mut pings = interval_at(Instant::now() + PING, PING);
    loop {
        let text = tokio::select! {
            text = texts.next() => text,
            () = sender.closed() => return Ok(()),
            _ = pings.tick() => match timeout(CONNECT, pinger.ping::<Value>()).await {
                Ok(answered) => {
                    answered?;
                    continue;
                }
                Err(_) => return Err((ErrorKind::Io, "no answer in time").into()),
            },
        };
        let Some(text) = text else { return Ok(()) };
        let Ok(text) = text.get_payload::<String>() else { continue };
        if sender.try_send(text).is_err() {
            tracing::debug!("a message of another process was lost, because too many wait");
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).max(1)
}

impl fmt::Debug for RedisState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisState").finish_non_exhaustive()
    }
}

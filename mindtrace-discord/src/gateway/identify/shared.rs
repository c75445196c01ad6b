//! The queue for IDENTIFY of all processes, in Redis.

use std::sync::Arc;
use std::time::Duration;

use redis::Script;
use tokio::time::Instant;

use crate::redis_server::RedisServer;

/// The least time between two sessions started in one bucket. A little more than Discord's five seconds, because an IDENTIFY is sent
/// some time after it was allowed.
const INTERVAL: Duration = Duration::from_millis(5500);

/// Discord: the period of the budget.
const DAY: Duration = Duration::from_hours(24);

/// The longest single wait before Redis is asked again.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Takes one IDENTIFY. `KEYS` are the bucket and the budget. `ARGV` is the interval, and for a new budget its size and its end, in
/// milliseconds. The script returns 0, or the milliseconds to wait: for the bucket, or as a negative number for the budget.
const TAKE: &str = r"
local wait = redis.call('PTTL', KEYS[1])
if wait > 0 then
    return wait
end
redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3])
if tonumber(redis.call('GET', KEYS[2])) <= 0 then
    return -math.max(redis.call('PTTL', KEYS[2]), 1)
end
redis.call('DECR', KEYS[2])
redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
return 0
";

/// The queue for IDENTIFY of all processes.
pub(in crate::gateway) struct SharedIdentifies {
    server: Arc<RedisServer>,
    take: Script,
    buckets: u32,
    /// Discord's answer at the start of this process: the identifies that were left, and until when.
    remaining: u64,
    total: u64,
    reset: Instant,
}

impl SharedIdentifies {
    /// Creates a queue from the `session_start_limit` of `GET /gateway/bot`.
    pub(in crate::gateway) fn new(
        server: Arc<RedisServer>,
        remaining: u64,
        total: u64,
        reset_after: Duration,
        max_concurrency: u64,
    ) -> Self {
        let buckets = u32::try_from(max_concurrency.max(1)).unwrap_or(u32::MAX);
        let (take, reset) = (Script::new(TAKE), Instant::now() + reset_after);
        Self { server, take, buckets, remaining, total: total.max(1), reset }
    }

    /// Waits until a shard may send IDENTIFY. Returns `false` if Redis does not answer.
    pub(super) async fn wait(&self, shard: u32) -> bool {
        let bucket = self.server.key(&format!("identify:{}", shard % self.buckets));
        let budget = self.server.key("identifies");
        loop {
            let (left, ends_in) = self.budget(Instant::now());
            let mut call = self.take.prepare_invoke();
            call.key(&bucket).key(&budget).arg(millis(INTERVAL)).arg(left).arg(millis(ends_in));
            let answer = self
                .server
                .ask(|mut connection| async move { call.invoke_async::<i64>(&mut connection).await });
            let wait = match answer.await {
                None => return false,
                Some(0) => return true,
                Some(wait) => wait,
            };
            if wait < 0 {
                tracing::error!(
                    shard,
                    "Discord's daily limit of gateway sessions is reached; the shard waits until it is reset"
                );
            }
            tokio::time::sleep(Duration::from_millis(wait.unsigned_abs()).min(LONGEST_WAIT)).await;
        }
    }

    /// Returns the size and the remaining time of a budget that begins now.
    fn budget(&self, now: Instant) -> (u64, Duration) {
        let left = self.reset.saturating_duration_since(now);
        if left.is_zero() { (self.total, DAY) } else { (self.remaining, left) }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::SharedIdentifies;
    use crate::shared_state::tests::redis::Redis;

    /// Longer than Redis takes to answer, and shorter than a bucket is closed.
    const SHORT: Duration = Duration::from_millis(500);

    /// A process of a bot with four buckets, which may identify so many more times.
    async fn process(redis: &Redis, remaining: u64) -> SharedIdentifies {
        let server = redis.server();
        // The first request connects.
        let ping = || {
            server.ask(|mut connection| async move {
                redis::cmd("PING").query_async::<String>(&mut connection).await
            })
        };
        while ping().await.is_none() {}
        SharedIdentifies::new(server, remaining, 1000, Duration::from_hours(1), 4)
    }

    /// Returns whether a shard may identify at once.
    async fn may_identify(process: &SharedIdentifies, shard: u32) -> bool {
        matches!(timeout(SHORT, process.wait(shard)).await, Ok(true))
    }

    #[tokio::test]
    #[ignore = "needs redis-server"]
    async fn processes_share_the_buckets_and_the_budget() {
        let (redis, _state) = Redis::start();
        let (one, two) = (process(&redis, 3).await, process(&redis, 3).await);
        assert!(may_identify(&one, 0).await);
        assert!(!may_identify(&two, 4).await, "both are in bucket 0");
        assert!(may_identify(&two, 1).await);
        assert!(may_identify(&one, 2).await);
        assert!(!may_identify(&one, 3).await, "the budget is used up");
        assert!(!may_identify(&two, 3).await, "the budget is used up");
    }
}

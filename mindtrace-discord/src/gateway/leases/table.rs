//! The leases in Redis. Each change is one script, so that no other process comes in between.

use std::sync::Arc;
use std::time::Duration;

use redis::{Script, ScriptInvocation};

use crate::random;
use crate::redis_server::RedisServer;

/// How long a lease lasts unless it is renewed.
pub(super) const LEASE: Duration = Duration::from_secs(15);

/// How long a process counts as alive after it registered itself.
const ALIVE: Duration = Duration::from_secs(10);

/// Registers a process. `KEYS` are the registered processes, the number of shards, and when this Redis began to be used. `ARGV` is the
/// process, for how long it is alive, the number of shards that it wants, whether it accepts another one, and the length of a lease.
///
/// The script returns the number of shards that applies, the number of processes that are alive, for how long this Redis is used, and
/// since when.
const REGISTER: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[3], string.format('%.0f', now), 'NX')
redis.call('PEXPIRE', KEYS[3], 86400000)
redis.call('SET', KEYS[2], ARGV[3], 'NX')
local total = redis.call('GET', KEYS[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
if total == ARGV[3] or ARGV[4] == '1' then
    redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
    redis.call('PEXPIRE', KEYS[2], ARGV[5])
end
local since = tonumber(redis.call('GET', KEYS[3]))
return {tonumber(total), redis.call('ZCARD', KEYS[1]), now - since, since}
";

/// Takes free leases. `KEYS` are the leases and then as many counters. `ARGV` is the process, the length of a lease, and the most leases.
/// The script returns the positions of the leases that were free, each with its fencing number.
///
/// A lease that the process has without using it is free for it: a server that hung took or renewed it after the process had given up.
///
/// Counters begin at the time in microseconds, so that no fencing number follows one of a Redis that has lost its data.
const TAKE: &str = r"
local taken = {}
local time = redis.call('TIME')
local first = string.format('%.0f', time[1] * 1000000 + time[2])
local own = ARGV[1] .. ':'
local count = #KEYS / 2
for i = 1, count do
    if #taken / 2 >= tonumber(ARGV[3]) then
        break
    end
    local owner = redis.call('GET', KEYS[i])
    if not owner or string.sub(owner, 1, #own) == own then
        redis.call('SET', KEYS[count + i], first, 'NX')
        local fence = redis.call('INCR', KEYS[count + i])
        redis.call('SET', KEYS[i], ARGV[1] .. ':' .. string.format('%.0f', fence), 'PX', ARGV[2])
        taken[#taken + 1] = i - 1
        taken[#taken + 1] = fence
    end
end
return taken
";

/// Renews leases. `KEYS` are the leases. `ARGV` is the length of a lease, and the expected value of each. The script returns 1 for each
/// lease that still has this value, or that Redis has forgotten: it cannot have expired, because its process would know.
const RENEW: &str = r"
local kept = {}
for i, key in ipairs(KEYS) do
    local value = redis.call('GET', key)
    if value and value ~= ARGV[i + 1] then
        kept[i] = 0
    else
        redis.call('SET', key, ARGV[i + 1], 'PX', ARGV[1])
        kept[i] = 1
    end
end
return kept
";

/// Deletes the lease `KEYS[1]` if it has the value `ARGV[1]`. A server that hangs may run it late, when the process has the lease again.
const RELEASE: &str = r"
if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('DEL', KEYS[1])
end
return 1
";

/// Deletes those of the leases `KEYS` that the process `ARGV[1]` has.
const RELEASE_ALL: &str = r"
local start = ARGV[1] .. ':'
for _, key in ipairs(KEYS) do
    local value = redis.call('GET', key)
    if value and string.sub(value, 1, #start) == start then
        redis.call('DEL', key)
    end
end
return 1
";

/// Removes the process `ARGV[1]` from those that are registered in `KEYS[1]`, unless no other one is left. The script returns whether it
/// was removed.
const LEAVE_TO_OTHERS: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
local others = redis.call('ZCARD', KEYS[1])
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
    others = others - 1
end
if others == 0 then
    return 0
end
redis.call('ZREM', KEYS[1], ARGV[1])
return 1
";

/// The leases in Redis, as one process sees them.
pub(super) struct LeaseTable {
    server: Arc<RedisServer>,
    /// The name of this process.
    process: String,
    register: Script,
    take: Script,
    renew: Script,
    release: Script,
    release_all: Script,
    leave_to_others: Script,
}

/// The answer to a registration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Registered {
    /// The number of shards of all processes.
    pub(super) total: u32,
    /// The number of processes.
    pub(super) alive: u32,
    /// For how long this Redis is used.
    pub(super) age: Duration,
    /// Since when, in milliseconds of its clock. It changes when Redis has lost its data.
    pub(super) since: i64,
}

/// A lease that was taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub(super) shard: u32,
    /// Grows each time the lease of the shard changes hands.
    pub(super) fence: u64,
}

impl LeaseTable {
    pub(super) fn new(server: Arc<RedisServer>) -> Self {
        Self {
            server,
            process: random::name(),
            register: Script::new(REGISTER),
            take: Script::new(TAKE),
            renew: Script::new(RENEW),
            release: Script::new(RELEASE),
            release_all: Script::new(RELEASE_ALL),
            leave_to_others: Script::new(LEAVE_TO_OTHERS),
        }
    }

    /// Registers this process, which wants `total` shards. If it `adopts` another number, that one may apply instead.
    pub(super) async fn register(&self, total: u32, adopts: bool) -> Option<Registered> {
        let mut call = self.register.prepare_invoke();
        call.key(self.processes());
        call.key(self.server.key("shards:total")).key(self.server.key("shards:since"));
        call.arg(&self.process).arg(millis(ALIVE)).arg(total).arg(u8::from(adopts)).arg(millis(LEASE));
        let answer = self.ask(call).await?;
        let [total, alive, age, since] = answer[..] else { return None };
        Some(Registered {
            total: u32::try_from(total).ok()?,
            alive: u32::try_from(alive).ok()?,
            age: Duration::from_millis(u64::try_from(age).unwrap_or_default()),
            since,
        })
    }

    /// Takes up to `most` free leases among those of `candidates`, in this order.
    pub(super) async fn take(&self, total: u32, candidates: &[u32], most: usize) -> Option<Vec<Taken>> {
        let mut call = self.take.prepare_invoke();
        for shard in candidates {
            call.key(self.lease(total, *shard));
        }
        for shard in candidates {
            call.key(self.server.key(&format!("shards:fence:{total}:{shard}")));
        }
        call.arg(&self.process).arg(millis(LEASE)).arg(most);
        let answer = self.ask(call).await?;
        let taken = answer.chunks_exact(2).filter_map(|pair| {
            let [position, fence] = pair else { return None };
            let shard = *candidates.get(usize::try_from(*position).ok()?)?;
            Some(Taken { shard, fence: u64::try_from(*fence).ok()? })
        });
        Some(taken.collect())
    }

    /// Renews leases, and returns for each whether this process still has it.
    pub(super) async fn renew(&self, total: u32, held: &[Taken]) -> Option<Vec<bool>> {
        let mut call = self.renew.prepare_invoke();
        call.arg(millis(LEASE));
        for Taken { shard, fence } in held {
            call.key(self.lease(total, *shard)).arg(self.value(*fence));
        }
        Some(self.ask(call).await?.into_iter().map(|kept| kept == 1).collect())
    }

    /// Releases a lease. One that is not released expires.
    pub(super) async fn release(&self, total: u32, Taken { shard, fence }: Taken) {
        let mut call = self.release.prepare_invoke();
        call.key(self.lease(total, shard)).arg(self.value(fence));
        let _ = self.run(call).await;
    }

    /// Releases all leases of this process.
    pub(super) async fn release_all(&self, total: u32) {
        let mut call = self.release_all.prepare_invoke();
        for shard in 0..total {
            call.key(self.lease(total, shard));
        }
        call.arg(&self.process);
        let _ = self.run(call).await;
    }

    /// Removes this process from those that are alive, so that the others take its shards at once.
    pub(super) async fn leave(&self) {
        let (key, process) = (self.processes(), &self.process);
        let left = self.server.ask(|mut connection| async move {
            redis::cmd("ZREM").arg(key).arg(process).query_async::<i64>(&mut connection).await
        });
        let _ = left.await;
    }

    /// Removes this process from those that are alive, unless it is the last one. Returns whether it was removed.
    pub(super) async fn leave_to_others(&self) -> Option<bool> {
        let mut call = self.leave_to_others.prepare_invoke();
        call.key(self.processes()).arg(&self.process);
        Some(self.run(call).await? == 1)
    }

    async fn ask(&self, call: ScriptInvocation<'_>) -> Option<Vec<i64>> {
        let answer = self
            .server
            .ask(|mut connection| async move { call.invoke_async::<Vec<i64>>(&mut connection).await });
        answer.await
    }

    async fn run(&self, call: ScriptInvocation<'_>) -> Option<i64> {
        let done =
            self.server.ask(|mut connection| async move { call.invoke_async::<i64>(&mut connection).await });
        done.await
    }

    /// Returns the value of a lease that this process has.
    fn value(&self, fence: u64) -> String {
        format!("{}:{fence}", self.process)
    }

    fn processes(&self) -> String {
        self.server.key("shards:processes")
    }

    fn lease(&self, total: u32, shard: u32) -> String {
        self.server.key(&format!("shards:lease:{total}:{shard}"))
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;

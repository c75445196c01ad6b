//! Values in Redis, shared by the processes of one bot: a hash for each scope.

use std::fmt;
use std::sync::Arc;

use redis::aio::ConnectionManager;
use redis::{RedisError, Script};

use super::backend::{Answer, Backend, Scope};
use super::error::StoreError;
use crate::redis_server::RedisServer;

/// Sets a field of a hash if it has a value. `KEYS[1]` is the hash. `ARGV` is the field; `=` and the old value, or `-` and nothing; and
/// the same for the new value. The script returns whether the field had the old value.
const SWAP: &str = r"
local found = redis.call('HGET', KEYS[1], ARGV[1])
if ARGV[2] == '-' then
    if found then
        return 0
    end
elseif found ~= ARGV[3] then
    return 0
end
if ARGV[4] == '-' then
    redis.call('HDEL', KEYS[1], ARGV[1])
else
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[5])
end
return 1
";

/// Keeps values in the Redis of `DISCORD_REDIS_URL`.
pub(crate) struct RedisStore {
    server: Arc<RedisServer>,
    swap: Script,
}

impl RedisStore {
    pub(crate) fn new(server: Arc<RedisServer>) -> Self {
        Self { server, swap: Script::new(SWAP) }
    }

    /// Returns an answer, or the error that says why there is none.
    fn answered<T>(&self, answer: Option<T>) -> Result<T, StoreError> {
        answer
            .ok_or_else(|| StoreError::unavailable(&self.server.problem().unwrap_or("Redis does not answer")))
    }

    /// Returns the name of the hash of a scope.
    fn hash(&self, scope: Scope) -> String {
        self.server.key(&format!("store:{scope}"))
    }
}

impl Backend for RedisStore {
    fn get<'a>(&'a self, scope: Scope, key: &'a str) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let hash = &self.hash(scope);
            let found = self.server.ask(|mut connection| async move {
                redis::cmd("HGET").arg(hash).arg(key).query_async::<Option<String>>(&mut connection).await
            });
            self.answered(found.await)
        })
    }

    fn put<'a>(&'a self, scope: Scope, key: &'a str, value: Option<&'a str>) -> Answer<'a, bool> {
        Box::pin(async move {
            let hash = &self.hash(scope);
            let changed = self.server.ask(|mut connection| async move {
                match value {
                    // Returns the number of new fields.
                    Some(value) => {
                        let mut command = redis::cmd("HSET");
                        let added: i64 =
                            command.arg(hash).arg(key).arg(value).query_async(&mut connection).await?;
                        Ok::<bool, RedisError>(added == 0)
                    }
                    None => {
                        let mut command = redis::cmd("HDEL");
                        let removed: i64 = command.arg(hash).arg(key).query_async(&mut connection).await?;
                        Ok(removed > 0)
                    }
                }
            });
            self.answered(changed.await)
        })
    }

    fn swap<'a>(
        &'a self,
        scope: Scope,
        key: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
    ) -> Answer<'a, bool> {
        Box::pin(async move {
            let hash = &self.hash(scope);
            let swapped = self.server.ask(|connection| invoke(connection, &self.swap, hash, key, (old, new)));
            Ok(self.answered(swapped.await)? == 1)
        })
    }

    fn entries<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<(String, String)>> {
        Box::pin(async move {
            // The other values of a scope may be many, such as those of custom ids beside prefixes.
            let keys = self.keys(scope, prefix).await?;
            if keys.is_empty() {
                return Ok(Vec::new());
            }
            let hash = &self.hash(scope);
            let fields = &keys;
            let found = self.server.ask(|mut connection| async move {
                let mut command = redis::cmd("HMGET");
                command.arg(hash).arg(fields).query_async::<Vec<Option<String>>>(&mut connection).await
            });
            let values = self.answered(found.await)?;
            // A key that was removed in between has no value.
            Ok(keys.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect())
        })
    }

    fn keys<'a>(&'a self, scope: Scope, prefix: &'a str) -> Answer<'a, Vec<String>> {
        Box::pin(async move {
            let hash = &self.hash(scope);
            let found = self.server.ask(|mut connection| async move {
                redis::cmd("HKEYS").arg(hash).query_async::<Vec<String>>(&mut connection).await
            });
            let mut found = self.answered(found.await)?;
            found.retain(|key| key.starts_with(prefix));
            found.sort_unstable();
            Ok(found)
        })
    }
}

async fn invoke(
    mut connection: ConnectionManager,
    swap: &Script,
    hash: &str,
    key: &str,
    (old, new): (Option<&str>, Option<&str>),
) -> Result<i64, RedisError> {
    let mark = |value: Option<&str>| if value.is_some() { "=" } else { "-" };
    let mut call = swap.prepare_invoke();
    call.key(hash).arg(key);
    call.arg(mark(old)).arg(old.unwrap_or_default()).arg(mark(new)).arg(new.unwrap_or_default());
    call.invoke_async(&mut connection).await
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").finish_non_exhaustive()
    }
}

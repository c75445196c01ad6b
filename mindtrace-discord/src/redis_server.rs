//! The Redis server that the processes of one bot share, and what happens while it does not answer.

mod failure;

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{ErrorKind, RedisError};
use secrecy::{ExposeSecret, SecretString};
use serenity::model::id::ApplicationId;

use self::failure::Failure;

/// The time for a connection and an answer. A server that is slow is better waited for than ignored, and a call has three seconds.
const TIMEOUT: Duration = Duration::from_millis(1500);

/// In so many parts the time passes: between two of them other tasks run, also those that read the answer. A process without CPU time
/// would otherwise take its own delay for the server's.
const PARTS: u32 = 10;

/// The time to connect.
const CONNECT: Duration = Duration::from_secs(1);

/// While the server does not answer, it is asked once in this time; other requests fail at once.
const PROBE: Duration = Duration::from_secs(1);

/// The longest delay between two attempts to connect. With more, some processes would be back seconds after others: a server that has
/// lost its data would give their leases away before they could renew them.
const RECONNECT: Duration = Duration::from_millis(250);

/// A connection that has not answered for this long is replaced: its end may be lost, or it may lead to a server that was replaced.
const SILENT: Duration = Duration::from_secs(5);

/// The URL of the Redis server is malformed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct AddressError(String);

/// The Redis server of a bot.
pub(crate) struct RedisServer {
    client: redis::Client,
    connection: Mutex<ConnectionManager>,
    application: ApplicationId,
    started: Instant,
    /// Milliseconds after the start at which the connection was created, and at which the server answered last.
    connected_at: AtomicU64,
    answered_at: AtomicU64,
    /// Milliseconds after the start at which the server is asked again; 0 while it answers.
    asks_at: AtomicU64,
    failures: AtomicU64,
    /// The reason for the last failure, until the server answers again.
    failure: Mutex<Option<Failure>>,
}

impl RedisServer {
    /// Creates the connection, for this application alone. It connects on first use.
    ///
    /// # Errors
    ///
    /// [`AddressError`] for a malformed URL.
    pub(crate) fn new(url: &SecretString, application: ApplicationId) -> Result<Self, AddressError> {
        // Without the URL, which may contain a password.
        let refused = |error: RedisError| AddressError(error.category().to_owned());
        let client = redis::Client::open(url.expose_secret()).map_err(refused)?;
        let connection = Mutex::new(connection(&client).map_err(refused)?);
        Ok(Self {
            client,
            connection,
            application,
            started: Instant::now(),
            connected_at: AtomicU64::new(0),
            answered_at: AtomicU64::new(0),
            asks_at: AtomicU64::new(0),
            failures: AtomicU64::new(0),
            failure: Mutex::default(),
        })
    }

    /// Returns a key of this application. The hash tag keeps all of them in one slot of a cluster.
    pub(crate) fn key(&self, rest: &str) -> String {
        format!("mindtrace-discord:{{{}}}:{rest}", self.application)
    }

    /// Returns the client, for connections of their own.
    pub(crate) fn client(&self) -> &redis::Client {
        &self.client
    }

    /// Sends a request. Returns `None` if the server does not answer or refuses it; each new reason and the recovery are logged.
    ///
    /// A server that has refused a write is away for all requests until it accepts one. Reads would succeed, and each of them would look
    /// like the recovery.
    pub(crate) async fn ask<T, F>(&self, request: impl FnOnce(ConnectionManager) -> F) -> Option<T>
    where
        F: Future<Output = Result<T, RedisError>>,
    {
        let now = self.now();
        let asks_at = self.asks_at.load(Ordering::Relaxed);
        if now < asks_at {
            return None;
        }
        if asks_at > 0 {
            // Others wait for the result of this one.
            self.asks_at.store(now + millis(PROBE), Ordering::Relaxed);
        }
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let probes = asks_at > 0 && self.fails_partly();
        let asked = async {
            if probes {
                self.probe(connection.clone()).await?;
            }
            request(connection).await
        };
        let answer = in_time(asked).await;
        let answer = answer.unwrap_or_else(|| Err((ErrorKind::Io, "no answer in time").into()));
        match answer {
            Ok(answer) => {
                self.answered_at.store(self.now(), Ordering::Relaxed);
                // A request that was sent before a refusal, and only read, says nothing about writes.
                let is_back = asks_at > 0 || !self.fails_partly();
                if is_back && self.asks_at.swap(0, Ordering::Relaxed) > 0 {
                    *self.failure() = None;
                    tracing::info!("Redis answers again");
                }
                Some(answer)
            }
            Err(error) => {
                self.failures.fetch_add(1, Ordering::Relaxed);
                self.asks_at.store(self.now() + millis(PROBE), Ordering::Relaxed);
                let failure = Failure::of(&error);
                if self.failure().replace(failure) != Some(failure) {
                    tracing::warn!(
                        reason = failure.text(),
                        code = error.code(),
                        error = error.category(),
                        "Redis is away: until it is back, this process decides for itself, and refuses calls with a strict cooldown"
                    );
                }
                self.replace_connection(failure);
                None
            }
        }
    }

    /// Fails if the server still refuses writes.
    async fn probe(&self, mut connection: ConnectionManager) -> Result<(), RedisError> {
        let mut write = redis::cmd("SET");
        write.arg(self.key("probe")).arg(1).arg("PX").arg(millis(PROBE));
        write.exec_async(&mut connection).await
    }

    fn fails_partly(&self) -> bool {
        self.failure().is_some_and(Failure::is_partial)
    }

    fn failure(&self) -> MutexGuard<'_, Option<Failure>> {
        // A single value is always intact.
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces a connection that has been silent for too long, that has no right password, or whose server became a replica. A
    /// connection manager keeps all of them.
    fn replace_connection(&self, failure: Failure) {
        let (now, connected_at) = (self.now(), self.connected_at.load(Ordering::Relaxed));
        let answered_at = self.answered_at.load(Ordering::Relaxed);
        let is_stale = if failure.needs_connection() {
            now >= connected_at + millis(PROBE)
        } else {
            now >= connected_at.max(answered_at) + millis(SILENT)
        };
        if !is_stale {
            return;
        }
        // One of several requests that fail at once replaces it.
        let replaces =
            self.connected_at.compare_exchange(connected_at, now, Ordering::Relaxed, Ordering::Relaxed);
        if replaces.is_ok()
            && let Ok(new) = connection(&self.client)
        {
            tracing::debug!("the connection to Redis is replaced");
            *self.connection.lock().unwrap_or_else(PoisonError::into_inner) = new;
        }
    }

    /// Counts a request whose caller did not wait for the answer.
    pub(crate) fn was_given_up(&self) {
        self.failures.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns why the server does not do what it is asked, and what to do about it; `None` while it does.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        self.failure().map(Failure::text)
    }

    /// Returns whether the server answered the last request.
    #[cfg(feature = "http")]
    pub(crate) fn answers(&self) -> bool {
        self.asks_at.load(Ordering::Relaxed) == 0
    }

    /// The number of requests that it did not answer in time.
    #[cfg(feature = "http")]
    pub(crate) fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    fn now(&self) -> u64 {
        // Never 0, which means "at once".
        millis(self.started.elapsed()).saturating_add(1)
    }
}

/// Waits for an answer; returns `None` if it does not come in time.
async fn in_time<F: Future>(request: F) -> Option<F::Output> {
    let mut request = pin!(request);
    for _ in 0..PARTS {
        if let Ok(answer) = tokio::time::timeout(TIMEOUT / PARTS, &mut request).await {
            return Some(answer);
        }
    }
    None
}

/// Creates a connection, which connects on first use and again when it has ended.
fn connection(client: &redis::Client) -> Result<ConnectionManager, RedisError> {
    let config = ConnectionManagerConfig::new()
        .set_response_timeout(Some(SILENT))
        .set_connection_timeout(Some(CONNECT))
        .set_max_delay(RECONNECT);
    ConnectionManager::new_lazy_with_config(client.clone(), config)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

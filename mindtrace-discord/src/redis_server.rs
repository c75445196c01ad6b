//! The Redis server that the processes of one bot share, and what happens while it does not answer.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use redis::RedisError;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use secrecy::{ExposeSecret, SecretString};
use serenity::model::id::ApplicationId;

/// The time for an answer. A server that is slow is better waited for than ignored, and a call has three seconds.
const RESPONSE: Duration = Duration::from_secs(1);

/// The time for an answer and the connection before it.
const LONGEST: Duration = Duration::from_millis(1500);

/// While the server does not answer, it is asked once in this time; other requests fail at once.
const PROBE: Duration = Duration::from_secs(1);

/// The URL of the Redis server is malformed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct AddressError(String);

/// The Redis server of a bot.
pub(crate) struct RedisServer {
    client: redis::Client,
    connection: ConnectionManager,
    application: ApplicationId,
    started: Instant,
    /// Milliseconds after the start at which the server is asked again; 0 while it answers.
    asks_at: AtomicU64,
    failures: AtomicU64,
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
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(RESPONSE))
            .set_connection_timeout(Some(RESPONSE));
        let connection = ConnectionManager::new_lazy_with_config(client.clone(), config).map_err(refused)?;
        let (asks_at, failures) = (AtomicU64::new(0), AtomicU64::new(0));
        Ok(Self { client, connection, application, started: Instant::now(), asks_at, failures })
    }

    /// Returns a key of this application. The hash tag keeps all of them in one slot of a cluster.
    pub(crate) fn key(&self, rest: &str) -> String {
        format!("mindtrace-discord:{{{}}}:{rest}", self.application)
    }

    /// Returns the client, for connections of their own.
    pub(crate) fn client(&self) -> &redis::Client {
        &self.client
    }

    /// Sends a request. Returns `None` if the server does not answer; the first failure and the recovery are logged.
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
        let answer = tokio::time::timeout(LONGEST, request(self.connection.clone())).await;
        let answer = answer.unwrap_or_else(|_| Err((redis::ErrorKind::Io, "no answer in time").into()));
        match answer {
            Ok(answer) => {
                if self.asks_at.swap(0, Ordering::Relaxed) > 0 {
                    tracing::info!("Redis answers again");
                }
                Some(answer)
            }
            Err(error) => {
                self.failures.fetch_add(1, Ordering::Relaxed);
                if self.asks_at.swap(self.now() + millis(PROBE), Ordering::Relaxed) == 0 {
                    tracing::warn!(
                        reason = error.category(),
                        "Redis does not answer: until it does, this process decides for itself, and refuses calls with a strict cooldown"
                    );
                }
                None
            }
        }
    }

    /// Counts a request whose caller did not wait for the answer.
    pub(crate) fn was_given_up(&self) {
        self.failures.fetch_add(1, Ordering::Relaxed);
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

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

//! The open connections: their number is bounded, and one that a client does not use makes room for another.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

/// The most connections.
const MOST: usize = 1024;

/// The time in which a client must read something of what it is sent.
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);

/// The open connections.
#[derive(Debug)]
pub(super) struct Connections {
    started: Instant,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    added: u64,
    entries: HashMap<u64, Arc<Connection>>,
}

/// One connection, as the table and its own task see it.
#[derive(Debug)]
pub(crate) struct Connection {
    /// Milliseconds after the start at which bytes were last read or written.
    progress: AtomicU64,
    /// Milliseconds after the start since which the client reads nothing; 0 if it does.
    blocked: AtomicU64,
    /// Whether a request on it had a valid token or signature.
    trusted: AtomicBool,
    /// Cancelled when it has to end.
    pub(super) end: CancellationToken,
}

impl Connection {
    /// Records that a request had a valid token or signature, so that the connection is not closed to make room.
    pub(crate) fn trust(&self) {
        self.trusted.store(true, Ordering::Relaxed);
    }
}

/// A place in the table, until it is dropped.
pub(super) struct Place {
    connections: Arc<Connections>,
    id: u64,
    pub(super) connection: Arc<Connection>,
}

impl Connections {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { started: Instant::now(), open: Mutex::default() })
    }

    /// Adds a connection. If there are too many, the one that has been still for longest ends, preferably one without a token.
    ///
    /// It never waits, so that probes are answered however many connections there are.
    pub(super) fn add(self: &Arc<Self>) -> Place {
        let connection = Arc::new(Connection {
            progress: AtomicU64::new(self.now()),
            blocked: AtomicU64::new(0),
            trusted: AtomicBool::new(false),
            end: CancellationToken::new(),
        });
        let mut open = self.open();
        if open.entries.len() >= MOST {
            let stillest = open.entries.iter().min_by_key(|(_, connection)| {
                (connection.trusted.load(Ordering::Relaxed), connection.progress.load(Ordering::Relaxed))
            });
            if let Some(id) = stillest.map(|(id, _)| *id)
                && let Some(ended) = open.entries.remove(&id)
            {
                ended.end.cancel();
            }
        }
        open.added += 1;
        let id = open.added;
        open.entries.insert(id, Arc::clone(&connection));
        Place { connections: Arc::clone(self), id, connection }
    }

    /// Ends the connections whose client reads nothing.
    pub(super) fn end_blocked(&self) {
        let limit = u64::try_from(WRITE_TIMEOUT.as_millis()).unwrap_or(u64::MAX);
        let now = self.now();
        for connection in self.open().entries.values() {
            let blocked = connection.blocked.load(Ordering::Relaxed);
            if blocked > 0 && now.saturating_sub(blocked) >= limit {
                connection.end.cancel();
            }
        }
    }

    fn now(&self) -> u64 {
        // Never 0, which means "not blocked".
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_add(1)
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        // Nothing panics while it holds the lock.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Records what is read from and written to a stream.
    pub(super) fn watch(&self, stream: TcpStream) -> Watched {
        Watched {
            stream,
            connections: Arc::clone(&self.connections),
            connection: Arc::clone(&self.connection),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.open().entries.remove(&self.id);
    }
}

/// A stream that records its progress.
pub(super) struct Watched {
    stream: TcpStream,
    connections: Arc<Connections>,
    connection: Arc<Connection>,
}

impl Watched {
    fn progressed(&self) {
        self.connection.progress.store(self.connections.now(), Ordering::Relaxed);
    }

    fn written<T>(&self, poll: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if poll.is_ready() {
            self.connection.blocked.store(0, Ordering::Relaxed);
            self.progressed();
        } else if self.connection.blocked.load(Ordering::Relaxed) == 0 {
            self.connection.blocked.store(self.connections.now(), Ordering::Relaxed);
        }
        poll
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        self.progressed();
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.written(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::{Connections, MOST};

    #[test]
    fn the_stillest_connection_without_a_token_makes_room() {
        let connections = Connections::new();
        let places: Vec<_> = (0..MOST).map(|_| connections.add()).collect();
        for (number, place) in places.iter().enumerate() {
            place.connection.progress.store(number as u64 + 10, Ordering::Relaxed);
        }
        places[0].connection.trust();
        let further = connections.add();
        further.connection.progress.store(u64::MAX, Ordering::Relaxed);
        let ended = |number: usize| places[number].connection.end.is_cancelled();
        assert!(!ended(0) && ended(1) && !ended(2));
        let _another = connections.add();
        assert!(ended(2) && !ended(3));
        drop(places);
        assert_eq!(connections.open().entries.len(), 2);
    }
}

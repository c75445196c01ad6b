//! The signals SIGINT and SIGTERM.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Error;

/// The time after the first signal in which the process must have ended. Kubernetes kills it after 30 seconds.
const GRACE: Duration = Duration::from_secs(25);

/// A listener for SIGINT and SIGTERM.
///
/// It is a thread of its own, so that a signal is received even if handlers block every thread of the runtime. The first signal asks the bot
/// to stop; the second one, or the end of the grace time, ends the process.
#[derive(Clone, Debug)]
pub(crate) struct Signals {
    first: CancellationToken,
}

impl Signals {
    pub(crate) fn new() -> Result<Self, Error> {
        let failed = |source| Error::Io { what: "cannot listen for signals", source };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let listener = {
            let _entered = runtime.enter();
            Listener::new().map_err(failed)?
        };
        let first = CancellationToken::new();
        let signals = Self { first: first.clone() };
        let watching = move || runtime.block_on(watch(listener, first));
        std::thread::Builder::new().name("signals".to_owned()).spawn(watching).map_err(failed)?;
        Ok(signals)
    }

    /// Waits for the first signal.
    pub(crate) async fn wait(&self) {
        self.first.cancelled().await;
    }
}

async fn watch(mut listener: Listener, first: CancellationToken) {
    listener.next().await;
    first.cancel();
    let is_second = tokio::time::timeout(GRACE, listener.next()).await.is_ok();
    if is_second {
        tracing::warn!("a second signal ends the process at once");
    } else {
        tracing::error!(
            "the process did not end within {GRACE:?} and is ended; a handler may block its thread"
        );
    }
    std::process::exit(1);
}

struct Listener {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Listener {
    fn new() -> std::io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                terminate: signal(SignalKind::terminate())?,
                interrupt: signal(SignalKind::interrupt())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits for the next signal.
    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

//! Threads that only serve connections, so that code of the bot that blocks its thread stops neither heartbeats nor probes.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// The threads of the gateway, of requests to Discord, of deferred answers and of the HTTP surface.
///
/// The bot's own code runs on the threads of the runtime in which the bot was started.
pub(crate) struct ConnectionThreads {
    handle: Handle,
    /// `None` for the threads of the caller.
    runtime: Option<Runtime>,
}

impl ConnectionThreads {
    /// Starts the threads: one for every two processors.
    ///
    /// # Errors
    ///
    /// When the system refuses a thread.
    pub(crate) fn start() -> io::Result<Self> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(processors.div_ceil(2)).thread_name("connections").enable_all();
        let runtime = builder.build()?;
        Ok(Self { handle: runtime.handle().clone(), runtime: Some(runtime) })
    }

    /// Uses the threads of the caller's runtime instead. A test then runs in the same order every time.
    pub(crate) fn of_caller() -> Self {
        Self { handle: Handle::current(), runtime: None }
    }

    /// Spawns tasks on these threads.
    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for ConnectionThreads {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Dropping it would wait for its threads, which asynchronous code must not do.
            runtime.shutdown_background();
        }
    }
}

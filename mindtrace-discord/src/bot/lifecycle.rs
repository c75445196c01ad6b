//! The lifecycle hooks `#[on_start]` and `#[on_shutdown]`; `#[on_ready]` is raised by the last shard that connects.

use std::any::TypeId;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use tokio_util::sync::CancellationToken;

use super::Error;
use crate::context::{Context, Inner};
use crate::dispatch::event::{DEFAULT_TIMEOUT, handle};
use crate::event::lifecycle::{Shutdown, Start};
use crate::runtime::Runtime;
use crate::runtime::deadline::Deadline;

/// The timeout of all `#[on_shutdown]` hooks.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// The time to report a timeout.
const GRACE: Duration = Duration::from_millis(500);

/// Runs the `#[on_start]` hooks one after the other, before the bot connects.
///
/// # Errors
///
/// [`Error::Start`] for the first hook that fails; the hooks after it do not run.
pub(crate) async fn start(runtime: &Arc<Runtime>) -> Result<(), Error> {
    for (_, spec) in runtime.registry.handlers(TypeId::of::<Start>()) {
        let ctx = context(runtime, spec.timeout.unwrap_or(DEFAULT_TIMEOUT));
        handle(spec, &ctx, &Start).await.map_err(|error| Error::Start {
            handler: spec.name,
            declared_at: spec.source,
            reason: crate::redact::chain(&error),
        })?;
    }
    Ok(())
}

/// Runs the `#[on_shutdown]` hooks concurrently, before the connections close. Each outcome is logged.
pub(crate) async fn shutdown(runtime: &Arc<Runtime>) {
    let handlers = runtime.registry.handlers(TypeId::of::<Shutdown>()).map(|(_, spec)| {
        let ctx = context(runtime, spec.timeout.unwrap_or(SHUTDOWN_TIMEOUT).min(SHUTDOWN_TIMEOUT));
        let spec = *spec;
        runtime.spawn(async move { handle(&spec, &ctx, &Shutdown).await })
    });
    // A hook that blocks its thread does not end at its own timeout.
    if tokio::time::timeout(SHUTDOWN_TIMEOUT + GRACE, join_all(handlers)).await.is_err() {
        tracing::warn!("a shutdown hook blocks its thread and is left behind");
    }
}

/// Creates a context without a location. It is not cancelled together with commands that did not finish in time.
fn context(runtime: &Arc<Runtime>, timeout: Duration) -> Context {
    let (deadline, cancel) = (Some(Deadline::start(timeout)), CancellationToken::new());
    Context::new(Inner { deadline, cancel, ..Inner::detached(runtime) })
}

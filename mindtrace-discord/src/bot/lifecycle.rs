//! `#[on_start]` and `#[on_shutdown]`; `#[on_ready]` is raised by the shard that is the last to connect.

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

/// How long all of `#[on_shutdown]` may take.
const GOODBYE: Duration = Duration::from_secs(5);

/// Runs what has to be done before the bot connects, one after the other.
///
/// # Errors
///
/// [`Error::Start`] for the first that fails; the ones behind it do not run.
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

/// Runs what has to be done before the bot falls silent, side by side; each outcome is logged.
pub(crate) async fn shutdown(runtime: &Arc<Runtime>) {
    let handlers = runtime.registry.handlers(TypeId::of::<Shutdown>()).map(|(_, spec)| async move {
        let ctx = context(runtime, spec.timeout.unwrap_or(GOODBYE).min(GOODBYE));
        handle(spec, &ctx, &Shutdown).await
    });
    join_all(handlers).await;
}

/// Nowhere in particular. It is not cancelled with the commands that did not end in time.
fn context(runtime: &Arc<Runtime>, timeout: Duration) -> Context {
    let (deadline, cancel) = (Some(Deadline::start(timeout)), CancellationToken::new());
    Context::new(Inner { deadline, cancel, ..Inner::nowhere(runtime) })
}

//! Waits for a deferral, so that a handler takes as long as it needs to be deferred and no longer.

use std::time::Duration;

use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Member, Sandbox};

/// Discord's flag of a message that shows "is thinking…".
const LOADING: u64 = 1 << 7;

/// Waits until the bot shows the member that it is thinking.
pub(crate) async fn until_deferred(sandbox: &Sandbox, member: &Member) -> Result<()> {
    let mut changes = sandbox.watch();
    let is_loading = |flags: Option<u64>| flags.is_some_and(|flags| flags & LOADING != 0);
    let is_deferred = || member.messages().iter().any(|message| is_loading(message.raw["flags"].as_u64()));
    while !is_deferred() {
        tokio::time::timeout(Duration::from_secs(20), changes.changed()).await??;
    }
    Ok(())
}

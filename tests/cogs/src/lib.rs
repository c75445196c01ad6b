//! Commands in a crate of their own, as bots share them.

use mindtrace_discord::prelude::*;

/// Comes from another crate.
#[command(category = "Cogs", aliases("far"))]
pub async fn remote() -> &'static str {
    "from afar"
}

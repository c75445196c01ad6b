//! A crate of commands that another program links.

use mindtrace_discord::prelude::*;

/// A command of another crate.
#[command(category = "Cogs", aliases("far"))]
pub async fn remote() -> &'static str {
    "from afar"
}

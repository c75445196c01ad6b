//! The bot on this framework with an allocator that counts. When it is stopped, it prints the number of heap allocations.

use std::alloc::System;
use std::io::Write;

use benches::ours;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    ours::run().await?;
    let stats = ALLOCATOR.stats();
    Ok(writeln!(std::io::stdout(), "{}", stats.allocations + stats.reallocations)?)
}

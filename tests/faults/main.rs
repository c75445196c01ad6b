//! Faults of Discord, of handlers and of callers, injected by name: nothing is lost, done twice or left unanswered.
//!
//! `docs/RELIABILITY.md` lists each fault with what is promised and the test that shows it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

#[path = "../framework/api.rs"]
#[allow(dead_code, reason = "other suites use more of it")]
mod api;
mod clock;
mod gateway;
mod handlers;
mod http;
mod invariants;
mod load;
mod process;
mod requests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Discord, Injection, Member as Caller, Sandbox};

/// Count the calls.
#[command]
async fn count(calls: &Arc<AtomicU32>) -> String {
    format!("call {}", calls.fetch_add(1, Ordering::SeqCst) + 1)
}

/// A bot in the sandbox, and how often its command ran.
struct Subject {
    sandbox: Sandbox,
    alice: Caller,
    calls: Arc<AtomicU32>,
}

impl Subject {
    async fn start() -> Result<Self> {
        Self::start_on(Discord::start().await?).await
    }

    async fn start_on(discord: Discord) -> Result<Self> {
        invariants::capture();
        let calls = Arc::new(AtomicU32::new(0));
        let bot = Bot::builder().registry(Registry::empty().command::<count>()).state(Arc::clone(&calls));
        let sandbox = Sandbox::start_on(discord, bot).await?;
        let alice = sandbox.member("alice").await?;
        Ok(Self { sandbox, alice, calls })
    }

    /// Injects a fault as the terminal does.
    async fn inject(&self, fault: &str) -> Result<()> {
        Ok(self.sandbox.inject(fault.parse::<Injection>()?).await?)
    }

    /// Checks that commands are answered at both surfaces, and that each ran once.
    async fn works(&self) -> Result<()> {
        let before = self.calls.load(Ordering::SeqCst);
        let said = self.alice.says("!count").await?;
        let called = self.alice.slash("count").send().await?;
        let expected = [format!("call {}", before + 1), format!("call {}", before + 2)];
        assert_eq!([said.content, called.content], expected);
        Ok(())
    }

    /// Checks that it works, and what holds after every fault.
    async fn ends_well(self) -> Result<()> {
        self.works().await?;
        invariants::ends_well(self.sandbox).await
    }

    /// Waits until the emulator is in a state.
    async fn until(&self, condition: impl Fn(&Discord) -> bool) -> Result<()> {
        let mut changes = self.sandbox.watch();
        while !condition(self.sandbox.discord()) {
            tokio::time::timeout(Duration::from_secs(40), changes.changed()).await??;
        }
        Ok(())
    }
}

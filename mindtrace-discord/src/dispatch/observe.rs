//! A span around every invocation, and one log line after it for every outcome.

use std::sync::Arc;
use std::time::Instant;

use serenity::model::Timestamp;
use tracing::Span;

use super::invocation::Invocation;
use super::outcome::{Ended, Outcome};
use crate::outcome::CommandError;
use crate::redact::chain;
use crate::reference::Reference;
use crate::runtime::Runtime;
use crate::surface::Surface;
use crate::telemetry::Invoked;

/// An observed invocation.
///
/// If it is dropped unfinished, because the task that ran the invocation was dropped, the outcome `dropped` is recorded.
pub(super) struct Observation {
    runtime: Arc<Runtime>,
    invoked: Invoked,
    reference: Reference,
    surface: Surface,
    received: Instant,
    span: Span,
    finished: bool,
}

impl Observation {
    pub(super) fn start(runtime: &Arc<Runtime>, invocation: &Invocation) -> Self {
        let span = tracing::info_span!(
            "invocation",
            reference = %invocation.reference,
            surface = %invocation.surface,
            user = %invocation.caller.user.id,
            guild = invocation.location.guild_id.map(tracing::field::display),
            channel = invocation.location.channel_id.map(tracing::field::display),
            command = tracing::field::Empty,
        );
        let invoked = Invoked {
            at: Timestamp::now(),
            command: None,
            surface: invocation.surface,
            user_id: invocation.caller.user.id,
            token: invocation.caller.token,
            guild_id: invocation.location.guild_id,
            channel_id: invocation.location.channel_id,
            outcome: "dropped",
            ms: 0.0,
            reference: invocation.reference.to_string(),
            is_refused: false,
            failed: true,
        };
        Self {
            runtime: Arc::clone(runtime),
            invoked,
            reference: invocation.reference,
            surface: invocation.surface,
            received: invocation.received,
            span,
            finished: false,
        }
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Writes the log line and returns the outcome.
    pub(super) fn finish(
        mut self,
        command: Option<&'static str>,
        ended: Ended,
        acknowledged: Option<Instant>,
    ) -> Outcome {
        self.finished = true;
        let Ended { result, error_reply, started } = ended;
        let elapsed = self.received.elapsed();
        let ms = elapsed.as_millis();
        self.invoked.outcome = result.as_ref().map_or_else(CommandError::code, |()| "ok");
        self.invoked.command = command;
        self.invoked.is_refused = result.as_ref().is_err_and(CommandError::is_user_fault);
        self.invoked.failed = result.is_err() && !self.invoked.is_refused;
        self.record(acknowledged);
        if let Some(command) = command {
            self.span.record("command", command);
        }
        let _entered = self.span.enter();
        let command = command.unwrap_or("_unknown");
        let surface = self.surface.as_str();
        match &result {
            Ok(()) => tracing::info!(command, surface, outcome = "ok", ms, "command"),
            Err(error) if error.is_user_fault() => {
                tracing::info!(command, surface, outcome = error.code(), ms, reason = ?error.to_string(), "command");
            }
            Err(error) => {
                let reference = self.reference;
                tracing::error!(command, surface, outcome = error.code(), ms, %reference, error = %chain(error), "command");
            }
        }
        Outcome {
            command: (command != "_unknown").then_some(command),
            reference: self.reference,
            result,
            error_reply,
            started,
            elapsed,
        }
    }
}

impl Observation {
    fn record(&mut self, acknowledged: Option<Instant>) {
        self.invoked.ms = self.received.elapsed().as_secs_f64() * 1000.0;
        let acknowledged = acknowledged.map(|at| at.saturating_duration_since(self.received));
        self.runtime.telemetry.invoked(&self.invoked, acknowledged);
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        if !self.finished {
            self.record(None);
            let _entered = self.span.enter();
            let ms = self.received.elapsed().as_millis();
            tracing::warn!(surface = self.surface.as_str(), outcome = "dropped", ms, reference = %self.reference, "command");
        }
    }
}

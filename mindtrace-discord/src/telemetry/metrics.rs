//! Prometheus metrics. Labels are names of the program, so their number is bounded.

use std::sync::Arc;
use std::time::Duration;

use prometheus::core::Collector;
use prometheus::{HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry};

use crate::telemetry::Invoked;

/// The label of calls of unknown commands: user input is not a label.
const OTHER: &str = "_other";

/// The buckets for the duration of commands, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];

/// The buckets for the time to the first response, in seconds. Discord waits three seconds.
const ACKNOWLEDGED: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 2.0, 3.0];

#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    commands: IntCounterVec,
    command_seconds: HistogramVec,
    acknowledge_seconds: HistogramVec,
    denials: IntCounterVec,
    cooldowns: IntCounterVec,
    events: IntCounterVec,
    handlers: IntCounterVec,
    rate_limited: IntCounter,
}

impl Metrics {
    /// Registers all metrics.
    ///
    /// # Errors
    ///
    /// The library's error, if a metric is invalid.
    pub(crate) fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let counters = |name, help, labels: &[&str]| {
            let counters = IntCounterVec::new(Opts::new(name, help), labels)?;
            register(&registry, counters)
        };
        let seconds = |name, help, labels: &[&str], buckets: &[f64]| {
            let options = HistogramOpts::new(name, help).buckets(buckets.to_vec());
            register(&registry, HistogramVec::new(options, labels)?)
        };
        Ok(Self {
            commands: counters(
                "discord_commands_total",
                "Calls of commands, by outcome.",
                &["command", "surface", "outcome"],
            )?,
            command_seconds: seconds(
                "discord_command_duration_seconds",
                "Time from the arrival of a call to its end.",
                &["command", "surface"],
                &SECONDS,
            )?,
            acknowledge_seconds: seconds(
                "discord_command_acknowledge_seconds",
                "Time from the arrival of a call to the first response; Discord waits three seconds.",
                &["surface"],
                &ACKNOWLEDGED,
            )?,
            denials: counters("discord_denials_total", "Calls that were refused, by reason.", &["reason"])?,
            cooldowns: counters(
                "discord_cooldown_refusals_total",
                "Calls that were refused because of a cooldown.",
                &["command"],
            )?,
            events: counters(
                "discord_events_total",
                "Events that a handler subscribes to or waits for.",
                &["event"],
            )?,
            handlers: counters(
                "discord_event_handlers_total",
                "Runs of event handlers and schedules, by outcome.",
                &["handler", "event", "outcome"],
            )?,
            rate_limited: register(
                &registry,
                IntCounter::new(
                    "discord_rest_rate_limited_total",
                    "Requests to Discord that were rate-limited.",
                )?,
            )?,
            registry,
        })
    }

    pub(crate) fn invoked(&self, call: &Invoked, acknowledged: Option<Duration>) {
        let (command, surface) = (call.command.unwrap_or(OTHER), call.surface.as_str());
        let seconds = call.ms / 1000.0;
        self.commands.with_label_values(&[command, surface, call.outcome]).inc();
        self.command_seconds.with_label_values(&[command, surface]).observe(seconds);
        if let Some(acknowledged) = acknowledged {
            let histogram = self.acknowledge_seconds.with_label_values(&[surface]);
            histogram.observe(acknowledged.as_secs_f64());
        }
        if call.is_refused {
            self.denials.with_label_values(&[call.outcome]).inc();
        }
        if call.outcome == "cooldown" {
            self.cooldowns.with_label_values(&[command]).inc();
        }
    }

    pub(crate) fn raised(&self, event: &'static str) {
        self.events.with_label_values(&[event]).inc();
    }

    pub(crate) fn handled(&self, handler: &str, event: &str, outcome: &str) {
        self.handlers.with_label_values(&[handler, event, outcome]).inc();
    }

    pub(crate) fn rate_limited(&self) {
        self.rate_limited.inc();
    }

    pub(crate) fn rate_limited_total(&self) -> u64 {
        self.rate_limited.get()
    }

    /// The registry, for further metrics.
    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }
}

/// Adds a metric to a registry.
///
/// # Errors
///
/// The library's error, if the name is taken.
pub(crate) fn register<C: Collector + Clone + 'static>(
    registry: &Registry,
    metric: C,
) -> Result<C, prometheus::Error> {
    registry.register(Box::new(metric.clone()))?;
    Ok(metric)
}

/// Registers all metrics. Logs an error and returns `None` if that fails.
pub(crate) fn start() -> Option<Arc<Metrics>> {
    match Metrics::new() {
        Ok(metrics) => Some(Arc::new(metrics)),
        Err(error) => {
            tracing::error!(%error, "metrics are disabled: they could not be registered");
            None
        }
    }
}

//! The numbers of a running bot, as Prometheus reads them. Labels are names of the program's own, so there is a bound to them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus::core::Collector;
use prometheus::{
    Encoder, Gauge, GaugeVec, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec,
    Opts, Registry, TextEncoder,
};

use super::entry::Invoked;
use crate::bot::Runtime;
use crate::gateway::Stage;

/// What a call of no command is counted as: what people type is no label.
const OTHER: &str = "_other";

/// How long handlers take, in seconds: from a look-up to the longest wait that is common.
const SECONDS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];

/// How long Discord waits for a first response: three seconds.
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
    /// Two who ask at once must not both add what is new.
    now: Mutex<Now>,
}

/// What is looked up when somebody asks.
#[derive(Debug)]
struct Now {
    shard_connected: IntGaugeVec,
    shard_latency: GaugeVec,
    cached: IntGaugeVec,
    waiting: IntGauge,
    dropped: IntCounter,
    in_flight: IntGauge,
    memory: IntGauge,
    uptime: Gauge,
    requests: IntCounterVec,
}

impl Metrics {
    /// # Errors
    ///
    /// What the library says of a metric that cannot be.
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
                "Calls of commands by what they came to.",
                &["command", "surface", "outcome"],
            )?,
            command_seconds: seconds(
                "discord_command_duration_seconds",
                "From the arrival of a call to its end.",
                &["command", "surface"],
                &SECONDS,
            )?,
            acknowledge_seconds: seconds(
                "discord_command_acknowledge_seconds",
                "From the arrival of a call to the first response; Discord waits three seconds.",
                &["surface"],
                &ACKNOWLEDGED,
            )?,
            denials: counters(
                "discord_denials_total",
                "Calls that were refused, by the reason.",
                &["reason"],
            )?,
            cooldowns: counters(
                "discord_cooldown_refusals_total",
                "Calls that came before their cooldown was over.",
                &["command"],
            )?,
            events: counters(
                "discord_events_total",
                "Events that somebody handles or waits for.",
                &["event"],
            )?,
            handlers: counters(
                "discord_event_handlers_total",
                "Runs of event handlers and schedules by what they came to.",
                &["handler", "event", "outcome"],
            )?,
            rate_limited: register(
                &registry,
                IntCounter::new("discord_rest_rate_limited_total", "Requests that Discord made wait.")?,
            )?,
            now: Mutex::new(Now::new(&registry)?),
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

    pub(crate) fn times_limited(&self) -> u64 {
        self.rate_limited.get()
    }

    /// Everything as text (Prometheus text format, version 0.0.4).
    ///
    /// # Errors
    ///
    /// What the library says.
    pub(crate) fn text(&self, runtime: &Runtime) -> Result<Vec<u8>, prometheus::Error> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).look(runtime);
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}

impl Now {
    fn new(registry: &Registry) -> Result<Self, prometheus::Error> {
        let gauge = |name, help| register(registry, IntGauge::new(name, help)?);
        let gauges = |name, help, labels: &[&str]| {
            register(registry, IntGaugeVec::new(Opts::new(name, help), labels)?)
        };
        Ok(Self {
            shard_connected: gauges(
                "discord_shard_connected",
                "Whether a shard receives events.",
                &["shard"],
            )?,
            shard_latency: register(
                registry,
                GaugeVec::new(
                    Opts::new("discord_shard_latency_seconds", "How long Discord takes for a heartbeat."),
                    &["shard"],
                )?,
            )?,
            cached: gauges("discord_cache_entries", "What the cache keeps.", &["kind"])?,
            waiting: gauge("discord_events_waiting", "Events that wait for their handlers.")?,
            dropped: register(
                registry,
                IntCounter::new("discord_events_dropped_total", "Events that found no room.")?,
            )?,
            in_flight: gauge("discord_tasks_in_flight", "Calls, handlers and schedules that run.")?,
            memory: gauge("process_resident_memory_bytes", "Resident memory size in bytes.")?,
            uptime: register(
                registry,
                Gauge::new("discord_uptime_seconds", "How long the bot has been running.")?,
            )?,
            requests: register(
                registry,
                IntCounterVec::new(
                    Opts::new("discord_rest_requests_total", "Requests to Discord by what they are about."),
                    &["resource"],
                )?,
            )?,
        })
    }

    fn look(&self, runtime: &Runtime) {
        let small = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        for shard in runtime.shards.snapshot() {
            let label = shard.id.to_string();
            let connected = i64::from(shard.stage == Stage::Connected);
            self.shard_connected.with_label_values(&[&label]).set(connected);
            if let Some(latency) = shard.latency_ms {
                self.shard_latency.with_label_values(&[&label]).set(latency / 1000.0);
            }
        }
        let cache = &runtime.cache;
        let kinds = [
            ("guilds", cache.guild_count()),
            ("channels", cache.guild_channel_count()),
            ("users", cache.user_count()),
        ];
        for (kind, count) in kinds {
            self.cached.with_label_values(&[kind]).set(small(count));
        }
        self.waiting.set(small(runtime.lanes.waiting()));
        self.dropped.inc_by(runtime.lanes.dropped().saturating_sub(self.dropped.get()));
        for (resource, count) in runtime.requests.counts() {
            let counter = self.requests.with_label_values(&[resource]);
            counter.inc_by(count.saturating_sub(counter.get()));
        }
        self.in_flight.set(small(runtime.tasks.len()));
        self.uptime.set(runtime.started.elapsed().as_secs_f64());
        if let Some(bytes) = resident() {
            self.memory.set(bytes);
        }
    }
}

/// The memory of this process, where the system says it in a file (proc(5): the second number of `statm`, in pages of 4 KiB).
fn resident() -> Option<i64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

fn register<C: Collector + Clone + 'static>(registry: &Registry, metric: C) -> Result<C, prometheus::Error> {
    registry.register(Box::new(metric.clone()))?;
    Ok(metric)
}

/// Metrics, or what is said when there are none.
pub(super) fn start() -> Option<Arc<Metrics>> {
    match Metrics::new() {
        Ok(metrics) => Some(Arc::new(metrics)),
        Err(error) => {
            tracing::error!(%error, "there are no metrics");
            None
        }
    }
}

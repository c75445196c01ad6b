//! Gauges of the running bot, updated when a client requests the metrics.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use prometheus::{
    Encoder, Gauge, GaugeVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};

use crate::event::ShardState;
use crate::runtime::Runtime;
use crate::runtime::processes::Process;
use crate::telemetry::{Metrics, register};

/// The gauges of the running bot.
#[derive(Debug)]
pub(super) struct Gauges {
    /// Locked during an update, so that two concurrent requests do not add the same difference twice, and until it is gathered.
    values: Mutex<Values>,
}

#[derive(Debug)]
struct Values {
    shard_connected: IntGaugeVec,
    shard_latency: GaugeVec,
    cached: IntGaugeVec,
    waiting: IntGauge,
    dropped: IntCounter,
    received_bytes: IntCounter,
    inflated_bytes: IntCounter,
    in_flight: IntGauge,
    processes: IntGauge,
    process_started: IntGaugeVec,
    process_shards: IntGaugeVec,
    blocking: IntGauge,
    #[cfg(feature = "redis")]
    redis_answers: IntGauge,
    #[cfg(feature = "redis")]
    redis_failures: IntCounter,
    memory: IntGauge,
    uptime: Gauge,
    requests: IntCounterVec,
}

impl Gauges {
    /// Registers the gauges.
    ///
    /// # Errors
    ///
    /// When the name of a metric is taken.
    pub(super) fn new(registry: &Registry) -> Result<Self, prometheus::Error> {
        Ok(Self { values: Mutex::new(Values::new(registry)?) })
    }

    /// Returns all metrics as text (Prometheus text format, version 0.0.4).
    ///
    /// # Errors
    ///
    /// When a metric cannot be encoded.
    pub(super) fn text(&self, metrics: &Metrics, runtime: &Runtime) -> Result<Vec<u8>, prometheus::Error> {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.update(runtime);
        let families = metrics.registry().gather();
        drop(values);
        let mut text = Vec::new();
        TextEncoder::new().encode(&families, &mut text)?;
        Ok(text)
    }
}

impl Values {
    fn new(registry: &Registry) -> Result<Self, prometheus::Error> {
        let gauge = |name, help| register(registry, IntGauge::new(name, help)?);
        let counter = |name, help| register(registry, IntCounter::new(name, help)?);
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
                    Opts::new(
                        "discord_shard_latency_seconds",
                        "Time between a heartbeat and its acknowledgement.",
                    ),
                    &["shard"],
                )?,
            )?,
            cached: gauges("discord_cache_entries", "Entries in the cache.", &["kind"])?,
            waiting: gauge("discord_events_waiting", "Events waiting for their handlers.")?,
            dropped: counter("discord_events_dropped_total", "Events dropped because a queue was full.")?,
            received_bytes: counter(
                "discord_gateway_received_bytes_total",
                "Bytes of the gateway's frames as they arrived.",
            )?,
            inflated_bytes: counter(
                "discord_gateway_inflated_bytes_total",
                "Bytes of the gateway's frames after decompression.",
            )?,
            in_flight: gauge("discord_tasks_in_flight", "Running calls, handlers and schedules.")?,
            processes: gauge(
                "discord_processes",
                "Processes of the bot that share its Redis, this one included.",
            )?,
            process_started: gauges(
                "discord_process_start_time_seconds",
                "When a process of the bot started, in seconds since 1970.",
                &["process", "host", "version", "state"],
            )?,
            process_shards: gauges(
                "discord_process_shards",
                "Shards of a process of the bot.",
                &["process"],
            )?,
            blocking: gauge(
                "discord_handlers_blocking",
                "Commands and handlers that block their thread at the moment.",
            )?,
            #[cfg(feature = "redis")]
            redis_answers: gauge(
                "discord_redis_answers",
                "Whether the Redis server answers; 1 without one.",
            )?,
            #[cfg(feature = "redis")]
            redis_failures: counter(
                "discord_redis_failures_total",
                "Requests that Redis did not answer in time.",
            )?,
            memory: gauge("process_resident_memory_bytes", "Resident memory size in bytes.")?,
            uptime: register(registry, Gauge::new("discord_uptime_seconds", "Time since the bot started.")?)?,
            requests: register(
                registry,
                IntCounterVec::new(
                    Opts::new("discord_rest_requests_total", "Requests to Discord by resource."),
                    &["resource"],
                )?,
            )?,
        })
    }

    fn update(&self, runtime: &Runtime) {
        // Another process may run a shard that was this one's.
        self.shard_connected.reset();
        self.shard_latency.reset();
        for shard in runtime.shards.snapshot() {
            let label = shard.id.to_string();
            let connected = i64::from(shard.state == ShardState::Connected);
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
            self.cached.with_label_values(&[kind]).set(int(count));
        }
        self.waiting.set(int(runtime.event_queues.waiting()));
        self.dropped.inc_by(runtime.event_queues.dropped().saturating_sub(self.dropped.get()));
        let (received, inflated) = runtime.shards.bytes();
        self.received_bytes.inc_by(received.saturating_sub(self.received_bytes.get()));
        self.inflated_bytes.inc_by(inflated.saturating_sub(self.inflated_bytes.get()));
        for (resource, count) in runtime.telemetry.requests.counts() {
            let counter = self.requests.with_label_values(&[resource]);
            counter.inc_by(count.saturating_sub(counter.get()));
        }
        #[cfg(feature = "redis")]
        {
            let server = runtime.redis.as_ref();
            self.redis_answers.set(server.is_none_or(|server| server.answers()).into());
            let failures = server.map_or(0, |server| server.failures());
            self.redis_failures.inc_by(failures.saturating_sub(self.redis_failures.get()));
        }
        self.in_flight.set(int(runtime.tasks.len()));
        self.show_processes(&runtime.all_processes());
        self.blocking.set(int(runtime.polls.blocking().len()));
        self.uptime.set(runtime.started.elapsed().as_secs_f64());
        if let Some(bytes) = resident() {
            self.memory.set(bytes);
        }
    }

    /// Shows each process of the bot. Those that are gone are not shown any more.
    fn show_processes(&self, processes: &[Process]) {
        self.processes.set(int(processes.len()));
        self.process_started.reset();
        self.process_shards.reset();
        for process in processes {
            let Process { id, host, version, started, state, shards, .. } = process;
            if let Ok(started) = started.parse::<Timestamp>() {
                let version = version.as_deref().unwrap_or_default();
                let labels = [id.as_str(), host.as_str(), version, state.as_str()];
                self.process_started.with_label_values(&labels).set(started.as_second());
            }
            self.process_shards.with_label_values(&[id.as_str()]).set(int(shards.len()));
        }
    }
}

fn int(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Returns the resident memory of this process in bytes, on systems with `/proc` (proc(5): the second number of `statm`, in pages of
/// 4 KiB).
fn resident() -> Option<i64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

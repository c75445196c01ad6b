//! Prometheus metrics: their names and labels. User input never becomes a label.

use mindtrace_discord::Registry;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use std::time::Duration;

use crate::api::Api;

#[command(cooldown = "1h")]
async fn rare() -> &'static str {
    "rare"
}

#[command]
async fn fails() -> Result<()> {
    Err("no cheese".into())
}

#[on_event(MemberJoin)]
async fn unlucky() -> Result<()> {
    Err("no paper".into())
}

#[tokio::test]
async fn metric_labels_are_names_of_the_program() -> Result<()> {
    let registry = Registry::empty().command::<rare>().command::<fails>().on_event::<unlucky>();
    let sandbox = Sandbox::start(Bot::builder().registry(registry)).await?;
    let alice = sandbox.member("alice").await?;
    for command in ["!rare", "!rare", "!fails", "!secret-words"] {
        alice.posts(command).await?;
    }
    assert!(alice.slash("rare").send().await?.ephemeral);
    sandbox.join("bob").await?;
    sandbox.rate_limits("GET", "/users/@me", Duration::from_secs(1));
    sandbox.settle().await?;
    let api = Api::of(&sandbox);
    let metrics = api.get("/metrics").await;
    assert_eq!(metrics.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    for line in [
        "discord_commands_total{command=\"rare\",outcome=\"ok\",surface=\"prefix\"} 1",
        "discord_commands_total{command=\"rare\",outcome=\"cooldown\",surface=\"prefix\"} 1",
        "discord_commands_total{command=\"rare\",outcome=\"cooldown\",surface=\"slash\"} 1",
        "discord_commands_total{command=\"fails\",outcome=\"failed\",surface=\"prefix\"} 1",
        "discord_denials_total{reason=\"cooldown\"} 2",
        "discord_cooldown_refusals_total{command=\"rare\"} 2",
        "discord_command_duration_seconds_count{command=\"rare\",surface=\"prefix\"} 2",
        "discord_command_acknowledge_seconds_count{surface=\"slash\"} 1",
        "discord_events_total{event=\"MemberJoin\"} 1",
        "discord_event_handlers_total{event=\"MemberJoin\",handler=\"unlucky\",outcome=\"failed\"} 1",
        "discord_rest_rate_limited_total 1",
        "discord_rest_requests_total{resource=\"interactions\"} 1",
        "discord_rest_requests_total{resource=\"users\"} 1",
        "discord_shard_connected{shard=\"0\"} 1",
        "discord_cache_entries{kind=\"guilds\"} 1",
        "discord_events_dropped_total 0",
    ] {
        assert!(metrics.text.lines().any(|found| found == line), "{line}\n{}", metrics.text);
    }
    for gauge in ["process_resident_memory_bytes ", "discord_uptime_seconds "] {
        let value = metrics.text.lines().find_map(|line| line.strip_prefix(gauge)).unwrap();
        assert!(value.parse::<f64>()? > 0.0, "{gauge}{value}");
    }
    assert!(!metrics.text.contains("secret-words") && !metrics.text.contains("alice"), "{}", metrics.text);
    Ok(())
}

/// Checks that every metric in `docs/grafana.json` exists.
#[tokio::test]
async fn the_grafana_dashboard_uses_existing_metrics() -> Result<()> {
    let sandbox =
        Sandbox::start(Bot::builder().registry(Registry::empty().command::<fails>().on_event::<unlucky>()))
            .await?;
    let alice = sandbox.member("alice").await?;
    alice.posts("!nothing").await?;
    sandbox.join("bob").await?;
    sandbox.settle().await?;
    let metrics = Api::of(&sandbox).get("/metrics").await.text;
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/grafana.json");
    let dashboard = std::fs::read_to_string(file)?;
    let panels = serde_json::from_str::<serde_json::Value>(&dashboard)?["panels"].as_array().map(Vec::len);
    assert!(panels > Some(10), "{panels:?}");
    let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
    let names: std::collections::BTreeSet<&str> = dashboard
        .split(|c| !is_part(c))
        .filter(|word| word.starts_with("discord_") || word.starts_with("process_"))
        .collect();
    assert!(names.len() > 10, "{names:?}");
    // These two have no samples in this test.
    let quiet = ["discord_command_acknowledge_seconds_bucket", "discord_shard_latency_seconds"];
    for name in names.into_iter().filter(|name| !quiet.contains(name)) {
        assert!(metrics.lines().any(|line| line.starts_with(name)), "{name}\n{metrics}");
    }
    Ok(())
}

#[tokio::test]
async fn compressed_frames_are_counted_before_and_after() -> Result<()> {
    use mindtrace_discord::config::Compression;
    for (compression, is_smaller) in
        [(Compression::Zstd, true), (Compression::Zlib, true), (Compression::Off, false)]
    {
        let bot = Bot::builder().registry(Registry::empty().command::<rare>()).compression(compression);
        let sandbox = Sandbox::start(bot).await?;
        sandbox.member("alice").await?.says("!rare").await?;
        sandbox.settle().await?;
        let metrics = Api::of(&sandbox).get("/metrics").await.text;
        let bytes = |stage: &str| -> u64 {
            let name = format!("discord_gateway_{stage}_bytes_total ");
            metrics.lines().find_map(|line| line.strip_prefix(&name)).unwrap().parse().unwrap()
        };
        let (received, inflated) = (bytes("received"), bytes("inflated"));
        // A new session and a few messages are more than a thousand bytes.
        assert!(inflated > 1000, "{compression:?}: {inflated}");
        assert_eq!(received * 2 < inflated, is_smaller, "{compression:?}: {received} of {inflated}");
        assert_eq!(received == inflated, !is_smaller, "{compression:?}: {received} of {inflated}");
    }
    Ok(())
}

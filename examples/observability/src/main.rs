//! Runs the bot: on Discord if `DISCORD_BOT_TOKEN` is set, else in the sandbox. `--help` lists the other subcommands.

use mindtrace_discord::Result;
use opentelemetry_otlp::SpanExporter;

#[tokio::main]
async fn main() -> Result<()> {
    // Sends to the collector at OTEL_EXPORTER_OTLP_ENDPOINT, by default http://localhost:4318.
    let exporter = SpanExporter::builder().with_http().build()?;
    let provider = observability::export(exporter)?;
    let result = observability::bot().cli().await;
    // Spans are sent in batches, and the last one is not sent yet.
    if let Err(error) = provider.shutdown() {
        tracing::warn!(%error, "the last spans were not exported");
    }
    Ok(result?)
}

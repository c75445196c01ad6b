//! A bot whose calls are traces of OpenTelemetry. Each call is a span, and the spans of the bot's own functions are inside of it.

use mindtrace_discord::prelude::*;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// The bot. The attribute registers its command.
pub fn bot() -> BotBuilder {
    Bot::builder()
}

/// Writes the log to standard error, and exports all spans.
///
/// # Errors
///
/// If the program already has a subscriber of `tracing`.
pub fn export(exporter: SpanExporter) -> Result<SdkTracerProvider> {
    let resource = Resource::builder().with_service_name("my-bot").build();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
    tracing_subscriber::registry()
        .with(EnvFilter::new("info"))
        .with(tracing_subscriber::fmt::layer().with_writer(std::io::stderr))
        .with(tracing_opentelemetry::layer().with_tracer(provider.tracer("my-bot")))
        .try_init()?;
    Ok(provider)
}

/// Count your visits.
#[command]
async fn visit(ctx: &Context) -> Result<String> {
    Ok(format!("This is your visit number {}.", count(ctx).await?))
}

/// Adds a visit of the caller. Its span `count` is inside of the call's.
#[tracing::instrument(skip_all)]
async fn count(ctx: &Context) -> Result<i64> {
    Ok(ctx.store().user(ctx.author().id).increment("visits", 1).await?)
}

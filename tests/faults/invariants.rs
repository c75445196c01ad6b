//! What holds after every fault: nothing runs or waits any more, no secret was shown, and the bot ends in time.

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use tracing_subscriber::fmt::MakeWriter;

use crate::api::Api;

/// The log of this process, since the first test started.
static LOG: LazyLock<Log> = LazyLock::new(|| {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone());
    tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
    log
});

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

/// Captures the log from now on.
pub(crate) fn capture() {
    LazyLock::force(&LOG);
}

/// Checks the invariants and stops the bot.
pub(crate) async fn ends_well(sandbox: Sandbox) -> Result<()> {
    sandbox.settle().await?;
    let api = Api::of(&sandbox);
    let metrics = api.get("/metrics").await.text;
    // A schedule is a task that waits for its time.
    let schedules = api.get("/discord/status").await.body["schedules"].as_array().map_or(0, Vec::len);
    for (gauge, idle) in [("tasks_in_flight", schedules), ("events_waiting", 0), ("handlers_blocking", 0)] {
        let line = format!("discord_{gauge} {idle}");
        assert!(metrics.lines().any(|found| found == line), "{line}\n{metrics}");
    }
    let mut shown = vec![("/metrics", metrics), ("the transcript", sandbox.transcript())];
    for path in ["/discord/status", "/discord/commands", "/openapi.json", "/nothing"] {
        shown.push((path, api.get(path).await.text));
    }
    shown.push(("the log", String::from_utf8_lossy(&LOG.0.lock().unwrap()).into_owned()));
    let secrets = [sandbox.token(), api.token.as_str(), "sandbox-interaction-"];
    for (place, text) in &shown {
        for secret in secrets {
            assert_hidden(secret, text, place);
        }
    }
    // The grace time, and the emulator's own.
    tokio::time::timeout(Duration::from_secs(15), sandbox.shutdown()).await??;
    Ok(())
}

/// Checks that a text has a secret in no form: plain, as hexadecimal digits, or in Base64 at any offset.
pub(crate) fn assert_hidden(secret: &str, text: &str, place: &str) {
    let encoded = (0..3).map(|offset| {
        let encoded = STANDARD.encode(format!("{}{secret}", "x".repeat(offset)));
        // The characters at both ends also depend on what stands beside the secret.
        encoded.get(4..encoded.len() - 4).unwrap_or_default().to_owned()
    });
    for form in encoded.chain([secret.to_owned(), hex::encode(secret)]).filter(|form| !form.is_empty()) {
        assert!(!text.contains(&form), "{place} shows a secret as {form}");
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

//! Runs the load generator.
//!
//! With `--mode` it runs one job and ends. Without, it reads jobs from standard input, a JSON object each line, and writes an outcome
//! for each to standard output.

use std::io::Write;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use benches::server::{Job, Mode, Server};
use clap::Parser;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::time::timeout;

/// The time that a bot has to identify.
const START: Duration = Duration::from_mins(1);

/// A server with Discord's protocol that sends commands to a bot and verifies the answers.
#[derive(Parser)]
struct Line {
    /// The port on 127.0.0.1; 0 for a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The kind of the events.
    #[arg(long, value_enum)]
    mode: Option<Mode>,
    /// The number of events.
    #[arg(long, default_value_t = 1000)]
    count: u64,
    /// The number of events before them, which are not measured.
    #[arg(long, default_value_t = 100)]
    warm_up: u64,
    /// The number of commands that wait for their answers at once.
    #[arg(long, default_value_t = 1)]
    in_flight: u64,
    /// The pause after each message that is no command, in microseconds.
    #[arg(long, default_value_t = 0)]
    gap_micros: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    tokio::task::LocalSet::new().run_until(serve(Line::parse())).await
}

async fn serve(line: Line) -> anyhow::Result<()> {
    let server = Server::start(line.port).await?;
    print(&json!({ "event": "listening", "port": server.port() }))?;
    timeout(START, server.identified()).await.context("no bot has identified")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    print(&json!({ "event": "identified", "unix_seconds": now }))?;
    if let Some(mode) = line.mode {
        let Line { count, in_flight, gap_micros, warm_up, .. } = line;
        for count in [warm_up, count] {
            if count > 0 {
                let outcome = server.run(Job { mode, count, in_flight, gap_micros, faults: false }).await?;
                print(&json!(outcome))?;
            }
        }
        return Ok(());
    }
    let mut jobs = BufReader::new(tokio::io::stdin()).lines();
    while let Some(job) = jobs.next_line().await? {
        let outcome = server.run(serde_json::from_str(&job)?).await?;
        print(&json!(outcome))?;
    }
    Ok(())
}

fn print(value: &Value) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{value}")?;
    Ok(output.flush()?)
}

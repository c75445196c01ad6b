//! `mindtrace-discord`: tools for authors of bots. Each subcommand is a module.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program talks to its terminal")]
// `--help` prints the doc comments of the arguments as they are, so they have no backticks.
#![allow(clippy::doc_markdown)]

mod new;
mod sandbox;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tools for authors of Discord bots
#[derive(Debug, Parser)]
#[command(version)]
struct Call {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Create a bot with a command, a button, and tests
    New(new::New),
    /// Run an emulator of Discord, for bots in any language
    Sandbox(sandbox::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Call { task } = Call::parse();
    let result = match task {
        Task::New(options) => new::create(&options).map(|next| println!("{next}")).map_err(Into::into),
        Task::Sandbox(options) => sandbox::run(options).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

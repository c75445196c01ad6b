//! Runs the bot: `cargo run -p showcase`. `cargo run -p showcase -- --help` lists the other subcommands.

use mindtrace_discord::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    showcase::bot().cli().await
}

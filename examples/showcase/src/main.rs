//! Runs the bot: `cargo run -p showcase`, or `cargo run -p showcase -- --help`.

use mindtrace_discord::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    showcase::bot().cli().await
}

//! The bot on this framework.

use benches::ours;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    ours::run().await
}

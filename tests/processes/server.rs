//! A Redis process that ends with the test.

use std::process::Stdio;

use mindtrace_discord::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

pub(crate) struct Redis {
    port: u16,
    process: Child,
}

impl Redis {
    pub(crate) async fn start() -> Result<Self> {
        let free = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = free.local_addr()?.port();
        drop(free);
        Ok(Self { port, process: serve(port).await? })
    }

    /// Ends the server. Its data is lost.
    pub(crate) async fn kill(&mut self) -> Result<()> {
        Ok(self.process.kill().await?)
    }

    /// Starts an empty server at the same address.
    pub(crate) async fn restart(&mut self) -> Result<()> {
        self.process = serve(self.port).await?;
        Ok(())
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Sends a signal such as `STOP`.
    pub(crate) async fn signal(&self, name: &str) -> Result<()> {
        signal(&self.process, name).await
    }

    pub(crate) async fn run(&self, command: &[&str]) -> Result<()> {
        let client = redis::Client::open(self.url())?;
        let mut connection = client.get_multiplexed_async_connection().await?;
        let mut request = redis::cmd(command[0]);
        request.arg(&command[1..]).exec_async(&mut connection).await?;
        Ok(())
    }

    /// Returns the number of keys whose names have this part.
    pub(crate) async fn keys(&self, part: &str) -> Result<usize> {
        let client = redis::Client::open(self.url())?;
        let mut connection = client.get_multiplexed_async_connection().await?;
        let mut request = redis::cmd("KEYS");
        let keys: Vec<String> = request.arg(format!("*{part}*")).query_async(&mut connection).await?;
        Ok(keys.len())
    }
}

async fn serve(port: u16) -> Result<Child> {
    let port = port.to_string();
    let mut process = Command::new("redis-server")
        .args(["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("redis-server is not installed");
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await? {
        if line.contains("Ready to accept connections") {
            // The rest is read and dropped, because a full pipe would block the server.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(process);
        }
    }
    Err(format!("redis-server did not start on port {port}").into())
}

/// Sends a signal to a process.
pub(crate) async fn signal(process: &Child, name: &str) -> Result<()> {
    let id = process.id().ok_or("the process has ended")?.to_string();
    let sent = Command::new("kill").args([&format!("-{name}"), &id]).status().await?;
    if sent.success() { Ok(()) } else { Err(format!("the signal {name} could not be sent").into()) }
}

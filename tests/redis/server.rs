//! A Redis server for a test.

use std::collections::BTreeMap;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

/// A Redis process that ends with the test.
pub(crate) struct Redis {
    port: u16,
    pub(crate) process: Child,
}

impl Redis {
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts a server with further settings.
    pub(crate) async fn start_with(settings: &[&str]) -> Self {
        let free = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        Self { port, process: serve(port, settings).await }
    }

    /// Starts an empty Redis at the same address.
    pub(crate) async fn restart(&mut self) {
        self.process = serve(self.port, &[]).await;
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// The URL for clients with a password.
    pub(crate) fn url_with(&self, password: &str) -> String {
        format!("redis://:{password}@127.0.0.1:{}", self.port)
    }

    pub(crate) async fn run(&self, command: &[&str]) {
        self.run_all(None, &[command]).await;
    }

    /// Runs commands on one connection, with a password if there is one.
    pub(crate) async fn run_all(&self, password: Option<&str>, commands: &[&[&str]]) {
        let url = password.map_or_else(|| self.url(), |password| self.url_with(password));
        let client = redis::Client::open(url).unwrap();
        // `DEBUG RELOAD` takes longer than the usual half second.
        let config = redis::AsyncConnectionConfig::new().set_response_timeout(None);
        let mut connection = client.get_multiplexed_async_connection_with_config(&config).await.unwrap();
        for command in commands {
            let mut request = redis::cmd(command[0]);
            request.arg(&command[1..]).exec_async(&mut connection).await.unwrap();
        }
    }

    /// Returns the number of subscribers of the channels that match `pattern`.
    pub(crate) async fn subscribers(&self, pattern: &str) -> u64 {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let mut channels = redis::cmd("PUBSUB");
        let channels: Vec<String> =
            channels.arg("CHANNELS").arg(pattern).query_async(&mut connection).await.unwrap();
        let mut counts = redis::cmd("PUBSUB");
        let counts: BTreeMap<String, u64> =
            counts.arg("NUMSUB").arg(&channels).query_async(&mut connection).await.unwrap();
        counts.values().sum()
    }

    pub(crate) async fn keys(&self) -> Vec<String> {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        redis::cmd("KEYS").arg("*").query_async(&mut connection).await.unwrap()
    }
}

async fn serve(port: u16, settings: &[&str]) -> Child {
    let port = port.to_string();
    let mut process = Command::new("redis-server")
        .args(["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        .args(settings)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("redis-server is not installed");
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if line.contains("Ready to accept connections") {
            // The rest is read and dropped, because a full pipe would block the server.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return process;
        }
    }
    panic!("redis-server did not start on port {port}");
}

//! The balancer, with the configuration of `docs/SCALING.md`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

/// What is the same for every number of processes.
const SETTINGS: &str = "defaults
    mode http
    timeout connect 1s
    timeout client 30s
    timeout server 10s
    retries 5
    option redispatch 1
    option http-buffer-request
    retry-on conn-failure empty-response response-timeout 503

";

/// A balancer that ends with the test.
pub(crate) struct Haproxy {
    port: u16,
    /// The port of its page with the states of the servers.
    stats: u16,
    file: PathBuf,
    _process: Child,
}

impl Haproxy {
    /// Starts a balancer in front of these ports.
    pub(crate) async fn start(ports: &[u16]) -> Self {
        let (port, stats) = (free_port().await, free_port().await);
        let mut text = SETTINGS.to_owned();
        let _ = write!(text, "frontend discord\n    bind 127.0.0.1:{port}\n    default_backend bots\n\n");
        let _ =
            write!(text, "frontend stats\n    bind 127.0.0.1:{stats}\n    stats enable\n    stats uri /\n\n");
        text.push_str("backend bots\n    balance roundrobin\n    option httpchk\n");
        text.push_str("    http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host localhost\n");
        text.push_str("    default-server check inter 200ms fall 1 rise 1\n");
        for (number, port) in ports.iter().enumerate() {
            let _ = writeln!(text, "    server bot{number} 127.0.0.1:{port}");
        }
        let file = std::env::temp_dir().join(format!("haproxy-{}.cfg", std::process::id()));
        std::fs::write(&file, text).unwrap();
        let process = Command::new("haproxy")
            .args(["-db", "-f"])
            .arg(&file)
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("haproxy is not installed");
        let listens = async { while TcpStream::connect(("127.0.0.1", port)).await.is_err() {} };
        tokio::time::timeout(Duration::from_secs(10), listens).await.expect("haproxy did not start");
        Self { port, stats, file, _process: process }
    }

    /// Waits until it sends requests to a process again.
    pub(crate) async fn uses(&self, number: usize) {
        let server = format!("bots,bot{number},");
        let is_up = async {
            loop {
                let states = reqwest::get(format!("http://127.0.0.1:{}/;csv", self.stats)).await.unwrap();
                let states = states.text().await.unwrap();
                if states.lines().any(|line| line.starts_with(&server) && line.contains(",UP,")) {
                    return;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), is_up).await.expect("haproxy does not use the process");
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Haproxy {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.file);
    }
}

/// Returns a port that nothing listens on.
pub(crate) async fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap().port()
}

//! Discord's REST API with faults: a server in front of the emulator that forwards every request, except those that a test has it answer.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use mindtrace_discord::sandbox::Discord;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// A server in front of the emulator.
#[derive(Clone)]
pub(crate) struct FaultyApi {
    pub(crate) url: String,
    state: Arc<State>,
}

struct State {
    emulator: String,
    seen: Mutex<Vec<Seen>>,
    arrived: watch::Sender<usize>,
    rules: Mutex<Vec<Rule>>,
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) head: String,
    pub(crate) body: String,
    pub(crate) at: Instant,
}

struct Rule {
    line_contains: &'static str,
    times: usize,
    fault: Fault,
}

/// What happens to a request instead of its response.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The emulator never gets the request; this is the response.
    Answer(String),
    /// The emulator gets the request; this is the response.
    AnswerAfter(String),
    /// This is sent and nothing more.
    Stall(String),
    /// The connection is closed without a response, before the emulator gets the request.
    Close,
    /// The emulator handles the request, and the connection is closed without a response.
    CloseAfter,
}

/// Writes a response with these headers, which end with a line break each.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len())
}

/// Writes a 429 with Discord's own headers.
pub(crate) fn too_many(retry_after: &str, headers: &str) -> String {
    let headers = format!("via: 1.1 google\r\nretry-after: {retry_after}\r\n{headers}");
    response(
        "429 Too Many Requests",
        &headers,
        r#"{"message":"You are being rate limited.","retry_after":1,"global":false}"#,
    )
}

impl FaultyApi {
    pub(crate) async fn before(discord: &Discord) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State {
            emulator: discord.url().replace("http://", ""),
            seen: Mutex::default(),
            arrived: watch::Sender::new(0),
            rules: Mutex::default(),
        });
        let accepting = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&accepting)));
            }
        });
        Self { url, state }
    }

    /// Has the next `times` requests whose first line contains a text meet a fault.
    pub(crate) fn fail(&self, line_contains: &'static str, times: usize, fault: Fault) {
        self.state.rules.lock().unwrap().push(Rule { line_contains, times, fault });
    }

    /// Returns the requests so far whose first line contains a text.
    pub(crate) fn seen(&self, line_contains: &str) -> Vec<Seen> {
        let seen = self.state.seen.lock().unwrap();
        seen.iter().filter(|seen| seen.line.contains(line_contains)).cloned().collect()
    }

    /// Waits until `count` requests have arrived whose first line contains a text.
    pub(crate) async fn wait_for(&self, line_contains: &str, count: usize) -> Vec<Seen> {
        let mut arrived = self.state.arrived.subscribe();
        loop {
            arrived.mark_unchanged();
            let seen = self.seen(line_contains);
            if seen.len() >= count {
                return seen;
            }
            let wait = tokio::time::timeout(std::time::Duration::from_secs(30), arrived.changed());
            wait.await.unwrap_or_else(|_| panic!("only {} of {line_contains}", seen.len())).unwrap();
        }
    }
}

async fn serve(mut stream: TcpStream, state: Arc<State>) {
    while let Some(seen) = read(&mut stream).await {
        let line = seen.line.clone();
        let raw = format!("{}\r\n\r\n{}", seen.head, seen.body);
        state.seen.lock().unwrap().push(seen);
        state.arrived.send_modify(|count| *count += 1);
        let fault = take(&state, &line);
        let answer = match &fault {
            None | Some(Fault::AnswerAfter(_) | Fault::CloseAfter) => {
                Some(forward(&raw, &state.emulator).await)
            }
            Some(_) => None,
        };
        let answer = match fault {
            Some(Fault::Answer(text) | Fault::AnswerAfter(text)) => text.into_bytes(),
            Some(Fault::Stall(text)) => {
                stream.write_all(text.as_bytes()).await.unwrap_or_default();
                // Until the client gives up.
                let _ = stream.read_u8().await;
                return;
            }
            Some(Fault::Close | Fault::CloseAfter) => return,
            None => answer.unwrap_or_default(),
        };
        if stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}

/// Returns the fault of a request, which is used up.
fn take(state: &State, line: &str) -> Option<Fault> {
    let mut rules = state.rules.lock().unwrap();
    let rule = rules.iter_mut().find(|rule| rule.times > 0 && line.contains(rule.line_contains))?;
    rule.times -= 1;
    Some(rule.fault.clone())
}

async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let head_length = loop {
        if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_length]).into_owned();
    let length = head
        .lines()
        .find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let end = head_length + 4 + length.unwrap_or(0_usize);
    while bytes.len() < end {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8_lossy(&bytes[head_length + 4..end]).into_owned();
    let line = head.lines().next().unwrap_or_default().to_owned();
    Some(Seen { line, head, body, at: Instant::now() })
}

/// Sends a request to the emulator and returns the whole response.
async fn forward(request: &str, emulator: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(emulator).await.unwrap();
    let (line, rest) = request.split_once("\r\n").unwrap();
    let request = format!("{line}\r\nconnection: close\r\n{rest}");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // The emulator may be shutting down.
    let _ = stream.read_to_end(&mut answer).await;
    // The connection to the client goes on.
    let text = String::from_utf8_lossy(&answer).replace("connection: close\r\n", "");
    text.into_bytes()
}

//! The load generator: a gateway and a REST API with Discord's protocol, which send commands and verify the answers.

mod clock;
mod compression;
mod faults;
mod gateway;
mod http;
mod job;
mod payloads;
mod rest;
mod template;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::net::Ipv4Addr;
use std::rc::Rc;
use std::time::Duration;

use anyhow::Context;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio::time::{sleep, timeout};

use self::faults::Faults;
use self::http::Answer;
use self::job::Account;
pub use self::job::{Job, Mode, Outcome};
use self::payloads::{Payloads, UNREGISTERED, noise_of, text_of};

/// The time without any answer after which the missing ones are lost.
const STALLED: Duration = Duration::from_secs(20);

/// The time that a bot has to register its slash command.
const REGISTRATION: Duration = Duration::from_secs(20);

/// The time after the last answer in which second answers are counted.
const LINGER: Duration = Duration::from_millis(100);

/// A server on the loopback address. It serves one bot, on a runtime with one thread.
pub struct Server {
    port: u16,
    payloads: RefCell<Payloads>,
    commands: RefCell<Vec<Value>>,
    unknown: RefCell<BTreeSet<String>>,
    session: RefCell<Option<mpsc::Sender<String>>>,
    seq: Cell<u64>,
    /// The number of the next command; no number is used twice.
    number: Cell<u64>,
    account: RefCell<Option<Account>>,
    faults: Faults,
    /// Something has changed: the session, the commands, or the account.
    changed: Notify,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("port", &self.port).finish_non_exhaustive()
    }
}

impl Server {
    /// Starts a server on this port of 127.0.0.1, or on a free one if it is 0. Must be called within a `LocalSet`.
    ///
    /// # Errors
    ///
    /// Fails if the port is in use.
    pub async fn start(port: u16) -> anyhow::Result<Rc<Self>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.context("cannot listen")?;
        let server = Rc::new(Self {
            port: listener.local_addr()?.port(),
            payloads: RefCell::new(Payloads::new()),
            commands: RefCell::default(),
            unknown: RefCell::default(),
            session: RefCell::default(),
            seq: Cell::new(0),
            number: Cell::new(1),
            account: RefCell::default(),
            faults: Faults::default(),
            changed: Notify::new(),
        });
        let accepting = Rc::clone(&server);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = Rc::clone(&accepting);
                // A connection that ends with an error is one that the bot has lost; its commands count as lost.
                tokio::task::spawn_local(async move { http::serve(server, stream).await.ok() });
            }
        });
        Ok(server)
    }

    /// The port that the server listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until a bot has identified.
    pub async fn identified(&self) {
        self.until(|server| server.session.borrow().is_some()).await;
    }

    /// Sends the events of a job and returns the account of the answers.
    ///
    /// # Errors
    ///
    /// Fails if the bot is not connected.
    pub async fn run(&self, job: Job) -> anyhow::Result<Outcome> {
        self.identified().await;
        if job.mode == Mode::Slash {
            // A bot that registers nothing is called with an id that it does not know.
            let _ = timeout(REGISTRATION, self.until(|server| server.command().is_some())).await;
        }
        self.faults.begin(job.faults);
        let first = self.number.get();
        self.number.set(first + job.count);
        *self.account.borrow_mut() = Some(Account::new(job, first));
        if job.mode == Mode::Noise {
            self.send_noise(job).await?;
        }
        let window = if job.mode == Mode::Noise { 1 } else { job.in_flight.min(job.count) };
        for _ in 0..window {
            self.send_next(job.mode).await?;
        }
        let mut replies = 0;
        loop {
            let complete =
                self.until(|server| server.account.borrow().as_ref().is_none_or(Account::is_complete));
            if timeout(STALLED, complete).await.is_ok() {
                break;
            }
            let now = self.account.borrow().as_ref().map_or(0, Account::replies);
            if now == replies {
                break;
            }
            replies = now;
        }
        sleep(LINGER).await;
        let account = self.account.borrow_mut().take().context("no job is running")?;
        Ok(account.outcome(std::mem::take(&mut *self.unknown.borrow_mut())))
    }

    /// Sends messages that are no command.
    async fn send_noise(&self, job: Job) -> anyhow::Result<()> {
        let gap = Duration::from_micros(job.gap_micros);
        for number in 0..job.count {
            let text = noise_of(number);
            self.send(|seq| self.payloads.borrow_mut().message_create(seq, &text)).await?;
            if !gap.is_zero() {
                sleep(gap).await;
            }
        }
        Ok(())
    }

    /// Sends the next command of the job, if there is one.
    async fn send_next(&self, mode: Mode) -> anyhow::Result<()> {
        let Some(number) = self.account.borrow_mut().as_mut().and_then(Account::next) else { return Ok(()) };
        let command = self.command().unwrap_or_else(|| UNREGISTERED.to_owned());
        self.send(|seq| {
            let mut payloads = self.payloads.borrow_mut();
            match mode {
                Mode::Slash => payloads.interaction_create(seq, &command, number),
                _ => payloads.message_create(seq, &format!("!echo {}", text_of(number))),
            }
        })
        .await
    }

    /// Sends a payload. It gets its sequence number once there is room for it, so that the numbers are in order.
    async fn send(&self, payload: impl FnOnce(u64) -> String) -> anyhow::Result<()> {
        let session = self.session.borrow().clone().context("no bot is connected")?;
        let room = session.reserve().await;
        let seq = self.next_seq();
        let payload = payload(seq);
        self.faults.sent(seq, &payload);
        match room {
            Ok(room) => room.send(payload),
            // What is sent while no bot is connected is replayed when it resumes.
            Err(_) if self.faults.on.get() => {}
            Err(_) => anyhow::bail!("the bot has disconnected"),
        }
        Ok(())
    }

    /// Counts an answer, and sends the next command if it was one of the job's.
    async fn answered(&self, answer: Answer) {
        let next = {
            let mut account = self.account.borrow_mut();
            let Some(account) = account.as_mut() else { return };
            account.answered(answer.0).then(|| (account.mode(), account.is_complete()))
        };
        match next {
            Some((_, true)) => self.changed.notify_waiters(),
            // Without a connection the commands count as lost.
            Some((mode, false)) => drop(self.send_next(mode).await),
            None => {}
        }
    }

    /// The id of the registered command `echo`.
    fn command(&self) -> Option<String> {
        let commands = self.commands.borrow();
        let echo = commands.iter().find(|command| command["name"] == "echo")?;
        echo["id"].as_str().map(str::to_owned)
    }

    fn connected(&self, session: mpsc::Sender<String>) {
        *self.session.borrow_mut() = Some(session);
        self.changed.notify_waiters();
    }

    fn next_seq(&self) -> u64 {
        self.seq.set(self.seq.get() + 1);
        self.seq.get()
    }

    fn gateway_url(&self) -> String {
        format!("ws://127.0.0.1:{}", self.port)
    }

    /// Waits until a condition holds.
    async fn until(&self, holds: impl Fn(&Self) -> bool) {
        loop {
            let changed = self.changed.notified();
            if holds(self) {
                return;
            }
            changed.await;
        }
    }
}

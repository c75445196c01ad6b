//! A chat with a bot in the sandbox, in the terminal.

mod controls;
mod modals;
mod print;
mod slash_line;
mod times;

use std::io::{BufRead, IsTerminal};
use std::sync::Arc;

use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc};

use self::controls::{Control, Speaker};
use self::modals::OpenModal;
use mindtrace_discord_sandbox::internal::{Outcome, Sent};

use super::{Discord, Line, Sandbox, SandboxError};
use crate::bot::{Bot, BotBuilder, Error, Signals, warn_of_subcommand};
use crate::logging;
use crate::runtime::shards::BotState;

/// # Run without a token
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[tokio::main]
/// async fn main() -> Result<()> {
///     Ok(Bot::builder().run_or_sandbox().await?)
/// }
/// ```
impl BotBuilder {
    /// Builds the bot and runs it on Discord, or in the sandbox with a chat in the terminal when no token is set.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run_or_sandbox`].
    pub async fn run_or_sandbox(self) -> Result<(), Error> {
        self.build()?.run_or_sandbox().await
    }
}

impl Bot {
    /// Runs the bot on Discord, or in the sandbox with a chat in the terminal when no token is set.
    ///
    /// It reads no arguments, and warns if the first one is a subcommand of `cli()`.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let bot = Bot::builder().build()?;
    /// println!("{} commands", bot.registry().commands().len());
    /// bot.run_or_sandbox().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`run`](Self::run), and [`Error::Sandbox`] when the sandbox cannot start.
    pub async fn run_or_sandbox(self) -> Result<(), Error> {
        warn_of_subcommand();
        if self.config.token.is_some() {
            return self.run().await;
        }
        // Keeps the chat readable: by default only errors are logged.
        logging::init(self.config.log.as_deref().unwrap_or("error"));
        let signals = Signals::new()?;
        run(self, signals).await
    }
}

/// Runs the bot on the emulator with a chat in the terminal, until the end of the input or a signal.
pub(crate) async fn run(bot: Bot, stop: Signals) -> Result<(), Error> {
    let interactive = std::io::stdin().is_terminal();
    let discord = Discord::start().await?;
    let speaker = Speaker::new(discord.member("alice").await?);
    let (has_token, other_token) = (bot.config.token.is_some(), bot.config.other_token);
    let sandbox = Sandbox::launch(discord, bot, false).await?;
    let runtime = Arc::clone(sandbox.runtime());
    let stopped = runtime.stop.clone();
    let mut lines = sandbox.follow();
    print::banner(&sandbox, &speaker, has_token, interactive);
    if let Some(other) = other_token {
        print::remark(&format!(
            "{other} is set, but the bot reads DISCORD_BOT_TOKEN; rename it to connect to Discord"
        ));
    }
    let (remark, mut remarks) = mpsc::channel(16);
    let mut chat = Chat { sandbox: &sandbox, speaker, interactive, modal: OpenModal::default(), remark };
    let mut input = input();
    loop {
        print::prompt(&chat.speaker, interactive);
        tokio::select! {
            () = stop.wait() => break,
            () = stopped.cancelled() => break,
            () = runtime.shards.has_failed() => break,
            line = input.recv() => {
                let Some(line) = line else { break };
                let goes_on = tokio::select! {
                    goes_on = chat.handle(line.trim(), &mut lines) => goes_on,
                    () = stop.wait() => false,
                };
                if !goes_on {
                    break;
                }
            }
            Some(text) = remarks.recv() => print::remark(&text),
            line = lines.recv() => match line {
                Ok(line) => show(&line, &chat.speaker, interactive),
                // Lines that were dropped because the terminal was too slow are not shown.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => break,
            },
        }
    }
    print::goodbye(interactive);
    let speaker = chat.speaker;
    let mut sandbox = sandbox;
    // The chat ended because Discord refused something.
    let failed = if runtime.state() == BotState::Failed { sandbox.ended().await } else { Ok(()) };
    let result = failed.and(sandbox.shutdown().await);
    // Answers of commands that finished while the bot was stopping.
    show_waiting(&mut lines, &speaker, interactive);
    result
}

/// The state of the chat.
struct Chat<'a> {
    sandbox: &'a Sandbox,
    speaker: Speaker,
    interactive: bool,
    modal: OpenModal,
    /// Sends remarks of running commands, which are printed beside the conversation.
    remark: mpsc::Sender<String>,
}

impl Chat<'_> {
    /// Handles a line of input; returns `false` when the line ends the chat.
    ///
    /// With piped input it waits until the bot has handled the line, so that each answer follows its line. In an interactive chat the
    /// user keeps typing while a slow command runs.
    async fn handle(&mut self, line: &str, lines: &mut broadcast::Receiver<Line>) -> bool {
        let result = if let Some(control) = line.strip_prefix(':') {
            match controls::control(control, &mut self.speaker, self.sandbox).await {
                Ok(Control::Continue) => Ok(()),
                Ok(Control::Say(text)) => {
                    print::remark(&text);
                    Ok(())
                }
                Ok(Control::Use(call)) => self.send(call.begin()).await,
                Ok(Control::Click(click)) => self.send(click.begin()).await,
                Ok(Control::Set(line)) => self.modal.set(&line, self.sandbox),
                Ok(Control::Submit) => self.submit().await,
                Ok(Control::Close) => self.modal.closes(self.sandbox),
                Ok(Control::Quit) => return false,
                Err(error) => Err(error),
            }
        } else if let Some(command) = line.strip_prefix('/') {
            self.slash(command).await
        } else if line.is_empty() {
            Ok(())
        } else {
            self.post(line).await
        };
        if let Err(error) = result {
            print::remark(&error.reason());
        }
        if !self.interactive {
            // A command has its own deadline, so one of these attempts succeeds; work that never ends is not waited for.
            for _ in 0..12 {
                if self.sandbox.settle().await.is_ok() {
                    break;
                }
            }
            show_waiting(lines, &self.speaker, self.interactive);
        }
        true
    }

    /// Posts a message. Prints why the bot does not answer one that begins like a command: on Discord, the bot is silent too.
    async fn post(&self, line: &str) -> Result<(), SandboxError> {
        let posted = self.speaker.member().posts(line).await?;
        if let Some(cause) = self.sandbox.explained(&posted) {
            print::remark(&cause);
        }
        Ok(())
    }

    async fn slash(&self, line: &str) -> Result<(), SandboxError> {
        self.send(slash_line::call(line, &self.speaker, self.sandbox)?.begin()).await
    }

    async fn submit(&self) -> Result<(), SandboxError> {
        let sent = self.modal.to_submit(self.sandbox)?.begin()?;
        self.modal.is_done();
        self.send(Ok(sent)).await
    }

    /// Waits for the outcome of an interaction. In an interactive chat it waits in the background.
    async fn send(&self, sent: Result<Sent, SandboxError>) -> Result<(), SandboxError> {
        let outcome = sent?.outcome();
        if !self.interactive {
            if let Outcome::Modal(modal) = outcome.await? {
                print::remark(&self.modal.opens(modal));
            }
            return Ok(());
        }
        let (remark, open) = (self.remark.clone(), self.modal.clone());
        tokio::spawn(async move {
            let text = match outcome.await {
                Ok(Outcome::Shown) => return,
                Ok(Outcome::Modal(modal)) => open.opens(modal),
                Err(error) => error.reason(),
            };
            // Fails when the chat has ended.
            let _ = remark.send(text).await;
        });
        Ok(())
    }
}

/// Shows the lines that have already been received.
fn show_waiting(lines: &mut broadcast::Receiver<Line>, speaker: &Speaker, interactive: bool) {
    loop {
        match lines.try_recv() {
            Ok(line) => show(&line, speaker, interactive),
            Err(TryRecvError::Lagged(_)) => {}
            Err(TryRecvError::Empty | TryRecvError::Closed) => return,
        }
    }
}

fn show(line: &Line, speaker: &Speaker, interactive: bool) {
    // The terminal already shows typed input, but not piped input.
    if interactive && !line.from_bot && line.speaker == speaker.member().name() {
        return;
    }
    print::line(line);
}

/// Reads lines from standard input in a thread of its own: tokio's standard input would keep the process alive until the next
/// press of Enter.
fn input() -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel(1);
    std::thread::spawn(move || {
        // Not `lines()`: invalid UTF-8 in a line must not end the chat.
        for line in std::io::stdin().lock().split(b'\n').map_while(Result::ok) {
            if sender.blocking_send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
        }
    });
    receiver
}

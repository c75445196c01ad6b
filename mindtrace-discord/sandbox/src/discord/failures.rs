//! Failures that a test can cause: closed connections, lost sessions, failing requests. And counters of the gateway.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::gateway::GatewayIntents;

use crate::{
    discord::{Discord, session::Sequence},
    error::SandboxError,
    fault::{Fault, Injection},
};

/// # Gateway sessions and failures
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// use mindtrace_discord::serenity::model::gateway::GatewayIntents;
///
/// /// Answer.
/// #[command]
/// async fn ping() -> &'static str {
///     "pong"
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// sandbox.drop_connections().await;
/// assert_eq!(alice.says("!ping").await?.content, "pong");
/// sandbox.request_reconnect().await;
/// assert_eq!(alice.says("!ping").await?.content, "pong");
/// sandbox.close_sessions(4000).await;
/// assert_eq!(alice.says("!ping").await?.content, "pong");
/// assert_eq!(sandbox.identifies(), 1);
/// assert!(sandbox.resumes() >= 1 && sandbox.sent(&["MESSAGE_CREATE"]) >= 2);
/// assert!(sandbox.intents().contains(GatewayIntents::GUILD_MESSAGES));
/// println!("{} heartbeats", sandbox.heartbeats().len());
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Returns the number of sessions started with IDENTIFY.
    pub fn identifies(&self) -> u64 {
        self.look(|world| world.sessions.identifies)
    }

    /// Returns the intents with which the bot identified.
    pub fn intents(&self) -> GatewayIntents {
        self.look(|world| world.sessions.intents())
    }

    /// Returns the number of times a session was resumed.
    pub fn resumes(&self) -> u64 {
        self.look(|world| world.sessions.resumes)
    }

    /// Returns the sequence number of every heartbeat, in order of arrival.
    pub fn heartbeats(&self) -> Vec<Option<u64>> {
        self.look(|world| world.sessions.heartbeats.clone())
    }

    /// Returns the number of dispatches with one of these names that were sent to sessions with an intent for them.
    pub fn sent(&self, names: &[&str]) -> u64 {
        self.look(|world| world.sessions.sent(names))
    }

    /// Drops every gateway connection without a close frame, like a network failure; the sessions survive.
    pub async fn drop_connections(&self) {
        self.change(|world| world.sessions.drop_connections());
    }

    /// Stops acknowledging heartbeats, or starts again.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use mindtrace_discord::sandbox::Discord;
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::builder().heartbeat_interval(Duration::from_millis(200)).start().await?;
    /// let sandbox = Sandbox::start_on(discord, bot()).await?;
    /// let mut changes = sandbox.watch();
    /// sandbox.ignore_heartbeats(true);
    /// while sandbox.resumes() == 0 {
    ///     changes.changed().await?;
    /// }
    /// assert!(!sandbox.heartbeats().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn ignore_heartbeats(&self, ignored: bool) {
        self.change(|world| world.sessions.ignores_heartbeats = ignored);
    }

    /// Closes a gateway connection with this code as soon as its session is resumed; `None` lets sessions be resumed again.
    ///
    /// ```no_run
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// # async fn test(sandbox: Sandbox) -> Result<()> {
    /// let mut changes = sandbox.watch();
    /// sandbox.close_after_resume(Some(4000));
    /// sandbox.close_sessions(4000).await;
    /// while sandbox.resumes() < 3 {
    ///     changes.changed().await?;
    /// }
    /// sandbox.close_after_resume(None);
    /// assert_eq!(sandbox.member("alice").await?.says("!ping").await?.content, "pong");
    /// # Ok(())
    /// # }
    /// ```
    pub fn close_after_resume(&self, code: Option<u16>) {
        self.change(|world| world.sessions.closes_after_resume = code);
    }

    /// Closes every gateway connection with this code.
    ///
    /// Sessions survive if Discord would let them resume after the code.
    pub async fn close_sessions(&self, code: u16) {
        self.change(|world| world.sessions.close_all(code));
    }

    /// Asks every client to reconnect and resume (opcode 7).
    pub async fn request_reconnect(&self) {
        self.change(|world| world.sessions.broadcast(&json!({"op": 7, "d": null, "s": null, "t": null})));
    }

    /// Invalidates the session of every client (opcode 9); it is dropped unless `resumable`.
    ///
    /// ```no_run
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Answer.
    /// #[command]
    /// async fn ping() -> &'static str {
    ///     "pong"
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let mut changes = sandbox.watch();
    /// sandbox.invalidate_sessions(false).await;
    /// while sandbox.identifies() < 2 {
    ///     changes.changed().await?;
    /// }
    /// sandbox.settle().await?;
    /// assert_eq!(sandbox.member("alice").await?.says("!ping").await?.content, "pong");
    /// # Ok(())
    /// # }
    /// ```
    pub async fn invalidate_sessions(&self, resumable: bool) {
        self.change(|world| {
            world.sessions.broadcast(&json!({"op": 9, "d": resumable, "s": null, "t": null}));
            if !resumable {
                world.sessions.all.clear();
            }
        });
    }

    /// Sends the newest dispatch with this name again to every session, as Discord may after a resume: with its old sequence number, or
    /// with a new one.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use mindtrace_discord::sandbox::Sequence;
    ///
    /// /// Answer.
    /// #[command]
    /// async fn ping() -> &'static str {
    ///     "pong"
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let alice = sandbox.member("alice").await?;
    /// alice.slash("ping").send().await?;
    /// sandbox.send_again("INTERACTION_CREATE", Sequence::Old)?;
    /// sandbox.settle().await?;
    /// assert_eq!(alice.messages().len(), 1, "the bot answers once");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if no such dispatch was sent.
    pub fn send_again(&self, name: &str, sequence: Sequence) -> Result<(), SandboxError> {
        let sent = self.change(|world| world.sessions.send_again(name, sequence));
        let unknown = || SandboxError::Unknown { kind: "dispatch", name: name.to_owned() };
        if sent { Ok(()) } else { Err(unknown()) }
    }

    /// Injects a [`Fault`](crate::Fault), now or after its delay.
    ///
    /// A fault of requests, connections or heartbeats waits for the next ones.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Discord;
    /// use mindtrace_discord::sandbox::{Fault, Injection};
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::start().await?;
    /// discord.inject(Fault::Status(503).on("POST", "/messages").times(2)).await?;
    /// let typed: Injection = "no-acks times 3 after 1s".parse()?;
    /// discord.inject(typed).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] for [`Repeat`](Fault::Repeat), if no such dispatch was sent. [`SandboxError::Refused`] for a status that
    /// no response has, and for a wait that is no number of seconds.
    pub async fn inject(&self, injection: impl Into<Injection>) -> Result<(), SandboxError> {
        let mut injection = injection.into();
        if let Some(problem) = injection.fault.problem() {
            return Err(self.refused(problem));
        }
        let after = std::mem::take(&mut injection.after);
        if after.is_zero() {
            return self.inject_now(injection);
        }
        let discord = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(after).await;
            if let Err(error) = discord.inject_now(injection) {
                discord.change(|world| world.remark(format!("could not inject a fault: {}", error.reason())));
            }
        });
        Ok(())
    }

    fn inject_now(&self, injection: Injection) -> Result<(), SandboxError> {
        self.change(|world| {
            world.remark(format!("was given a fault: {injection}"));
            let Injection { fault, times, .. } = injection.clone();
            match fault {
                Fault::NoAcks | Fault::NoHello | Fault::RefuseConnection => world.faults.inject(injection),
                Fault::ClockJump(by) => world.settings.clock.jump(by.saturating_mul(times)),
                Fault::ClockBack(by) => world.settings.clock.set_back(by.saturating_mul(times)),
                fault if fault.is_rest() => world.faults.inject(injection),
                fault => {
                    world.sessions.suffer(&fault)?;
                    world.faults.inject(Injection::from(fault).times(times.saturating_sub(1)));
                }
            }
            Ok(())
        })
    }

    /// Limits the commands that the application may create per scope, including those created so far. Default: 200 a day.
    ///
    /// Requests beyond the limit are refused with 30034.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Discord;
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let discord = Discord::start().await?;
    /// // The bot that a test starts on it can create two commands.
    /// discord.limit_command_creates(2);
    /// # Ok(())
    /// # }
    /// ```
    pub fn limit_command_creates(&self, creates: u64) {
        self.change(|world| world.commands.creates_per_day = creates);
    }

    /// Makes the next request with this method and a path that contains `path_contains` fail.
    ///
    /// A `retry_after` in the JSON also becomes the `Retry-After` header.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// use serde_json::json;
    ///
    /// /// Ask for an opinion.
    /// #[command]
    /// async fn ask(ctx: &Context) -> Result<String> {
    ///     let sent = ctx.reply("Tea?").await?;
    ///     let text = if sent.react('🍵').await.is_ok() { "React!" } else { "I cannot react here." };
    ///     Ok(text.to_owned())
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ask>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let alice = sandbox.member("alice").await?;
    /// sandbox.fail_next("PUT", "/reactions/", 403, json!({ "code": 50013, "message": "Missing Permissions" }));
    /// assert_eq!(alice.says("!ask").await?.content, "Tea?");
    /// assert_eq!(alice.sees().await?.content, "I cannot react here.");
    /// # Ok(())
    /// # }
    /// ```
    pub fn fail_next(&self, method: &str, path_contains: &str, status: u16, json: Value) {
        self.change(|world| world.faults.plan(method, path_contains, status, json));
    }
}

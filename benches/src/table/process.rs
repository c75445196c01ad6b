//! The server and the bots as child processes.

use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::Bot;
use crate::server::{Job, Outcome};

/// The folder of the executables, beside the program that is running.
#[derive(Clone, Debug)]
pub struct Executables(PathBuf);

impl Executables {
    /// Finds the folder.
    ///
    /// # Errors
    ///
    /// Fails if the program does not know where it is.
    pub fn beside_this() -> anyhow::Result<Self> {
        let program = std::env::current_exe()?;
        Ok(Self(program.parent().context("the program is in no folder")?.to_owned()))
    }

    /// Builds an executable of this package with one feature, or none.
    ///
    /// # Errors
    ///
    /// Fails if Cargo does.
    pub fn build(&self, executable: &str, feature: Option<&str>) -> anyhow::Result<()> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        // `cargo run` sets it; the build script of ring would run anew, and everything that depends on ring would be built twice.
        command.env_remove("CARGO_MANIFEST_DIR");
        command.args([
            "build",
            "--quiet",
            "--package",
            "benches",
            "--no-default-features",
            "--bin",
            executable,
        ]);
        if let Some(feature) = feature {
            command.args(["--features", feature]);
        }
        if !self.0.ends_with("debug") {
            command.arg("--release");
        }
        if !command.status()?.success() {
            bail!("`{executable}` cannot be built");
        }
        Ok(())
    }

    /// Builds the server and these bots.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build).
    pub fn build_all(&self, bots: &[Bot]) -> anyhow::Result<()> {
        self.build("server", None)?;
        bots.iter().try_for_each(|bot| self.build(bot.executable(), bot.feature()))
    }

    pub(super) fn path(&self, executable: &str) -> PathBuf {
        self.0.join(executable)
    }
}

/// The server, which runs jobs.
#[derive(Debug)]
pub struct ServerProcess {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    port: u64,
}

impl ServerProcess {
    /// Starts a server on a free port.
    ///
    /// # Errors
    ///
    /// Fails if it cannot start.
    pub fn start(executables: &Executables) -> anyhow::Result<Self> {
        let mut command = Command::new(executables.path("server"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("the server")?;
        let input = child.stdin.take().context("the server has no standard input")?;
        let output = child.stdout.take().context("the server has no standard output")?;
        let mut server = Self { child, input, output: BufReader::new(output).lines(), port: 0 };
        server.port = server.line()?["port"].as_u64().context("the server has no port")?;
        Ok(server)
    }

    /// Waits until the bot has identified, and returns when it did, in seconds of Unix time.
    ///
    /// # Errors
    ///
    /// Fails if the server has ended.
    pub fn identified(&mut self) -> anyhow::Result<f64> {
        self.line()?["unix_seconds"].as_f64().context("the server does not say when the bot identified")
    }

    /// Runs a job.
    ///
    /// # Errors
    ///
    /// Fails if the server has ended, or if the bot called a route that the server does not know.
    pub fn run(&mut self, job: Job) -> anyhow::Result<Outcome> {
        writeln!(self.input, "{}", json!(job))?;
        let outcome: Outcome = serde_json::from_value(self.line()?)?;
        if !outcome.unknown.is_empty() {
            bail!("the server does not know {:?}", outcome.unknown);
        }
        Ok(outcome)
    }

    fn line(&mut self) -> anyhow::Result<Value> {
        let line = self.output.next().context("the server has ended")??;
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A bot that is running.
#[derive(Debug)]
pub struct BotProcess {
    child: Child,
}

impl BotProcess {
    /// Starts a bot with this number of commands on the server. `wrapper` is a command line before its own.
    ///
    /// # Errors
    ///
    /// Fails if it cannot start.
    pub fn start(
        path: &Path,
        server: &ServerProcess,
        commands: u16,
        wrapper: &[String],
    ) -> anyhow::Result<Self> {
        let mut line = wrapper.iter().map(AsRef::as_ref).chain([path.as_os_str()]);
        let mut command = Command::new(line.next().context("there is no command")?);
        let address = format!("127.0.0.1:{}", server.port);
        let child = command
            .args(line)
            .args(["--commands", &commands.to_string()])
            // Its own folder, so that it reads no `.env` and stores no state in the repository.
            .current_dir(std::env::temp_dir())
            .env("DISCORD_API_URL", format!("http://{address}"))
            .env("DISCORD_GATEWAY_URL", format!("ws://{address}"))
            .env("DISCORD_HTTP_ADDR", "off")
            .env("DISCORD_STATE", "off")
            // The limit of Discord would be that of the table.
            .env("DISCORD_API_RATE", "1000000")
            // The other frameworks log nothing unless they are told to.
            .env("DISCORD_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} cannot start", path.display()))?;
        Ok(Self { child })
    }

    /// The CPU time that the process has used, in milliseconds.
    ///
    /// # Errors
    ///
    /// Fails if the process has ended.
    pub fn cpu_millis(&self) -> anyhow::Result<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The second field is a name in parentheses, which may contain spaces.
        let fields = stat.rsplit_once(") ").context("/proc/PID/stat")?.1;
        let ticks = |index| -> anyhow::Result<u64> {
            Ok(fields.split(' ').nth(index).context("/proc/PID/stat has too few fields")?.parse()?)
        };
        // utime and stime, in units of which Linux has a hundred per second on every architecture.
        Ok((ticks(11)? + ticks(12)?) * 10)
    }

    /// The most memory that the process has had resident, in KiB.
    ///
    /// # Errors
    ///
    /// Fails if the process has ended.
    pub fn peak_kib(&self) -> anyhow::Result<u64> {
        self.memory_kib("VmHWM:")
    }

    /// The memory that the process has resident, in KiB.
    ///
    /// # Errors
    ///
    /// Fails if the process has ended.
    pub fn resident_kib(&self) -> anyhow::Result<u64> {
        self.memory_kib("VmRSS:")
    }

    fn memory_kib(&self, key: &'static str) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(key)).context(key)?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }

    /// Stops the bot with SIGTERM and returns what it printed.
    ///
    /// # Errors
    ///
    /// Fails if its output cannot be read.
    pub fn stop(mut self) -> anyhow::Result<String> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let mut printed = String::new();
        if let Some(mut output) = self.child.stdout.take() {
            output.read_to_string(&mut printed)?;
        }
        self.child.wait()?;
        Ok(printed)
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        // It has ended already if it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

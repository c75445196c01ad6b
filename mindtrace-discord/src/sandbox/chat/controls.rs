//! Lines that start with `:`, the controls of the sandbox.

use serde_json::Value;

use super::modals::words;
use crate::args::lexer::Lexer;
use crate::permissions;
use crate::sandbox::{Answer, Click, ContextMenuCall, Discord, Injection, Member, SandboxError};
use mindtrace_discord_sandbox::internal::{flatten, kind, text};

/// The text of `:help`.
const HELP: &str = "\
:as NAME          speak as another member (`:as owner` for the guild's owner)
:join NAME        let a member join the guild
:leave NAME       let a member leave the guild
:dm               go to the direct messages with the bot
:channel NAME     go to another channel, such as `:channel nsfw`; without a name back to #general
:react EMOJI      react to the last message here
:unreact EMOJI    remove the reaction
:use \"NAME\" @USER use a command of a user's context menu; without @USER, of the last message's
:click BUTTON     click the button of this name in the last message that has it
:select MENU NAME choose in a select menu, such as `:select Topic \"Bug report\" Other`
:set FIELD TEXT   set a field of the open modal; then :submit or :close it
:voice CHANNEL    join a voice channel, such as `:voice voice`; without a name leave the channel
:grant PERMISSION give yourself a permission, such as `:grant MANAGE_MESSAGES`
:fault FAULT      let something fail, such as `:fault close 4009`; without a fault, list them
:ids              show the ids of you, this channel and the guild, for HTTP requests
:commands         list the registered commands
:transcript       show the conversation so far
:quit             stop (as does the end of the input)";

/// The member who speaks, and the location.
pub(super) struct Speaker {
    member: Member,
    location: String,
}

/// The result of a control.
pub(super) enum Control {
    Continue,
    Say(String),
    /// Use a command of a context menu.
    Use(ContextMenuCall),
    /// Click a button, or choose in a select menu.
    Click(Click),
    /// Set a field of the open modal.
    Set(String),
    Submit,
    Close,
    Quit,
}

impl Speaker {
    pub(super) fn new(member: Member) -> Self {
        Self { member, location: String::new() }
    }

    pub(super) fn member(&self) -> &Member {
        &self.member
    }

    /// Returns the location as part of the prompt; empty in #general.
    pub(super) fn location(&self) -> &str {
        &self.location
    }

    fn last_message(&self, discord: &Discord) -> Result<Answer, SandboxError> {
        self.member.messages().pop().ok_or_else(|| discord.refused("there is no message here yet"))
    }
}

/// Carries out a control, without its colon.
pub(super) async fn control(
    line: &str,
    speaker: &mut Speaker,
    discord: &Discord,
) -> Result<Control, SandboxError> {
    let (word, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let argument = argument.trim();
    match (word, argument) {
        ("help", _) => return Ok(Control::Say(HELP.to_owned())),
        ("quit" | "exit", _) => return Ok(Control::Quit),
        ("commands", _) => return Ok(Control::Say(commands(discord))),
        ("ids", _) => return Ok(Control::Say(ids(speaker, discord))),
        ("fault", line) => match line.parse::<Injection>() {
            Ok(injection) => discord.inject(injection).await?,
            Err(error) => return Ok(Control::Say(error.to_string())),
        },
        ("transcript", _) => return Ok(Control::Say(discord.transcript())),
        ("dm", _) => *speaker = Speaker { member: speaker.member.in_dm(), location: " (DM)".to_owned() },
        ("channel", "") => go(speaker, discord, "general")?,
        ("channel", name) => go(speaker, discord, name.trim_start_matches('#'))?,
        ("voice", "") => speaker.member.leaves_voice().await?,
        ("voice", name) => {
            speaker.member.joins_voice(&discord.channel(name.trim_start_matches('#'))?).await?;
        }
        ("as" | "join" | "leave" | "react" | "unreact" | "grant" | "use" | "click" | "select", "") => {
            return Ok(Control::Say(format!(":{word} needs an argument; see :help")));
        }
        ("as", name) => *speaker = Speaker::new(find_member(discord, name).await?),
        ("join", name) => {
            discord.join(name.trim_start_matches('@')).await?;
        }
        ("leave", name) => find_member(discord, name).await?.leaves().await?,
        ("react", emoji) => speaker.member.reacts(&speaker.last_message(discord)?, emoji).await?,
        ("unreact", emoji) => speaker.member.unreacts(&speaker.last_message(discord)?, emoji).await?,
        ("use", line) => return context_menu(line, speaker, discord).await.map(Control::Use),
        ("click", button) => {
            let button = words(button).join(" ");
            return click(&button, speaker, discord, |on| speaker.member.click(on, &button));
        }
        ("select", line) => {
            let words = words(line);
            let menu = words.first().cloned().unwrap_or_default();
            let chosen: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            return click(&menu, speaker, discord, |on| speaker.member.select(on, &menu, &chosen));
        }
        ("set", line) => return Ok(Control::Set(line.to_owned())),
        ("submit", _) => return Ok(Control::Submit),
        ("close", _) => return Ok(Control::Close),
        ("grant", name) => match permissions::from_name(&name.to_uppercase()) {
            Some(permissions) => {
                speaker.member.with_permissions(permissions).await?;
            }
            None => {
                return Ok(Control::Say(format!(
                    "there is no permission `{name}`; write Discord's name, such as MANAGE_MESSAGES"
                )));
            }
        },
        _ => return Ok(Control::Say(format!("there is no control `:{word}`; see :help"))),
    }
    Ok(Control::Continue)
}

/// Parses `"Show avatar" @bob`, or a name alone for the last message.
async fn context_menu(
    line: &str,
    speaker: &Speaker,
    discord: &Discord,
) -> Result<ContextMenuCall, SandboxError> {
    let mut lexer = Lexer::new(line, |_| false);
    let name = lexer.word().map_err(|error| discord.refused(error.to_string()))?;
    let call = speaker.member().uses(&name.unwrap_or_default());
    match lexer.remainder().trim() {
        "" => Ok(call.on_message(&speaker.last_message(discord)?)),
        user => Ok(call.on_user(&find_member(discord, user).await?)),
    }
}

/// Uses the component of this name in the newest message here that has one.
fn click(
    name: &str,
    speaker: &Speaker,
    discord: &Discord,
    click: impl Fn(&Answer) -> Click,
) -> Result<Control, SandboxError> {
    let has = |message: &&Answer| {
        let components = message.raw.get("components").and_then(Value::as_array);
        let all = flatten(components.map(Vec::as_slice).unwrap_or_default());
        let keys = ["label", "custom_id", "placeholder"];
        all.iter().any(|component| keys.iter().any(|key| text(component, key) == name))
    };
    let messages = speaker.member.messages();
    match messages.iter().rev().find(has) {
        Some(message) => Ok(Control::Click(click(message))),
        None => Err(discord.refused(format!("no message here has a component `{name}`"))),
    }
}

fn ids(speaker: &Speaker, discord: &Discord) -> String {
    let channel = speaker.member.messages().last().map(|message| message.channel_id);
    let channel = channel.or_else(|| discord.channel("general").ok().map(|channel| channel.id()));
    let channel = channel.map(|id| id.to_string()).unwrap_or_default();
    format!("author_id {}  channel_id {channel}  guild_id {}", speaker.member.id(), discord.guild())
}

async fn find_member(discord: &Discord, name: &str) -> Result<Member, SandboxError> {
    let name = name.trim_start_matches('@');
    let owner = discord.owner();
    if name == owner.name() { Ok(owner) } else { discord.member(name).await }
}

fn go(speaker: &mut Speaker, discord: &Discord, name: &str) -> Result<(), SandboxError> {
    let channel = discord.channel(name)?;
    let location = if name == "general" { String::new() } else { format!(" (#{name})") };
    *speaker = Speaker { member: speaker.member.at(&channel), location };
    Ok(())
}

fn commands(discord: &Discord) -> String {
    let commands = discord.commands();
    let lines: Vec<String> = commands
        .iter()
        .map(|command| {
            let name = text(command, "name");
            match kind(command) {
                2 => format!(":use \"{name}\" @USER"),
                3 => format!(":use \"{name}\""),
                _ => format!("/{name}  {}", text(command, "description")),
            }
        })
        .collect();
    if lines.is_empty() { "no commands are registered".to_owned() } else { lines.join("\n") }
}

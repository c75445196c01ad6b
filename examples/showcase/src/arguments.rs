//! Arguments: the type of a parameter determines what a caller can pass, at every surface.
//!
//! Limits that Discord's client checks for slash commands apply to prefix commands and HTTP as well, with the same messages.

use std::net::Ipv4Addr;
use std::time::Duration;

use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use mindtrace_discord::prelude::*;

/// Numbers with limits, and a default instead of `Option`.
#[command(category = "Arguments")]
async fn roll(
    /// How many dice
    #[arg(min = 1, max = 20, default = 1)]
    dice: u8,
    /// How many sides each has
    #[arg(choices(4, 6, 8, 10, 12, 20), default = 6)]
    sides: i64,
) -> String {
    format!("{dice} dice with {sides} sides show {} at most.", i64::from(dice) * sides)
}

/// A color. The values sent by Discord do not change when variants are reordered.
#[derive(Clone, Copy, Debug, Choice)]
enum Color {
    Red,
    #[choice(name = "Dark green", value = "dark-green")]
    DarkGreen,
}

/// Choices from an enum, and a flag: `!paint red --bright`.
#[command(category = "Arguments")]
async fn paint(color: Color, #[arg(flag)] bright: bool) -> String {
    format!("You chose {}{color:?}.", if bright { "bright " } else { "" })
}

/// Several values: words of a message, one option of a slash command, an array in JSON.
#[command(category = "Arguments")]
async fn sum(numbers: Vec<i32>) -> String {
    format!("The sum is {}.", numbers.iter().sum::<i32>())
}

/// A list in front of other arguments takes the words that can be its values: mentions and ids.
#[command(category = "Arguments")]
async fn warn(members: Vec<UserId>, #[arg(rest)] reason: String) -> String {
    format!("I warned {} members: {reason}", members.len())
}

/// The rest of the message, unchanged.
#[command(category = "Arguments")]
async fn shout(#[arg(rest, max_len = 200)] text: String) -> String {
    text.to_uppercase()
}

/// A single character.
#[command(category = "Arguments")]
async fn spell(letter: char) -> String {
    format!("{letter} is {} in Rust.", letter.escape_unicode())
}

/// A code block with its language.
#[command(category = "Arguments")]
async fn lines(code: CodeBlock) -> String {
    let language = code.language.as_deref().unwrap_or("text");
    format!("{} lines of {language}.", code.code.lines().count())
}

/// Durations and points in time: `1h30m`, `<t:1700000000>`, `2026-01-01T00:00:00Z`.
#[command(category = "Arguments")]
async fn remind(after: Duration, since: Option<Timestamp>) -> String {
    let since = since.map_or_else(|| "now".to_owned(), |since| format!("<t:{}>", since.unix_timestamp()));
    format!("I would remind you {} seconds after {since}.", after.as_secs())
}

/// Members and roles; `below_caller` refuses members who do not rank below the caller.
#[command(category = "Arguments", guild_only)]
async fn promote(
    /// The member to promote
    #[arg(below_caller)]
    who: Member,
    /// The new role
    to: UserOrRole,
) -> String {
    let to = match to {
        UserOrRole::User(user) => user.name,
        UserOrRole::Role(role) => role.name,
    };
    format!("{} is promoted to {to}.", who.display_name())
}

/// Channels of certain types only.
#[command(category = "Arguments", guild_only)]
async fn open(#[arg(channel_types(text, voice))] channel: GuildChannel) -> String {
    format!("#{} is open.", channel.name)
}

/// A message by its link or id, and an emoji.
#[command(category = "Arguments")]
async fn quote(message: Message, mark: Option<ReactionType>) -> String {
    let mark = mark.map(|mark| format!(" {mark}")).unwrap_or_default();
    format!("> {}{mark}", message.content)
}

/// A file: attached to the message, or an option of the slash command.
#[command(category = "Arguments")]
async fn weigh(file: Attachment) -> String {
    format!("{} has {} bytes.", file.filename, file.size)
}

/// Any type that implements `FromStr`.
#[command(category = "Arguments")]
async fn ping(#[arg(parse, expected = "an address such as 127.0.0.1")] address: Ipv4Addr) -> String {
    format!("{address} is {}.", if address.is_loopback() { "this computer" } else { "another computer" })
}

/// A custom type: one implementation for every surface.
struct Percent(u8);

impl Argument for Percent {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a percentage such as `25%`";

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        let text = value.to_string();
        let number = text.trim().trim_end_matches('%').parse().map_err(|_| ConvertError::Invalid)?;
        if number <= 100 { Ok(Self(number)) } else { Err(ConvertError::Invalid) }
    }
}

/// A custom type as an argument.
#[command(category = "Arguments")]
async fn volume(level: Percent) -> String {
    format!("The volume is {} percent.", level.0)
}

/// A group of arguments that several commands can use.
#[derive(Args)]
struct Page {
    /// The page
    #[arg(min = 1, default = 1)]
    page: u32,
    /// Entries per page
    #[arg(min = 1, max = 50, default = 10)]
    size: u32,
}

/// A struct of arguments next to other arguments.
#[command(category = "Arguments")]
async fn browse(shelf: String, #[arg(flatten)] page: Page) -> String {
    format!("{shelf}: entries {} to {}.", (page.page - 1) * page.size + 1, page.page * page.size)
}

const CITIES: [&str; 5] = ["Lisbon", "London", "Lyon", "Madrid", "Paris"];

async fn cities(_: &Context, typed: &str) -> Vec<&'static str> {
    let typed = typed.to_lowercase();
    CITIES.into_iter().filter(|city| city.to_lowercase().starts_with(&typed)).collect()
}

/// Autocomplete: suggestions while the user types. Other values are accepted too.
#[command(category = "Arguments")]
async fn travel(#[arg(autocomplete = cities)] to: String) -> String {
    format!("Off to {to}!")
}

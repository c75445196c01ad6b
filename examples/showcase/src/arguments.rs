//! Arguments: the type of a parameter says what callers can type, at every surface.
//!
//! What Discord's client checks for slash commands holds for prefix commands and HTTP as well, with the same messages.

use std::net::Ipv4Addr;
use std::time::Duration;

use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use mindtrace_discord::prelude::*;

/// Numbers with limits, and a default in the place of `Option`.
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

/// A color is one of these; what is sent stays the same when the variants are reordered.
#[derive(Clone, Copy, Debug, Choice)]
enum Color {
    Red,
    #[choice(name = "Dark green", value = "dark-green")]
    DarkGreen,
}

/// Choices from an enum, and a flag: `!paint red --bright`.
#[command(category = "Arguments")]
async fn paint(color: Color, #[arg(flag)] bright: bool) -> String {
    format!("{}{color:?} it is.", if bright { "Bright " } else { "" })
}

/// Several values: words of a message, one option of a slash command, an array in JSON.
#[command(category = "Arguments")]
async fn sum(numbers: Vec<i32>) -> String {
    format!("That makes {}.", numbers.iter().sum::<i32>())
}

/// A list takes the words that look like it, such as mentions; what stands behind them is the reason.
#[command(category = "Arguments")]
async fn warn(members: Vec<UserId>, #[arg(rest)] reason: String) -> String {
    format!("{} warned: {reason}", members.len())
}

/// Everything up to the end of the message, as it stands.
#[command(category = "Arguments")]
async fn shout(#[arg(rest, max_len = 200)] text: String) -> String {
    text.to_uppercase()
}

/// One letter.
#[command(category = "Arguments")]
async fn spell(letter: char) -> String {
    format!("{letter} as in {}.", letter.escape_unicode())
}

/// A code block with its language.
#[command(category = "Arguments")]
async fn lines(code: CodeBlock) -> String {
    let language = code.language.as_deref().unwrap_or("text");
    format!("{} lines of {language}.", code.code.lines().count())
}

/// Lengths of time and points in time: `1h30m`, `<t:1700000000>`, `2026-01-01T00:00:00Z`.
#[command(category = "Arguments")]
async fn remind(after: Duration, since: Option<Timestamp>) -> String {
    let since = since.map_or_else(|| "now".to_owned(), |since| format!("<t:{}>", since.unix_timestamp()));
    format!("{} seconds after {since}.", after.as_secs())
}

/// People and roles; `below_caller` refuses whoever does not rank below the caller.
#[command(category = "Arguments", guild_only)]
async fn promote(
    /// Who rises
    #[arg(below_caller)]
    who: Member,
    /// What they or others become
    to: UserOrRole,
) -> String {
    let to = match to {
        UserOrRole::User(user) => user.name,
        UserOrRole::Role(role) => role.name,
    };
    format!("{} becomes {to}.", who.display_name())
}

/// Channels of some kinds only.
#[command(category = "Arguments", guild_only)]
async fn open(#[arg(channel_types(text, voice))] channel: GuildChannel) -> String {
    format!("#{} is open.", channel.name)
}

/// A message by its link or id, an emoji by itself.
#[command(category = "Arguments")]
async fn quote(message: Message, mark: Option<ReactionType>) -> String {
    let mark = mark.map(|mark| format!(" {mark}")).unwrap_or_default();
    format!("> {}{mark}", message.content)
}

/// A file attached to the message or chosen in the slash command.
#[command(category = "Arguments")]
async fn weigh(file: Attachment) -> String {
    format!("{} weighs {} bytes.", file.filename, file.size)
}

/// Anything that has `FromStr`.
#[command(category = "Arguments")]
async fn ping(#[arg(parse, expected = "an address such as 127.0.0.1")] address: Ipv4Addr) -> String {
    format!("{address} is {}.", if address.is_loopback() { "here" } else { "out there" })
}

/// A type of your own: one implementation serves every surface.
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

/// A type of your own as an argument.
#[command(category = "Arguments")]
async fn volume(level: Percent) -> String {
    format!("Volume at {}.", level.0)
}

/// Arguments that belong together, for as many commands as need them.
#[derive(Args)]
struct Page {
    /// Which page
    #[arg(min = 1, default = 1)]
    page: u32,
    /// How many on one
    #[arg(min = 1, max = 50, default = 10)]
    size: u32,
}

/// A struct of arguments among others.
#[command(category = "Arguments")]
async fn browse(shelf: String, #[arg(flatten)] page: Page) -> String {
    format!("{shelf}: {} to {}.", (page.page - 1) * page.size + 1, page.page * page.size)
}

const CITIES: [&str; 5] = ["Lisbon", "London", "Lyon", "Madrid", "Paris"];

async fn cities(_: &Context, typed: &str) -> Vec<&'static str> {
    let typed = typed.to_lowercase();
    CITIES.into_iter().filter(|city| city.to_lowercase().starts_with(&typed)).collect()
}

/// Suggestions while somebody types; whatever they send is accepted all the same.
#[command(category = "Arguments")]
async fn travel(#[arg(autocomplete = cities)] to: String) -> String {
    format!("Off to {to}!")
}

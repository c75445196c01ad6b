//! The bot on this framework: `echo`, and as many other commands as `--commands` says.

use std::sync::LazyLock;

use mindtrace_discord::__private::{
    Arguments, CommandItem, CommandSpec, Invoked, ParamSpec, Surface, run as invoked,
};
use mindtrace_discord::prelude::*;

use crate::settings::{MOST_SLASH, Settings, TOKEN};

/// Echo a text.
#[command]
async fn echo(
    /// The text
    #[arg(rest)]
    text: String,
) -> String {
    let number = text.split(' ').next().and_then(|number| number.parse::<u32>().ok());
    let is_panic = panics() && number.is_some_and(|number| number.is_multiple_of(100));
    assert!(!is_panic, "as planned");
    text
}

/// Whether this is a soak test, in which 1 % of the calls panic.
fn panics() -> bool {
    static PANICS: LazyLock<bool> = LazyLock::new(|| std::env::var_os("BENCH_PANICS").is_some());
    *PANICS
}

/// The command `c0001`, or another number, with the specification that `#[command]` would generate.
struct Numbered<const N: u16>;

impl<const N: u16> Numbered<N> {
    const DIGITS: [u8; 5] = [b'c', digit(N / 1000), digit(N / 100), digit(N / 10), digit(N)];

    const NAME: &'static str = match std::str::from_utf8(&Self::DIGITS) {
        Ok(name) => name,
        Err(_) => "",
    };

    const SURFACES: &'static [Surface] =
        if N < MOST_SLASH { Surface::CHAT } else { &[Surface::Prefix, Surface::Http] };
}

/// The last decimal digit of a number.
const fn digit(number: u16) -> u8 {
    b'0' + (number % 10) as u8
}

impl<const N: u16> CommandItem for Numbered<N> {
    const SPEC: CommandSpec = CommandSpec::new(Self::NAME, "Echo a text.", Self::invoke)
        .params(const { &[ParamSpec::of::<String>("text", "The text")] })
        .surfaces(Self::SURFACES)
        .source(file!(), N as u32);

    fn invoke<'a>(_: &'a Context, arguments: &mut Arguments) -> Invoked<'a> {
        invoked::<String, _>(echo(arguments.take()?))
    }
}

/// Registers the command of each number below `$count` whose last three digits are among these.
macro_rules! register {
    ($bot:ident, $count:expr, [$($hundreds:literal)*]) => {
        $(register!(@tens $bot, $count, $hundreds, [0 1 2 3 4 5 6 7 8 9]);)*
    };
    (@tens $bot:ident, $count:expr, $hundreds:literal, [$($tens:literal)*]) => {
        $(register!(@ones $bot, $count, $hundreds, $tens, [0 1 2 3 4 5 6 7 8 9]);)*
    };
    (@ones $bot:ident, $count:expr, $hundreds:literal, $tens:literal, [$($ones:literal)*]) => {
        $(
            if (1..$count).contains(&($hundreds * 100 + $tens * 10 + $ones)) {
                $bot = $bot.command::<Numbered<{ $hundreds * 100 + $tens * 10 + $ones }>>();
            }
        )*
    };
}

/// Runs the bot until it is stopped.
///
/// # Errors
///
/// Fails if the bot cannot start.
pub async fn run() -> anyhow::Result<()> {
    let settings = Settings::read()?;
    Ok(builder(settings.commands).token(TOKEN).run().await?)
}

/// Returns the bot with this number of commands.
fn builder(count: u16) -> BotBuilder {
    let mut bot = Bot::builder();
    register!(bot, count, [0 1 2 3 4 5 6 7 8 9]);
    bot
}

//! The attributes of `mindtrace-discord`.
//!
//! Use them through the runtime crate (`use mindtrace_discord::prelude::*;`); it re-exports every macro
//! here and pins this crate's exact version, because an expansion speaks to its private door.
//!
//! The crate is a small compiler. Each attribute runs the same stages, one file each:
//! *parse* (what was written, never stopping at the first mistake) → *check* (only rules) → *expand*
//! (only quoting). A mistake never removes the annotated item.

// This crate has no public API but the macros; items are shared between its modules only.
#![allow(unreachable_pub)]

mod args;
mod argument;
mod choice;
mod command;
mod diag;
mod doc;
mod event;
mod fields;
mod function;
mod handler;
mod intents;
mod keys;
mod modal;
mod module;
mod names;
mod naming;
mod paths;
mod schedule;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

use self::command::Attribute;

/// Makes an async function a command on every surface.
///
/// The function stays as written and callable; beside it the macro puts a hidden type of the same name
/// that carries the command's specification, and registers it at link time.
///
/// *Owned* parameters are typed by the caller: a slash option, a word of a prefix command, a JSON field.
/// *Borrowed* parameters (`&Context`, any `&T` given with `.state(T)`) are injected by the framework.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "ban"` | the name, when it differs from the function's; 1 to 32 characters, lower case |
/// | `description = "…"` | the sentence Discord shows, at most 100 characters; default: first paragraph of the doc comment |
/// | `usage = "!ban <who>"` | how to type it; default: made from the parameters |
/// | `category = "Moderation"` | the heading it stands under in help and lists |
/// | `permissions(MANAGE_MESSAGES, "kick_members")` | what the caller must hold in the channel |
/// | `bot_permissions(BAN_MEMBERS)` | what the bot must hold in the channel |
/// | `cooldown = "1m30s"` | wait between two uses by one user; text, or whole seconds as a number |
/// | `cooldown(uses = 3, per = "1m", scope = guild, bucket = "search")` | so many uses in so long; `scope` is `user` (default), `guild`, `channel`, `member` or `global`; commands that name one bucket share it |
/// | `concurrency(user = 1)` | how many calls may run at once, for each `user`, `guild`, `channel`, `member` or `global`; `wait` lets more wait for 30 s, `wait = "10s"` for so long |
/// | `check = any(is_admin, all(is_vip, in_lounge))` | what has to hold: functions `async fn(&Context) -> bool`, or a `Result` of `bool` or `()` |
/// | `before = log` | runs before it, and stops it with an error: `async fn(&Context) -> Result<()>` |
/// | `after = count` | runs after it: `async fn(&Context, &Outcome) -> Result<()>` |
/// | `on_error = explain` | runs when it fails and may answer: `async fn(&Context, &CommandError) -> Option<String>` |
/// | `guilds(1234567890)` | the only servers it is offered in, by their ids |
/// | `intents(GUILD_MEMBERS)` | what Discord has to tell the bot for it, such as what it waits for with `ctx.wait_for` |
/// | `installs(guild, user)` | for whom Discord lists it: servers the bot is in, users who installed the application themselves; default: as the application is set |
/// | `aliases("b", "hammer")` | other names at the prefix and HTTP surfaces |
/// | `hidden` | not listed in help |
/// | `tool` | a tool for assistants even though it needs powerful permissions; `tool = false` is never one |
/// | `disabled` | switched off until somebody switches it on |
/// | `guild_only` | only in servers |
/// | `dm_only` | only in direct messages |
/// | `nsfw` | only in age-restricted channels |
/// | `owners_only` | only for the bot's owners |
/// | `ephemeral` | only the caller sees the answer |
/// | `defer = "auto"` | when to tell Discord to wait: `"auto"` (after 2 s), `"immediately"` or `"never"` |
/// | `timeout = "30s"` | how long the handler may run; default one minute |
/// | `surfaces(slash, http)` | where it can be called; default everywhere: `prefix`, `slash`, `http` |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
///
/// `check`, `before`, `after` and `on_error` take several in parentheses as well, `check(is_vip, in_lounge)`, and every
/// one counts.
///
/// # Parameters
///
/// A doc comment describes the parameter. `#[arg(…)]` takes:
///
/// | key | meaning |
/// |---|---|
/// | `rename = "text"` | the name callers see |
/// | `description = "…"` | at most 100 characters; default: the doc comment |
/// | `default = 5` | the value when none is given: a number, text or `true`/`false` |
/// | `min = 1` | the least number accepted |
/// | `max = 100` | the greatest number accepted |
/// | `min_len = 1` | the least number of characters accepted |
/// | `max_len = 80` | the greatest number of characters accepted |
/// | `rest` | everything up to the end of the message, unquoted; last parameter only |
/// | `choices("red", "Dark red" = "dark-red")` | the only values accepted, at most 25: all texts or all numbers, with another name for people where one is given |
/// | `autocomplete = cities` | suggests values while somebody types: `async fn(&Context, &str) -> Vec<String>` |
/// | `channel_types(text, thread)` | the only channels accepted: `text`, `voice`, `category`, `announcement`, `thread`, `stage`, `forum`, `media` |
/// | `below_caller` | only members whose highest role is below the caller's |
/// | `flag` | a `bool` that is `--name` in a prefix command, false when left out |
/// | `parse` | a type of any crate that has `FromStr`, read from a text |
/// | `expected = "an IP address"` | with `parse`: completes "must be …" |
/// | `flatten` | the fields of a struct with [`Args`](derive@Args) |
#[proc_macro_attribute]
pub fn command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::Command, args.into(), item.into()).into()
}

/// Makes an async function the command of a user's context menu: Apps → its name.
///
/// The one owned parameter is who was clicked on: a `User`, a `Member` or a `UserId`.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "Show avatar"` | the name, 1 to 32 of any characters; default: the function's name as words |
///
/// and as in [`macro@command`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`, `before`,
/// `after`, `on_error`, `guilds`, `intents`, `installs`, `hidden`, `disabled`, `guild_only`, `dm_only`, `nsfw`, `owners_only`, `ephemeral`,
/// `defer`, `timeout` and `crate`.
#[proc_macro_attribute]
pub fn user_command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::UserCommand, args.into(), item.into()).into()
}

/// Makes an async function the command of a message's context menu: Apps → its name.
///
/// The one owned parameter is what was clicked on: a `Message` or a `MessageId`.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "Report this"` | the name, 1 to 32 of any characters; default: the function's name as words |
///
/// and as in [`macro@command`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`, `before`,
/// `after`, `on_error`, `guilds`, `intents`, `installs`, `hidden`, `disabled`, `guild_only`, `dm_only`, `nsfw`, `owners_only`, `ephemeral`,
/// `defer`, `timeout` and `crate`.
#[proc_macro_attribute]
pub fn message_command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::MessageCommand, args.into(), item.into()).into()
}

/// Makes an async function the answer to buttons and select menus.
///
/// `#[component("vote:{poll}:{choice}")]` says what their custom ids look like. What stands in braces are owned parameters:
/// the framework writes their values into the id, signs it, and reads them back when somebody clicks. The text begins
/// with some of its own, at most 75 characters without `~`, `%` and spaces; behind a value stands a mark such as `:`.
///
/// One more owned parameter, the last, takes the values of a select menu: a `Vec`, one value or an `Option`.
///
/// Beside the function stands `vote::id(poll, choice)`, which makes the custom id for a button.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "vote"` | the name in logs and lists; default: the function's |
///
/// and as in [`macro@command`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`, `before`,
/// `after`, `on_error`, `intents`, `guild_only`, `dm_only`, `owners_only`, `ephemeral`, `defer`, `timeout` and `crate`.
#[proc_macro_attribute]
pub fn component(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::Component, args.into(), item.into()).into()
}

/// Calls an async function for every event of a type.
///
/// `#[on_event(MemberJoin)]`, with the event's type borrowed among the parameters. Any number of functions may handle one
/// event; each is isolated from the others' errors, panics and delays. Events of one channel, else of one server, reach
/// their handlers in the order in which they happened, the next one when the handlers of the one before have ended.
///
/// The events of Discord are the types of `mindtrace_discord::event`, under our names or serenity's; your own are types
/// with [`Event`](derive@Event).
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | handlers of one event start in this order, lowest first; default 0 |
/// | `filter = is_human` | only events for which a function or closure says yes: `fn(&MemberJoin) -> bool` |
/// | `once` | only the first event, and none after that |
/// | `timeout = "10s"` | how long it may run; default one minute |
/// | `guilds(1234567890)` | only what happens in these servers, by their ids |
/// | `channels(1234567890)` | only what happens in these channels, by their ids |
/// | `intents(MESSAGE_CONTENT)` | what Discord has to tell the bot for it, besides the event |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
#[proc_macro_attribute]
pub fn on_event(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Event, args.into(), item.into()).into()
}

/// Calls an async function before the bot connects; an error keeps the bot from starting.
///
/// It borrows `&Context` and states. Functions run one after the other.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | lowest first; default 0 |
/// | `timeout = "30s"` | how long it may run; default one minute |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
#[proc_macro_attribute]
pub fn on_start(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Start, args.into(), item.into()).into()
}

/// Calls an async function when every shard is connected for the first time: once in the life of the process, however often it
/// connects again.
///
/// It borrows `&Context` and states. Functions start in order and run side by side.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | lowest first; default 0 |
/// | `timeout = "30s"` | how long it may run; default one minute |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
#[proc_macro_attribute]
pub fn on_ready(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Ready, args.into(), item.into()).into()
}

/// Calls an async function when the bot stops: commands have finished, and the bot can still speak.
///
/// It borrows `&Context` and states. Functions start in order and run side by side; all of them together have five seconds.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | lowest first; default 0 |
/// | `timeout = "2s"` | how long it may run; default and at most five seconds |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
#[proc_macro_attribute]
pub fn on_shutdown(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Shutdown, args.into(), item.into()).into()
}

/// Calls an async function again and again, always after the same time: `#[every("5m")]`, `#[every(30)]` in seconds.
///
/// It starts to count when the bot is connected, and ends when the bot stops. The function borrows `&Context`, states, and
/// `&Tick`, which says when the run was due. A run waits for the one before it; errors, panics and timeouts are
/// logged, and the next run takes place all the same.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `run_at_start` | a first run at once |
/// | `overlap` | a run begins though the one before it goes on |
/// | `jitter = "10s"` | each run begins up to so much late, by chance |
/// | `missed = skip` | what becomes of runs that fell due while one went on, or while the machine slept: `once` (default) makes up for all with one, `skip` for none, `all` for each |
/// | `timeout = "30s"` | how long a run may take; default one minute |
/// | `intents(GUILD_MEMBERS)` | what Discord has to tell the bot for what it does |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
#[proc_macro_attribute]
pub fn every(args: TokenStream, item: TokenStream) -> TokenStream {
    schedule::schedule(schedule::Attribute::Every, args.into(), item.into()).into()
}

/// Calls an async function at the times of a cron line: `#[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]`.
///
/// The five fields are minute (0-59), hour (0-23), day of the month (1-31), month (1-12 or `Jan`-`Dec`) and day of the week
/// (0-7 or `Sun`-`Sat`). Each takes `*`, lists `1,15`, ranges `Mon-Fri` and steps `*/10`; days take `L`, `15W` and `Fri#2` as
/// well. The compiler checks the line and the time zone.
///
/// Runs take place from when the bot is connected until it stops; in all else it is as [`macro@every`].
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `timezone = "Europe/London"` | where the clock hangs, by its name in the tz database; default `UTC` |
/// | `run_at_start` | a first run at once |
/// | `overlap` | a run begins though the one before it goes on |
/// | `jitter = "10s"` | each run begins up to so much late, by chance |
/// | `missed = skip` | what becomes of runs that fell due while one went on, or while the machine slept: `once` (default) makes up for all with one, `skip` for none, `all` for each |
/// | `timeout = "30s"` | how long a run may take; default one minute |
/// | `intents(GUILD_MEMBERS)` | what Discord has to tell the bot for what it does |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
#[proc_macro_attribute]
pub fn cron(args: TokenStream, item: TokenStream) -> TokenStream {
    schedule::schedule(schedule::Attribute::Cron, args.into(), item.into()).into()
}

/// Sets defaults for all the commands written inside a module.
///
/// `#[commands(category = "Admin", permissions(ADMINISTRATOR))] mod admin { … }`. A key on a command itself
/// wins over the module's; `check`, `before`, `after` and `on_error` add up instead, the module's first, and name functions
/// as the commands inside see them. Commands of context menus and components take what makes sense for them.
///
/// # Keys
///
/// Every key of [`macro@command`] that makes sense for more than one command: `category`, `permissions`, `bot_permissions`,
/// `cooldown`, `concurrency`, `check`, `before`, `after`, `on_error`, `guilds`, `intents`, `installs`, `hidden`, `tool`, `disabled`, `guild_only`,
/// `dm_only`, `nsfw`, `owners_only`, `ephemeral`, `defer`, `timeout`, `surfaces` and `crate`.
#[proc_macro_attribute]
pub fn commands(args: TokenStream, item: TokenStream) -> TokenStream {
    module::module(Attribute::Commands, &args.into(), item.into()).into()
}

/// Makes the commands written inside a module a group: `#[group] mod tag { … }` gives `tag create`, `tag delete`.
///
/// One group may stand inside another; Discord knows no third level. Modules with [`macro@commands`] may stand around
/// or between.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "tag"` | the name, when it differs from the module's; 1 to 32 characters, lower case |
/// | `description = "…"` | the sentence Discord shows, at most 100 characters; default: first paragraph of the module's doc comment |
/// | `aliases("t")` | other names at the prefix and HTTP surfaces |
///
/// and the defaults of [`macro@commands`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`,
/// `before`, `after`, `on_error`, `guilds`, `intents`, `installs`, `hidden`, `tool`, `disabled`, `guild_only`, `dm_only`, `nsfw`, `owners_only`,
/// `ephemeral`, `defer`, `timeout`, `surfaces` and `crate`.
#[proc_macro_attribute]
pub fn group(args: TokenStream, item: TokenStream) -> TokenStream {
    module::module(Attribute::Group, &args.into(), item.into()).into()
}

/// Makes an enum an argument with a fixed list of choices, and a value that custom ids can carry.
///
/// Each variant is one choice. Callers see its name (`DarkRed` is shown as `Dark Red`) and programs send its
/// value (`dark_red`); both are texts that stay the same when variants are reordered.
///
/// # Keys of `#[choice(…)]` on a variant
///
/// | key | meaning |
/// |---|---|
/// | `name = "Dark red"` | what callers see, 1 to 100 characters |
/// | `value = "dark-red"` | what is sent, 1 to 100 characters |
///
/// `#[choice(crate = path)]` on the enum says where `mindtrace_discord` is, when it was renamed.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn choice(item: TokenStream) -> TokenStream {
    choice::choice(item.into()).into()
}

/// Makes a struct a group of arguments that several commands share.
///
/// Each field is an argument, with a doc comment and the keys of `#[arg(…)]` as on the parameters of a
/// [`macro@command`]. A command takes the struct with `#[arg(flatten)] filter: Filter`, and so does another struct.
///
/// `#[args(crate = path)]` on the struct says where `mindtrace_discord` is, when it was renamed.
#[proc_macro_derive(Args, attributes(args, arg))]
pub fn args(item: TokenStream) -> TokenStream {
    args::args(item.into()).into()
}

/// Makes a struct a form that opens over Discord.
///
/// Each of one to five fields is a question. Its type is any that an argument may have and says what the field looks
/// like: choices, people, roles and channels are menus, a `bool` is a box, an `Attachment` an upload, everything else is
/// written; in a `Vec` several may be chosen. A doc comment explains the field.
///
/// # Keys of `#[modal(…)]` on the struct
///
/// | key | meaning |
/// |---|---|
/// | `title = "Tell us"` | the title, 1 to 45 characters; default: the struct's name as words |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
///
/// # Keys of `#[field(…)]` on a field
///
/// | key | meaning |
/// |---|---|
/// | `label = "What happened?"` | the label, 1 to 45 characters; default: the field's name as words |
/// | `placeholder = "…"` | what stands in the empty field, at most 100 characters |
/// | `paragraph` | several lines |
/// | `radio` | two to ten choices as radio buttons, or as boxes where several may be chosen, instead of a menu |
/// | `default = "…"` | what stands in the field at first |
/// | `min = 1` | the least number accepted |
/// | `max = 100` | the greatest number accepted |
/// | `min_len = 1` | the least number of characters accepted |
/// | `max_len = 4000` | the greatest number of characters accepted, at most 4000 |
/// | `choices("red", "Dark red" = "dark-red")` | the only values accepted |
/// | `channel_types(text, thread)` | the only channels accepted |
/// | `parse` | a type of any crate that has `FromStr`, read from a text |
/// | `expected = "an IP address"` | with `parse`: completes "must be …" |
#[proc_macro_derive(Modal, attributes(modal, field))]
pub fn modal(item: TokenStream) -> TokenStream {
    modal::modal(item.into()).into()
}

/// Makes a type an event of the program's own, which `ctx.emit(…)` and `bot.emit(…)` raise and `#[on_event(…)]` handles.
///
/// ```ignore
/// #[derive(Event, Deserialize)]
/// #[event(http)]
/// struct OrderPaid {
///     order: u64,
///     #[event(guild)]
///     shop: GuildId,
///     #[event(user)]
///     buyer: UserId,
/// }
/// ```
///
/// # Keys of `#[event(…)]` on the type
///
/// | key | meaning |
/// |---|---|
/// | `name = "order-paid"` | the name in logs and in the path of the HTTP surface; default: the type's name |
/// | `http` | programs outside may raise it, `POST /discord/events/{name}`; the type has `serde::Deserialize` |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
///
/// # Keys of `#[event(…)]` on a field
///
/// They say where it happens and who does it: what `ctx.guild_id()`, `ctx.channel_id()` and `ctx.author()` tell in its handlers. What no
/// field says is as where it was raised. Events of one channel, else of one server, reach their handlers in order.
///
/// | key | meaning |
/// |---|---|
/// | `guild` | the server, a `GuildId` or an `Option` of one |
/// | `channel` | the channel, a `ChannelId` or an `Option` of one |
/// | `message` | the message, a `MessageId` or an `Option` of one |
/// | `user` | who does it: a `UserId`, a `User`, a `Member` or an `Option` of one |
#[proc_macro_derive(Event, attributes(event))]
pub fn event(item: TokenStream) -> TokenStream {
    event::event(item.into()).into()
}

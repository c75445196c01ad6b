//! The attributes of `mindtrace-discord`.
//!
//! Use them through the runtime crate (`use mindtrace_discord::prelude::*;`). It re-exports every macro here and pins the exact
//! version of this crate, because expansions use its private items.
//!
//! The crate is a small compiler. Each attribute runs the same stages, one file each: *parse* (reads the input and goes on after a
//! mistake) → *check* (only rules) → *expand* (only quoting). A mistake never removes the annotated item.

// The macros are the only public API; all other items are shared between modules.
#![allow(unreachable_pub)]

mod args;
mod argument;
mod choice;
mod command;
mod diag;
mod doc;
mod enclosing;
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
mod unfinished;

use proc_macro::TokenStream;

use self::command::Attribute;

/// Makes an async function a command on every surface.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Ban a member.
/// #[command(category = "Moderation", permissions(BAN_MEMBERS), bot_permissions(BAN_MEMBERS), guild_only)]
/// async fn ban(
///     ctx: &Context,
///     /// The member to ban
///     #[arg(below_caller)]
///     who: Member,
///     /// Days of messages to delete
///     #[arg(max = 7, default = 0)]
///     days: u8,
/// ) -> Result<String> {
///     who.ban(ctx, days).await?;
///     Ok(format!("{} is banned.", who.display_name()))
/// }
/// ```
///
/// The function stays unchanged and callable. The macro adds a hidden type of the same name that carries the command's
/// specification, and registers it at link time. A module or a type of that name beside the function hides the hidden one.
///
/// Owned parameters are parsed from the caller's input: a slash option, a word of a prefix command, a JSON field. Borrowed
/// parameters (`&Context`, or any `&T` registered with `.state(T)`) are injected; their names may be `_`.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "ban"` | the name, if it differs from the function's; 1 to 32 characters, lower case |
/// | `description = "…"` | the description Discord shows, at most 100 characters; default: the first paragraph of the doc comment |
/// | `usage = "!ban <user>"` | how to type it; default: generated from the parameters |
/// | `category = "Moderation"` | the heading in help and lists |
/// | `permissions(MANAGE_MESSAGES, "kick_members")` | permissions the caller needs in the channel |
/// | `bot_permissions(BAN_MEMBERS)` | permissions the bot needs in the channel |
/// | `cooldown = "1m30s"` | wait between two uses by one user; a string, or whole seconds as a number |
/// | `cooldown(uses = 3, per = "1m", scope = guild, bucket = "search")` | at most `uses` uses within `per`; `scope` is `user` (default), `guild`, `channel`, `member` or `global`; commands with the same bucket share it; with `strict`, calls are refused while the Redis server that counts them does not answer |
/// | `concurrency(user = 1)` | calls that may run at once for each `user`, `guild`, `channel`, `member` or `global`; with `wait`, further calls wait 30 s for a permit, with `wait = "10s"` that long |
/// | `check = any(is_admin, all(is_vip, in_lounge))` | conditions to run: functions `async fn(&Context) -> bool`, or with a `Result` of `bool` or `()`; like all functions here they may borrow states, `async fn(&Context, &Db) -> bool` |
/// | `before = log` | runs before it; an error stops the call: `async fn(&Context) -> Result<()>` |
/// | `after = count` | runs after it, also if it was refused or failed, unless the bot had no room for the call (`DISCORD_MAX_CALLS`): `async fn(&Context, &Outcome) -> Result<()>` |
/// | `on_error = explain` | runs when it fails, and can replace the error reply: `async fn(&Context, &CommandError) -> Option<String>` |
/// | `guilds(1234567890)` | the only guilds where it is available, by id |
/// | `entitled(1088510053843210999)` | only for callers who have bought one of these SKUs, by id, themselves or for their guild; others see a premium button, or a message on surfaces without buttons |
/// | `intents(GUILD_MEMBERS)` | gateway intents it needs, for example for `ctx.wait_for` |
/// | `installs(guild, user)` | installation types it is listed for: guilds with the bot, users who installed the application; default: the application's setting |
/// | `aliases("b", "hammer")` | other names on the prefix and HTTP surfaces |
/// | `hidden` | not listed in help |
/// | `tool` | exposed as an AI tool (feature `mcp`) even if it is hidden, for owners only, or needs powerful permissions; `tool = false`: never exposed |
/// | `track_edits` | runs again when its message is edited within five minutes, or the time of `BotBuilder::track_edits`; `track_edits = false`: never |
/// | `ignore_extra` | ignores words of a prefix command that no parameter takes, instead of refusing the call |
/// | `disabled` | disabled until a toggle enables it |
/// | `guild_only` | only in guilds |
/// | `dm_only` | only in direct messages |
/// | `nsfw` | only in age-restricted channels |
/// | `owners_only` | only for the bot's owners |
/// | `ephemeral` | only the caller sees the reply |
/// | `defer = "auto"` | when to send Discord a deferred response: `"auto"` (after 2 s), `"immediately"` or `"never"` |
/// | `timeout = "30s"` | how long the handler may run; default: one minute |
/// | `surfaces(slash, http)` | where it can be called: `prefix`, `slash`, `http`; default: everywhere |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
///
/// `check`, `before`, `after` and `on_error` also take several functions in parentheses, `check(is_vip, in_lounge)`. All of them
/// apply.
///
/// # Parameters
///
/// A doc comment describes the parameter. `#[arg(…)]` takes:
///
/// | key | meaning |
/// |---|---|
/// | `rename = "text"` | the name callers see |
/// | `description = "…"` | at most 100 characters; default: the doc comment |
/// | `default = 5` | the value if the caller supplies none: a number, a string, `true`/`false`, or the value of a choice as a string |
/// | `min = 1` | the smallest number accepted; for a `Duration` a length of time, `min = "1m"` |
/// | `max = 100` | the largest number accepted, or length of time |
/// | `min_len = 1` | the smallest number of characters accepted |
/// | `max_len = 80` | the largest number of characters accepted, at most 6000 |
/// | `rest` | the rest of the message, unquoted; last parameter only |
/// | `choices("red", "Dark red" = "dark-red")` | the only values accepted, at most 25: all strings or all numbers, with another display name in front if needed |
/// | `autocomplete = cities` | suggests values while the caller types: `async fn(&Context, &str) -> Vec<String>`, with any states before the text |
/// | `channel_types(text, thread)` | the only channel types accepted: `text`, `voice`, `category`, `announcement`, `thread`, `stage`, `forum`, `media` |
/// | `below_caller` | only members whose highest role is below the caller's |
/// | `flag` | a `bool` that `--name` sets in a prefix command; false without it |
/// | `parse` | parses any type with `FromStr` from a string |
/// | `expected = "an IP address"` | with `parse`: completes "must be …" |
/// | `flatten` | inserts the fields of a struct with [`Args`](derive@Args) |
#[proc_macro_attribute]
pub fn command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::Command, args.into(), item.into()).into()
}

/// Makes an async function a user context menu command: Apps → its name.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Show a user's picture.
/// #[user_command(installs(guild, user), ephemeral)]
/// async fn show_avatar(user: User) -> String {
///     user.face()
/// }
/// ```
///
/// Its one owned parameter is the selected user: a `User`, a `Member` or a `UserId`.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "Show avatar"` | the name, 1 to 32 of any characters; default: the function's name as words |
///
/// and as in [`macro@command`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`, `before`,
/// `after`, `on_error`, `guilds`, `entitled`, `intents`, `installs`, `hidden`, `disabled`, `guild_only`, `dm_only`, `nsfw`, `owners_only`, `ephemeral`,
/// `defer`, `timeout` and `crate`.
#[proc_macro_attribute]
pub fn user_command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::UserCommand, args.into(), item.into()).into()
}

/// Makes an async function a message context menu command: Apps → its name.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Report a message.
/// #[message_command(name = "Report this", cooldown = "1m", ephemeral)]
/// async fn report(message: Message) -> String {
///     format!("You reported a message of {}.", message.author.display_name())
/// }
/// ```
///
/// Its one owned parameter is the selected message: a `Message` or a `MessageId`.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "Report this"` | the name, 1 to 32 of any characters; default: the function's name as words |
///
/// and as in [`macro@command`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`, `before`,
/// `after`, `on_error`, `guilds`, `entitled`, `intents`, `installs`, `hidden`, `disabled`, `guild_only`, `dm_only`, `nsfw`, `owners_only`, `ephemeral`,
/// `defer`, `timeout` and `crate`.
#[proc_macro_attribute]
pub fn message_command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::MessageCommand, args.into(), item.into()).into()
}

/// Makes an async function the handler of buttons and select menus.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Count a vote.
/// #[component("vote:{poll}:{choice}")]
/// async fn vote(ctx: &Context, poll: u64, choice: String) -> String {
///     format!("{} votes for {choice} in poll {poll}.", ctx.author().display_name())
/// }
///
/// /// Start a poll.
/// #[command]
/// async fn poll() -> Reply {
///     Reply::new("Tea?").buttons([Button::new("Yes", vote::id(7, "yes")), Button::new("No", vote::id(7, "no"))])
/// }
/// ```
///
/// `#[component("vote:{poll}:{choice}")]` is the template of their custom ids. The names in braces are owned parameters: the
/// framework encodes their values in the custom id, signs it, and decodes them when a user clicks. A template starts with literal
/// text, which has at most 77 characters and no `~`, `%` or spaces. A separator such as `:` follows each value.
///
/// Text and values share these 77 characters, which is checked at compile time as far as the lengths are known: a `u64` takes up to 20,
/// `#[arg(max = 999)]` makes it three. A `String` takes what is left, with three characters for a mark such as `:`; `#[arg(max_len = 10)]`
/// reserves 30. A value that does not fit at run time is `ReplyError::CustomIdTooLong`, before anything is sent.
///
/// One more owned parameter, the last, receives the values of a select menu: a `Vec`, one value or an `Option`.
///
/// The macro adds `vote::id(poll, choice)`, which returns the custom id for a button.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "vote"` | the name in logs and lists; default: the function's |
/// | `stored` | values that do not fit are stored for 30 days, up to 64 KiB, and the custom id carries their name: `vote::id(ctx, text).await?` |
///
/// and as in [`macro@command`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`, `before`,
/// `after`, `on_error`, `entitled`, `intents`, `guild_only`, `dm_only`, `owners_only`, `ephemeral`, `defer`, `timeout` and `crate`.
#[proc_macro_attribute]
pub fn component(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(Attribute::Component, args.into(), item.into()).into()
}

/// Calls an async function for every event of a type.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Welcomes new members in the guild's system channel.
/// #[on_event(MemberJoin)]
/// async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
///     ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
///     Ok(())
/// }
/// ```
///
/// `#[on_event(MemberJoin)]`; one of the parameters borrows the event. Any number of functions can handle one event. Each is
/// isolated from the errors, panics and delays of the others. Events of one channel, else of one guild, are handled in the order in
/// which they happened: the next event starts when all handlers of the previous one have ended or wait in `ctx.wait_for` or
/// `ctx.sleep`.
///
/// Discord's events are the types in `mindtrace_discord::event`, under our names or serenity's. Your own events are types with
/// [`Event`](derive@Event).
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | handlers of one event start in this order, lowest first; default: 0 |
/// | `filter = is_human` | only events for which a function or closure returns true: `fn(&MemberJoin) -> bool` |
/// | `once` | only the first event |
/// | `timeout = "10s"` | how long it may run; default: one minute |
/// | `guilds(1234567890)` | only events in these guilds, by id |
/// | `channels(1234567890)` | only events in these channels, by id |
/// | `intents(MESSAGE_CONTENT)` | gateway intents it needs in addition to the event's own |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
#[proc_macro_attribute]
pub fn on_event(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Event, args.into(), item.into()).into()
}

/// Calls an async function before the bot connects; an error keeps the bot from starting.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[on_start]
/// async fn count_the_start(ctx: &Context) -> Result<()> {
///     let starts = ctx.store().bot().increment("starts", 1).await?;
///     println!("start number {starts}");
///     Ok(())
/// }
/// ```
///
/// It borrows `&Context` and states. Functions run one after the other.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | lowest first; default: 0 |
/// | `timeout = "30s"` | how long it may run; default: one minute |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
#[proc_macro_attribute]
pub fn on_start(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Start, args.into(), item.into()).into()
}

/// Calls an async function once, when every shard has connected for the first time. Reconnecting does not call it again.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
/// use mindtrace_discord::serenity::gateway::ActivityData;
/// use mindtrace_discord::serenity::model::user::OnlineStatus;
///
/// #[on_ready]
/// async fn show_activity(ctx: &Context) -> Result<()> {
///     Ok(ctx.set_presence(OnlineStatus::Online, ActivityData::listening("/help"))?)
/// }
/// ```
///
/// It borrows `&Context` and states. Functions start in order and run concurrently.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | lowest first; default: 0 |
/// | `timeout = "30s"` | how long it may run; default: one minute |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
#[proc_macro_attribute]
pub fn on_ready(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Ready, args.into(), item.into()).into()
}

/// Calls an async function when the bot stops: all commands have finished or were cancelled, and the bot can still send messages.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[on_shutdown]
/// async fn say_goodbye(ctx: &Context) -> Result<()> {
///     ctx.channel_by_id(ChannelId::new(1088510058284990888)).say("I will be back.").await?;
///     Ok(())
/// }
/// ```
///
/// It borrows `&Context` and states. Functions start in order and run concurrently; together they have five seconds.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | lowest first; default: 0 |
/// | `timeout = "2s"` | how long it may run; default and maximum: five seconds |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
#[proc_macro_attribute]
pub fn on_shutdown(args: TokenStream, item: TokenStream) -> TokenStream {
    event::handler(event::Attribute::Shutdown, args.into(), item.into()).into()
}

/// Calls an async function at a fixed interval: `#[every("5m")]`, or `#[every(30)]` in seconds.
///
/// ```no_run
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Default)]
/// struct Seen(AtomicU64);
///
/// #[on_event(Message)]
/// async fn count(seen: &Seen, _: &Message) {
///     seen.0.fetch_add(1, Ordering::Relaxed);
/// }
///
/// #[every("5m")]
/// async fn report(seen: &Seen) {
///     println!("{} messages so far", seen.0.load(Ordering::Relaxed));
/// }
///
/// #[tokio::main]
/// async fn main() -> Result<()> {
///     Ok(Bot::builder().state(Seen::default()).run().await?)
/// }
/// ```
///
/// The first interval starts when the bot is connected; runs end when the bot stops. The function borrows `&Context`, states, and
/// `&Tick`, which contains the time at which the run was due. A run waits for the previous one. Errors, panics and timeouts are
/// logged and do not cancel later runs.
///
/// Of several processes that share a Redis, one runs each due time, and the intervals count from midnight UTC of 1970-01-01. Without a
/// Redis each process runs all of them.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `run_at_start` | also runs once as soon as the bot is connected |
/// | `overlap` | starts a run even if the previous one is still running |
/// | `jitter = "10s"` | delays each run by a random time up to this |
/// | `missed = skip` | what to do with runs that were due during a long run or while the machine slept: `once` (default) runs once for all of them, `skip` runs none, `all` runs each |
/// | `timeout = "30s"` | how long a run may take; default: one minute |
/// | `intents(GUILD_MEMBERS)` | gateway intents it needs |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
#[proc_macro_attribute]
pub fn every(args: TokenStream, item: TokenStream) -> TokenStream {
    schedule::schedule(schedule::Attribute::Every, args.into(), item.into()).into()
}

/// Calls an async function at the times of a cron expression: `#[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]`.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[cron("0 9 * * Mon-Fri", timezone = "Europe/London")]
/// async fn good_morning(ctx: &Context, tick: &Tick) -> Result<()> {
///     let channel = ctx.channel_by_id(ChannelId::new(1088510058284990888));
///     channel.say(format!("Good morning! It is {}.", tick.due)).await?;
///     Ok(())
/// }
/// ```
///
/// The five fields are minute (0-59), hour (0-23), day of the month (1-31), month (1-12 or `Jan`-`Dec`) and day of the week
/// (0-7 or `Sun`-`Sat`). Each takes `*`, lists `1,15`, ranges `Mon-Fri` and steps `*/10`; days also take `L`, `15W` and `Fri#2`.
/// The expression and the time zone are checked at compile time.
///
/// Runs start once the bot is connected and end when it stops; everything else is as in [`macro@every`].
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `timezone = "Europe/London"` | IANA time zone; default: `UTC` |
/// | `run_at_start` | also runs once as soon as the bot is connected |
/// | `overlap` | starts a run even if the previous one is still running |
/// | `jitter = "10s"` | delays each run by a random time up to this |
/// | `missed = skip` | what to do with runs that were due during a long run or while the machine slept: `once` (default) runs once for all of them, `skip` runs none, `all` runs each |
/// | `timeout = "30s"` | how long a run may take; default: one minute |
/// | `intents(GUILD_MEMBERS)` | gateway intents it needs |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
#[proc_macro_attribute]
pub fn cron(args: TokenStream, item: TokenStream) -> TokenStream {
    schedule::schedule(schedule::Attribute::Cron, args.into(), item.into()).into()
}

/// Sets defaults for all commands inside a module.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// #[commands(category = "Admin", permissions(ADMINISTRATOR), ephemeral)]
/// mod admin {
///     use mindtrace_discord::prelude::*;
///
///     /// Show how many commands the bot has.
///     #[command]
///     async fn count(ctx: &Context) -> String {
///         format!("{} commands", ctx.registry().commands().len())
///     }
/// }
/// # fn main() {}
/// ```
///
/// A key on a command overrides the module's. `check`, `before`, `after` and `on_error` accumulate instead; their paths are resolved
/// inside the module. Those of the module run before the command's, except that `after` and `on_error` of the command run first.
/// Context menu commands and components take the defaults that apply to them.
///
/// # Keys
///
/// Every key of [`macro@command`] that can apply to several commands: `category`, `permissions`, `bot_permissions`,
/// `cooldown`, `concurrency`, `check`, `before`, `after`, `on_error`, `guilds`, `entitled`, `intents`, `installs`, `hidden`, `tool`, `track_edits`, `ignore_extra`, `disabled`,
/// `guild_only`, `dm_only`, `nsfw`, `owners_only`, `ephemeral`, `defer`, `timeout`, `surfaces` and `crate`.
#[proc_macro_attribute]
pub fn commands(args: TokenStream, item: TokenStream) -> TokenStream {
    module::module(Attribute::Commands, &args.into(), item.into()).into()
}

/// Makes the commands inside a module a group: `#[group] mod tag { … }` declares `tag create` and `tag delete`.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Texts to find again.
/// #[group(aliases("t"))]
/// mod tag {
///     use mindtrace_discord::prelude::*;
///
///     /// Save a text: `/tag create`, `!tag create`, `!t create`.
///     #[command(guild_only)]
///     async fn create(ctx: &Context, guild: &GuildId, name: String, #[arg(rest)] text: String) -> Result<String> {
///         ctx.store().guild(*guild).set(&format!("tag.{name}"), &text).await?;
///         Ok(format!("Saved {name}."))
///     }
/// }
/// # fn main() {}
/// ```
///
/// A group can contain groups, but no third level: Discord allows two. Modules with [`macro@commands`] can be nested around or
/// between them.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `name = "tag"` | the name, if it differs from the module's; 1 to 32 characters, lower case |
/// | `description = "…"` | the description Discord shows, at most 100 characters; default: the first paragraph of the module's doc comment |
/// | `aliases("t")` | other names on the prefix and HTTP surfaces |
///
/// and the defaults of [`macro@commands`]: `category`, `permissions`, `bot_permissions`, `cooldown`, `concurrency`, `check`,
/// `before`, `after`, `on_error`, `guilds`, `entitled`, `intents`, `installs`, `hidden`, `tool`, `track_edits`, `ignore_extra`, `disabled`, `guild_only`, `dm_only`, `nsfw`,
/// `owners_only`, `ephemeral`, `defer`, `timeout`, `surfaces` and `crate`.
#[proc_macro_attribute]
pub fn group(args: TokenStream, item: TokenStream) -> TokenStream {
    module::module(Attribute::Group, &args.into(), item.into()).into()
}

/// Makes an enum an argument with a fixed list of choices, and a value that custom ids can carry.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// How to sort.
/// #[derive(Clone, Copy, Debug, Choice)]
/// enum Order {
///     Newest,
///     #[choice(name = "Most liked", value = "likes")]
///     Likes,
/// }
///
/// /// List the posts.
/// #[command]
/// async fn posts(#[arg(default = "newest")] order: Order) -> String {
///     format!("Posts by {order:?}.")
/// }
/// ```
///
/// Each variant is one choice. Callers see its name (`DarkRed` is shown as `Dark Red`), and programs send its value (`dark_red`).
/// Reordering variants changes neither.
///
/// # Keys of `#[choice(…)]` on a variant
///
/// | key | meaning |
/// |---|---|
/// | `name = "Dark red"` | the name callers see, 1 to 100 characters |
/// | `value = "dark-red"` | the value that is sent, 1 to 100 characters |
///
/// `#[choice(crate = path)]` on the enum is the path of `mindtrace_discord`, if it was renamed.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn choice(item: TokenStream) -> TokenStream {
    choice::choice(item.into()).into()
}

/// Makes a struct a group of arguments that several commands share.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// A page of a list.
/// #[derive(Args)]
/// struct Page {
///     /// The page
///     #[arg(min = 1, default = 1)]
///     page: u32,
///     /// The number of entries
///     #[arg(min = 1, max = 50, default = 10)]
///     size: u32,
/// }
///
/// /// List the posts.
/// #[command]
/// async fn posts(#[arg(flatten)] page: Page) -> String {
///     format!("Page {} with {} posts.", page.page, page.size)
/// }
/// ```
///
/// Each field is an argument, with a doc comment and the keys of `#[arg(…)]` as on the parameters of a [`macro@command`]. A command
/// takes the struct with `#[arg(flatten)] filter: Filter`; another such struct can contain it the same way.
///
/// `#[args(crate = path)]` on the struct is the path of `mindtrace_discord`, if it was renamed.
#[proc_macro_derive(Args, attributes(args, arg))]
pub fn args(item: TokenStream) -> TokenStream {
    args::args(item.into()).into()
}

/// Makes a struct a modal.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// A report.
/// #[derive(Modal)]
/// #[modal(title = "Tell us")]
/// struct Report {
///     /// In one sentence.
///     #[field(label = "What happened?", max_len = 100)]
///     title: String,
///     #[field(paragraph)]
///     details: Option<String>,
///     #[field(radio, choices("low", "high"))]
///     urgency: String,
/// }
///
/// /// Report something.
/// #[command(ephemeral)]
/// async fn report(ctx: &Context) -> Result<String> {
///     let report: Report = ctx.modal().await?;
///     Ok(format!("Thank you for \"{}\".", report.title))
/// }
/// ```
///
/// Each of its one to five fields is a component. A field has any type that an argument can have, and the type selects the
/// component: choices, users, roles and channels are select menus, a `bool` is a checkbox, an `Attachment` is a file upload,
/// everything else is a text input. A `Vec` accepts several values. The doc comment describes the field.
///
/// `ModalDraft::from(old)` opens the modal with the values of a struct.
///
/// # Keys of `#[modal(…)]` on the struct
///
/// | key | meaning |
/// |---|---|
/// | `title = "Tell us"` | the title, 1 to 45 characters; default: the struct's name as words |
/// | `footer = "…"` | Markdown below the last field, at most 4000 characters |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
///
/// # Keys of `#[field(…)]` on a field
///
/// | key | meaning |
/// |---|---|
/// | `label = "What happened?"` | the label, 1 to 45 characters; default: the field's name as words |
/// | `placeholder = "…"` | the placeholder of the empty field, at most 100 characters |
/// | `paragraph` | a text input of several lines |
/// | `radio` | two to ten choices as a radio group, or as checkboxes if several can be chosen, instead of a select menu |
/// | `text = "…"` | Markdown above the field, at most 4000 characters; fields and texts together are at most five |
/// | `descriptions("red" = "Like fire")` | the descriptions of choices, by value or name, at most 100 characters each |
/// | `min_values = 1`, `max_values = 3` | how many values a `Vec` of choices, users, roles, channels or files takes: at most 25, at most ten files; default: any number |
/// | `default = "…"` | the initial value |
/// | `min = 1` | the smallest number accepted; for a `Duration` a length of time, `min = "1m"` |
/// | `max = 100` | the largest number accepted, or length of time |
/// | `min_len = 1` | the smallest number of characters accepted |
/// | `max_len = 4000` | the largest number of characters accepted, at most 4000 |
/// | `choices("red", "Dark red" = "dark-red")` | the only values accepted |
/// | `channel_types(text, thread)` | the only channel types accepted |
/// | `parse` | parses any type with `FromStr` from a string |
/// | `expected = "an IP address"` | with `parse`: completes "must be …" |
#[proc_macro_derive(Modal, attributes(modal, field))]
pub fn modal(item: TokenStream) -> TokenStream {
    modal::modal(item.into()).into()
}

/// Makes a type an event of your program: `ctx.emit(…)` and `bot.emit(…)` emit it, `#[on_event(…)]` handles it.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// An order was paid.
/// #[derive(Event, serde::Deserialize)]
/// #[event(http)]
/// struct OrderPaid {
///     order: u64,
///     #[event(guild)]
///     shop: GuildId,
///     #[event(user)]
///     buyer: UserId,
/// }
///
/// /// Thanks the buyer in the system channel of the shop.
/// #[on_event(OrderPaid)]
/// async fn thank(ctx: &Context, event: &OrderPaid) -> Result<()> {
///     ctx.system_channel().await?.say(format!("Thank you, {}!", event.buyer.mention())).await?;
///     Ok(())
/// }
/// ```
///
/// # Keys of `#[event(…)]` on the type
///
/// | key | meaning |
/// |---|---|
/// | `name = "order-paid"` | the name in logs and in the path of the HTTP surface; default: the type's name |
/// | `http` | other programs may emit it with `POST /discord/events/{name}`; the type needs `serde::Deserialize` |
/// | `secret = "GITHUB_WEBHOOK_SECRET"` | with `http`: webhooks of GitHub's kind raise it at `POST /discord/webhooks/{name}`, signed with the secret in this environment variable |
/// | `delivery_id = "X-GitHub-Delivery"` | with `secret`: the header with the id of a delivery; one that comes again within ten minutes does not raise the event again |
/// | `stored` | `ctx.schedule(…)` can emit it later; the type needs `serde::Serialize` and `serde::Deserialize` |
/// | `crate = path` | the path of `mindtrace_discord`, if it was renamed |
///
/// # Keys of `#[event(…)]` on a field
///
/// All but `header` set the scope of the event: the values of `ctx.guild_id()`, `ctx.channel_id()` and `ctx.author()` in its handlers. The
/// rest of the scope is that of the context that emits it. Events of one channel, else of one guild, reach their handlers in order.
///
/// | key | meaning |
/// |---|---|
/// | `guild` | the guild: a `GuildId`, or an `Option` of one |
/// | `channel` | the channel: a `ChannelId`, or an `Option` of one |
/// | `message` | the message: a `MessageId`, or an `Option` of one |
/// | `user` | the user who caused it: a `UserId`, a `User`, a `Member`, or an `Option` of one |
/// | `header = "X-GitHub-Event"` | the value of a webhook's header: any type that serde reads from a text, or an `Option` of one; the event needs `secret` |
#[proc_macro_derive(Event, attributes(event))]
pub fn event(item: TokenStream) -> TokenStream {
    event::event(item.into()).into()
}

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

mod choice;
mod command;
mod defaults;
mod diag;
mod doc;
mod event;
mod function;
mod keys;
mod names;
mod paths;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Makes an async function a command on every surface.
///
/// The function stays as written and callable; beside it the macro puts a hidden type of the same name
/// that carries the command's specification, and registers it at link time.
///
/// *Owned* parameters are typed by the caller: a slash option, a word of a prefix command, a JSON field.
/// *Borrowed* parameters (`&Context`, any `&T` given with `.state(T)`) are provided by the framework.
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
/// | `aliases("b", "hammer")` | other names at the prefix and HTTP surfaces |
/// | `hidden` | not listed in help |
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
#[proc_macro_attribute]
pub fn command(args: TokenStream, item: TokenStream) -> TokenStream {
    command::command(args.into(), item.into()).into()
}

/// Calls an async function for every event of a type.
///
/// `#[on_event(MemberJoin)]`, with the event's type borrowed among the parameters. Any number of functions
/// may handle one event; each is isolated from the others' errors and panics.
///
/// # Keys
///
/// | key | meaning |
/// |---|---|
/// | `order = 10` | handlers of one event start in this order, lowest first; default 0 |
/// | `crate = path` | where `mindtrace_discord` is, when it was renamed |
///
/// # Events
///
/// `Ready`, `Message`, `Reaction`, `MemberJoin`, `MemberLeave`, `VoiceStateUpdate`, `GuildJoin`, `GuildLeave`.
#[proc_macro_attribute]
pub fn on_event(args: TokenStream, item: TokenStream) -> TokenStream {
    event::on_event(args.into(), item.into()).into()
}

/// Sets defaults for all the commands written inside a module.
///
/// `#[commands(category = "Admin", permissions(ADMINISTRATOR))] mod admin { … }`. A key on a command itself
/// wins over the module's. Every key of [`macro@command`] is accepted that makes sense for more than one command:
/// `category`, `permissions`, `bot_permissions`, `cooldown`, `hidden`, `disabled`, `guild_only`, `dm_only`,
/// `nsfw`, `owners_only`, `ephemeral`, `defer`, `timeout`, `surfaces` and `crate`.
#[proc_macro_attribute]
pub fn commands(args: TokenStream, item: TokenStream) -> TokenStream {
    defaults::commands(&args.into(), item.into()).into()
}

/// Makes an enum an argument with a fixed list of choices.
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

//! Unusual programs that compile: one module each, linked into one program.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    unreachable_pub,
    missing_docs,
    missing_debug_implementations,
    reason = "most modules are programs of their own"
)]
#![allow(clippy::all, clippy::pedantic, reason = "the programs are unusual on purpose")]

mod arguments;
mod components;
mod events;
/// Documented, because its lints require it.
pub mod forbid_unsafe;
mod gates;
mod groups;
mod names_in_scope;
mod no_context;
mod own_type;
mod raw_identifiers;
mod same_function_name;
mod weird_usage;

use mindtrace_discord::registry::Registry;

/// Returns the registry of this program, which has to be valid.
fn linked() -> Registry {
    let registry = Registry::linked();
    registry.validate().unwrap();
    registry
}

/// Returns the names of the commands that a file declares, sorted.
fn commands(file: &str) -> Vec<&'static str> {
    let declared = |command: &mindtrace_discord::command::CommandSpec| command.declared_at().file == file;
    let registry = linked();
    registry.commands().filter(|command| declared(command)).map(|command| command.name()).collect()
}

/// Returns the names of the event handlers that a file declares, in the order in which they start.
fn handlers(file: &str) -> Vec<&'static str> {
    let registry = linked();
    let declared = registry.event_handlers().filter(|handler| handler.declared_at().file == file);
    declared.map(|handler| handler.name()).collect()
}

//! Everything known about a command, as constant data.

use std::time::Duration;

use serde::Serialize;
use serenity::model::Permissions;
use serenity::model::gateway::GatewayIntents;

use super::handler::{Check, Hooks, Invoke};
use super::param::ParamSpec;
use super::{CommandKind, GroupSpec, StateSpec};
use crate::args::Arguments;
use crate::context::Context;
use crate::limits::{Concurrency, Cooldown};
use crate::reply::Invoked;
use crate::source::Source;
use crate::surface::Surface;

/// Everything known about a command.
///
/// `#[command]` writes it as a constant; nothing of it is computed at run time.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// The whole path callers type, such as `tag create`.
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: CommandKind,
    pub(crate) groups: &'static [GroupSpec],
    /// The form of a component's custom ids.
    pub(crate) template: Option<&'static str>,
    /// The only servers it is offered in; empty when it is offered everywhere.
    pub(crate) guilds: &'static [u64],
    /// What Discord has to tell the bot for it.
    pub(crate) intents: GatewayIntents,
    /// For which installations Discord lists it; empty when that is the application's own business.
    pub(crate) installs: &'static [Install],
    pub(crate) checks: &'static [Check],
    pub(crate) concurrency: Option<Concurrency>,
    pub(crate) hooks: Hooks,
    pub(crate) help: &'static str,
    pub(crate) usage: &'static str,
    pub(crate) category: &'static str,
    pub(crate) aliases: &'static [&'static str],
    pub(crate) permissions: Permissions,
    pub(crate) bot_permissions: Permissions,
    pub(crate) cooldown: Option<Cooldown>,
    pub(crate) hidden: bool,
    /// Whether it is a tool of the Model Context Protocol; `None` is when it is harmless.
    pub(crate) tool: Option<bool>,
    pub(crate) disabled: bool,
    pub(crate) nsfw: bool,
    pub(crate) owners_only: bool,
    pub(crate) ephemeral: bool,
    pub(crate) contexts: Contexts,
    pub(crate) defer: Defer,
    pub(crate) timeout: Option<Duration>,
    pub(crate) surfaces: &'static [Surface],
    pub(crate) params: &'static [ParamSpec],
    pub(crate) state: &'static [StateSpec],
    pub(crate) source: Source,
    pub(crate) invoke: Invoke,
}

/// The contexts in which a command may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Contexts {
    /// In guilds and direct messages.
    Any,
    /// In guilds only.
    Guild,
    /// In direct messages only.
    Dm,
}

/// How an application is installed: in a server for all its members, or by one user for wherever they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Install {
    /// In a server.
    Guild,
    /// By a user, who has its commands in every server and in conversations with others.
    User,
}

impl Install {
    /// Discord's number for it.
    pub(crate) const fn discord(self) -> u8 {
        match self {
            Self::Guild => 0,
            Self::User => 1,
        }
    }
}

/// When Discord is told that an answer will take a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defer {
    /// When the handler has not answered after two seconds.
    Auto,
    /// As soon as the command is found; a handler that has answered by then is not kept.
    Immediately,
    /// Not at all; a handler slower than three seconds loses its answer.
    Never,
}

/// A command as a type: the marker type that `#[command]` puts beside a function under the function's name.
///
/// It registers the command by hand with [`BotBuilder::command`](crate::BotBuilder::command).
/// Write the attribute, not this trait.
pub trait CommandItem {
    /// The specification of the command.
    const SPEC: CommandSpec;

    /// Calls the function with its arguments bound.
    ///
    /// # Errors
    ///
    /// Fails when the arguments or states are not those of [`SPEC`](Self::SPEC).
    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a>;
}

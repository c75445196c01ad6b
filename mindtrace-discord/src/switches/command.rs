//! The built-in command `switch`, for the bot's owners.

use super::{Change, Target, category, handler, key, meant};
use crate::args::{Arguments, Suggestion, suggest};
use crate::command::{ChoiceSpec, CommandItem, CommandSpec, ParamSpec, StateSpec};
use crate::context::Context;
use crate::error::{Result, UserError};
use crate::reply::{Invoked, Reply, run};

/// The command `switch`: `!switch off hello`, `/switch state:off what:hello here:True reason:broken`.
#[derive(Debug)]
pub(crate) struct Switch {}

const STATES: &[ChoiceSpec] =
    &[ChoiceSpec::new("off", "off"), ChoiceSpec::new("on", "on"), ChoiceSpec::new("reset", "reset")];

impl CommandItem for Switch {
    const SPEC: CommandSpec = CommandSpec::new("switch", "Switch a command, a category or a handler.", Self::invoke)
        .help(
            "It counts at once and after a restart, at every surface. `off`, `on`, or `reset` for what the program says itself; \
             `--here` is this server only. Who switched what, and why, is in the list that the HTTP surface gives.",
        )
        .category("General")
        .owners_only()
        .ephemeral()
        .params(
            const {
                &[
                    ParamSpec::of::<String>("state", "What it shall be").one_of(STATES),
                    ParamSpec::of::<String>("what", "A command, a category or a handler")
                        .suggest(|ctx, typed| suggest(names(ctx, typed))),
                    ParamSpec::of::<bool>("here", "In this server only").flag(),
                    ParamSpec::of::<Option<String>>("reason", "Why").rest(),
                ]
            },
        )
        .state(const { &[StateSpec::of::<Context>("Context")] })
        .source(file!(), line!());

    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a> {
        run::<Result<Reply>, _>(switch(ctx, args.take()?, args.take()?, args.take()?, args.take()?))
    }
}

async fn switch(
    ctx: &Context,
    state: String,
    what: String,
    here: bool,
    reason: Option<String>,
) -> Result<Reply> {
    let target = target(ctx, &what)?;
    let guild_id = match (here, ctx.guild_id()) {
        (false, _) => None,
        (true, Some(guild)) => Some(guild),
        (true, None) => return Err(UserError::new("This is no server.").into()),
    };
    let enabled = match state.as_str() {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    };
    let author = ctx.author();
    let by = format!("{} ({})", author.name, author.id);
    let (kind, name) = target.parts();
    let place = if here { "in this server" } else { "everywhere" };
    let text = match enabled {
        Some(on) => format!("The {kind} `{name}` is {} {place}.", if on { "on" } else { "off" }),
        None => format!("The {kind} `{name}` is as the program says, {place}."),
    };
    ctx.runtime().switch(Change { target, guild_id, enabled, by, reason }).await?;
    Ok(Reply::new(text))
}

/// What a name means; a command comes before a category, that before a handler.
fn target(ctx: &Context, name: &str) -> Result<Target> {
    let registry = ctx.registry();
    let name = name.trim().trim_start_matches('/');
    let command = meant(registry, name).map(key).map(Target::Command);
    let category = || category(registry, name).map(|name| Target::Category(name.to_owned()));
    let handler = || handler(registry, name).map(|name| Target::Handler(name.to_owned()));
    let found = command.or_else(category).or_else(handler);
    found.ok_or_else(|| UserError::new(format!("There is no command, category or handler `{name}`.")).into())
}

async fn names(ctx: &Context, typed: &str) -> Result<Vec<Suggestion>> {
    let registry = ctx.registry();
    let typed = typed.to_lowercase();
    let mut names: Vec<String> = registry.commands().map(key).collect();
    names.extend(registry.commands().map(|command| command.category.to_owned()));
    names.extend(registry.event_handlers().map(|handler| handler.name.to_owned()));
    names.retain(|name| !name.is_empty() && name.to_lowercase().contains(&typed));
    names.sort_unstable();
    names.dedup();
    Ok(names.into_iter().take(25).map(Suggestion::from).collect())
}

//! The built-in command `toggle`, for the bot's owners.

use crate::args::limit::ChoiceSpec;
use crate::args::{Arguments, Suggestion, suggest};
use crate::command::{CommandItem, CommandSpec, ParamSpec, StateSpec};
use crate::context::Context;
use crate::error::{Result, UserError};
use crate::operations::not_changed;
use crate::reply::{Invoked, Reply, run};
use crate::toggles::{Change, Target};

/// The command `toggle`: `!toggle disable hello`, `/toggle action:disable name:hello here:True reason:broken`.
#[derive(Debug)]
pub(crate) struct Toggle {}

const ACTIONS: &[ChoiceSpec] = &[
    ChoiceSpec::new("disable", "disable"),
    ChoiceSpec::new("enable", "enable"),
    ChoiceSpec::new("reset", "reset"),
];

impl CommandItem for Toggle {
    const SPEC: CommandSpec = CommandSpec::new("toggle", "Disable or enable a command, a category, a handler or a schedule.", Self::invoke)
        .help(
            "It takes effect at once, on every surface, and after restarts: `disable`, `enable`, or `reset` to what the program \
             declares. With `--here` it applies to this server only.",
        )
        .category("General")
        .owners_only()
        .ephemeral()
        .params(
            const {
                &[
                    ParamSpec::of::<String>("action", "The action to take").one_of(ACTIONS),
                    ParamSpec::of::<String>("name", "A command, a category, a handler or a schedule")
                        .suggest(|ctx, typed| suggest(names(ctx, typed))),
                    ParamSpec::of::<bool>("here", "In this server only").flag(),
                    ParamSpec::of::<Option<String>>("reason", "Why").rest(),
                ]
            },
        )
        .state(const { &[StateSpec::of::<Context>("Context")] })
        .source(file!(), line!());

    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a> {
        run::<Result<Reply>, _>(toggle(ctx, args.take()?, args.take()?, args.take()?, args.take()?))
    }
}

async fn toggle(
    ctx: &Context,
    action: String,
    name: String,
    here: bool,
    reason: Option<String>,
) -> Result<Reply> {
    let target = target(ctx, &name)?;
    let guild_id = match (here, ctx.guild_id()) {
        (false, _) => None,
        (true, Some(guild)) => Some(guild),
        (true, None) => return Err(UserError::new("`here` works in a server only.").into()),
    };
    let enabled = match action.as_str() {
        "enable" => Some(true),
        "disable" => Some(false),
        _ => None,
    };
    let author = ctx.author();
    let by = format!("{} ({})", author.name, author.id);
    let (kind, name) = target.parts();
    let location = if here { "in this server" } else { "everywhere" };
    let text = match enabled {
        Some(true) => format!("The {kind} `{name}` is enabled {location}."),
        Some(false) => format!("The {kind} `{name}` is disabled {location}."),
        None => format!("The {kind} `{name}` is reset {location}."),
    };
    ctx.runtime().toggle(Change { target, guild_id, enabled, by, reason }).await.map_err(not_changed)?;
    Ok(Reply::new(text))
}

/// Finds the target that a name means: a command first, then a category, then a handler or a schedule.
fn target(ctx: &Context, name: &str) -> Result<Target> {
    let registry = ctx.registry();
    let name = name.trim().trim_start_matches('/');
    let command = registry.named(name).map(CommandSpec::key).map(Target::Command);
    let category = || registry.category_named(name).map(|name| Target::Category(name.to_owned()));
    let handler = || registry.handler_named(name).map(|name| Target::Handler(name.to_owned()));
    let found = command.or_else(category).or_else(handler);
    found.ok_or_else(|| {
        UserError::new(format!("There is no command, category, handler or schedule `{name}`.")).into()
    })
}

async fn names(ctx: &Context, typed: &str) -> Result<Vec<Suggestion>> {
    let registry = ctx.registry();
    let typed = typed.to_lowercase();
    let mut names: Vec<String> = registry.commands().map(CommandSpec::key).collect();
    names.extend(registry.commands().map(|command| command.category.to_owned()));
    names.extend(registry.event_handlers().map(|handler| handler.name.to_owned()));
    names.extend(registry.schedules().map(|schedule| schedule.name().to_owned()));
    names.retain(|name| !name.is_empty() && name.to_lowercase().contains(&typed));
    names.sort_unstable();
    names.dedup();
    Ok(names.into_iter().take(25).map(Suggestion::from).collect())
}

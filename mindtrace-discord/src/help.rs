//! The built-in help command: an overview by category, and one page for each command.

mod detail;
mod overview;

use crate::args::{Arguments, Suggestion, suggest};
use crate::command::{CommandItem, CommandSpec, ParamSpec, StateSpec};
use crate::context::Context;
use crate::dispatch::visible;
use crate::error::{CommandError, Result, UserError};
use crate::paginator::Paginator;
use crate::registry::nearest;
use crate::reply::{Invoked, run};

/// The command `help`: `!help`, `/help`, `!help tag create`.
///
/// [`BotBuilder::help`](crate::BotBuilder::help) adds it. It shows a caller what they can use where they ask: nothing hidden, nothing
/// switched off, nothing that needs permissions they lack.
#[derive(Debug)]
pub struct Help {}

impl CommandItem for Help {
    const SPEC: CommandSpec = CommandSpec::new("help", "Show what I can do.", Self::invoke)
        .help("Without a name it lists the commands you can use here; with one it explains that command.")
        .category("General")
        .params(
            const {
                &[ParamSpec::of::<Option<String>>("command", "The command to explain")
                    .rest()
                    .suggest(|ctx, typed| suggest(names(ctx, typed)))]
            },
        )
        .state(const { &[StateSpec::of::<Context>("Context")] })
        .source(file!(), line!());

    fn invoke<'a>(ctx: &'a Context, args: &mut Arguments) -> Invoked<'a> {
        run::<Result<()>, _>(help(ctx, args.take()?))
    }
}

async fn help(ctx: &Context, command: Option<String>) -> Result<()> {
    match command {
        None => {
            let pages = overview::pages(ctx, &visible(ctx).await?);
            if pages.is_empty() {
                ctx.reply("There is nothing you can use here.").await?;
            } else {
                Paginator::new(pages).send(ctx).await?;
            }
        }
        Some(name) => explain(ctx, &name).await?,
    }
    Ok(())
}

async fn explain(ctx: &Context, name: &str) -> Result<()> {
    let name = name.trim().trim_start_matches(&*ctx.prefix()).trim_start_matches('/').to_lowercase();
    // People write more than one space, and Discord shows groups with any number.
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let visible = visible(ctx).await?;
    let found = ctx
        .registry()
        .find(&name)
        .and_then(|found| visible.iter().find(|command| command.name == found.name).copied());
    if let Some(command) = found {
        ctx.reply(detail::embed(ctx, command)).await?;
        return Ok(());
    }
    let members: Vec<&CommandSpec> = visible
        .iter()
        .copied()
        .filter(|command| command.name.strip_prefix(&name).is_some_and(|rest| rest.starts_with(' ')))
        .collect();
    if members.is_empty() {
        let unknown = CommandError::Unknown { nearest: nearest(&name, visible.into_iter()), name };
        return Err(UserError::new(unknown.sentence()).into());
    }
    Paginator::new(overview::pages(ctx, &members)).send(ctx).await?;
    Ok(())
}

async fn names(ctx: &Context, typed: &str) -> Result<Vec<Suggestion>> {
    let typed = typed.to_lowercase();
    let visible = visible(ctx).await?;
    let names = visible.into_iter().map(|command| command.name).filter(|name| name.contains(&typed));
    Ok(names.take(25).map(Suggestion::from).collect())
}

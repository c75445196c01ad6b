//! The built-in command `help`: an overview by category, and a page for each command.

mod code;
mod detail;
mod options;
mod overview;

pub use self::options::HelpOptions;

use crate::args::{Arguments, Suggestion, suggest};
use crate::command::{CommandItem, CommandSpec, ParamSpec, StateSpec};
use crate::context::Context;
use crate::dialog::Paginator;
use crate::dispatch::visible;
use crate::error::{Result, UserError};
use crate::outcome::CommandError;
use crate::registry::nearest;
use crate::reply::{Embed, Invoked, Reply, run};

/// The command `help`: `!help`, `/help`, `!help tag create`.
///
/// [`BotBuilder::help`](crate::BotBuilder::help) adds it. It shows the commands that the caller can use in this channel: none that are
/// hidden, disabled, or need permissions that the caller lacks.
///
/// ```
/// use mindtrace_discord::Registry;
/// use mindtrace_discord::help::Help;
/// use mindtrace_discord::prelude::*;
///
/// let bot = Bot::builder().help();
/// // A registry that is filled by hand takes the command as well.
/// let bot = Bot::builder().registry(Registry::empty().command::<Help>());
/// ```
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
    // Added by `help_with` only.
    let options = ctx.state::<HelpOptions>().cloned().unwrap_or_default();
    match command {
        None => {
            let pages = overview::pages(ctx, &visible(ctx).await?);
            if pages.is_empty() {
                ctx.reply(ctx.reader_language().text("mindtrace-help-none", [])).await?;
            } else {
                list(ctx, pages, &options).await?;
            }
        }
        Some(name) => explain(ctx, &name, &options).await?,
    }
    Ok(())
}

async fn list(ctx: &Context, pages: Vec<Embed>, options: &HelpOptions) -> Result<()> {
    let pages: Vec<Reply> = pages.into_iter().map(|page| options.overview(page)).collect();
    Paginator::new(pages).send(ctx).await?;
    Ok(())
}

async fn explain(ctx: &Context, name: &str, options: &HelpOptions) -> Result<()> {
    let prefix = ctx.runtime().settings.prefixes.used(ctx.guild_id(), name.trim());
    let names = spellings(name, prefix.as_deref());
    let visible = visible(ctx).await?;
    let registry = ctx.registry();
    for name in &names {
        let found = registry
            .find(name)
            .and_then(|found| visible.iter().find(|command| command.name == found.name).copied());
        if let Some(command) = found {
            ctx.reply(options.page(detail::embed(ctx, command))).await?;
            return Ok(());
        }
        let is_member = |command: &&CommandSpec| {
            command.name.strip_prefix(&**name).is_some_and(|rest| rest.starts_with(' '))
        };
        let members: Vec<&CommandSpec> = visible.iter().copied().filter(is_member).collect();
        if !members.is_empty() {
            return list(ctx, overview::pages(ctx, &members), options).await;
        }
    }
    // A hint names only commands that the caller can use.
    let alike = |name: &String| {
        Some((name.clone(), nearest(name, visible.iter().copied()))).filter(|(_, near)| !near.is_empty())
    };
    let (name, near) = names.iter().find_map(alike).unwrap_or_else(|| (name.trim().to_owned(), Vec::new()));
    let unknown = CommandError::Unknown { name, nearest: near };
    Err(UserError::new(unknown.user_message_in(ctx.reader_language())).into())
}

/// Returns the names that a text may mean: as typed, and without a prefix or slash. A prefix may be a letter that names begin with.
fn spellings(typed: &str, prefix: Option<&str>) -> Vec<String> {
    let typed = typed.trim();
    let bare = prefix.and_then(|prefix| typed.strip_prefix(prefix)).or_else(|| typed.strip_prefix('/'));
    // Users may type more than one space.
    let normal = |name: &str| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    [Some(typed), bare].into_iter().flatten().map(normal).filter(|name| !name.is_empty()).collect()
}

async fn names(ctx: &Context, typed: &str) -> Result<Vec<Suggestion>> {
    let typed = typed.to_lowercase();
    let visible = visible(ctx).await?;
    let names = visible.into_iter().map(|command| command.name).filter(|name| name.contains(&typed));
    Ok(names.take(25).map(Suggestion::from).collect())
}

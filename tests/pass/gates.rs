//! Checks, hooks and limits in every syntax.

#![deny(warnings)]
#![forbid(unsafe_code)]

use mindtrace_discord::CommandError;
use mindtrace_discord::command::Outcome;
use mindtrace_discord::prelude::*;

mod checks {
    use mindtrace_discord::prelude::*;

    pub async fn is_vip(ctx: &Context) -> anyhow::Result<bool> {
        Ok(ctx.guild_id().is_some())
    }

    pub async fn in_lounge(_: &Context) -> Result<()> {
        Err(UserError::new("Come to the lounge.").into())
    }
}

async fn is_admin(_: &Context) -> bool {
    true
}

/// A function can have the name of a combinator.
async fn any(_: &Context) -> bool {
    true
}

async fn log(_: &Context) {}

async fn count(_: &Context, outcome: &Outcome) -> anyhow::Result<()> {
    anyhow::ensure!(outcome.is_ok());
    Ok(())
}

async fn explain(_: &Context, error: &CommandError) -> Option<String> {
    Some(error.to_string())
}

#[command(
    cooldown(uses = 3, per = "1m", scope = guild, bucket = "search",),
    concurrency(user = 1, wait),
    check = any(is_admin, all(checks::is_vip, checks::in_lounge), any),
    before = log,
    after(count, count),
    on_error = explain,
    guilds(1234, "5678"),
)]
async fn gates() {}

#[commands(check = is_admin, before(log), concurrency(global = 5, wait = "10s"))]
mod admin {
    use super::{is_admin, log};
    use mindtrace_discord::prelude::*;

    #[command(check = super::any, cooldown(per = 5))]
    async fn adds_up() {}
}

#[tokio::test]
async fn compiles() {
    assert_eq!(crate::commands(file!()).len(), 2);
}

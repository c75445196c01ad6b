//! `sync`: shows the plan, and applies it unless this is a dry run or a check.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::runtime::Handle;

use crate::bot::Bot;
use crate::bot::Error;
use crate::cli::call::Sync;
use crate::cli::{show, state};
use crate::payload::{Scope, wanted};
use crate::rest::{Client, login};
use crate::sync::{Api, Deletions, Fault, Plan, Syncing, plan};

/// The exit code when `--check` finds changes.
const HAS_CHANGES: i32 = 2;

pub(crate) async fn sync(mut bot: Bot, options: Sync) -> Result<(), Error> {
    let error_reply = options.guild.map(Into::into).or(bot.config.sync_guild);
    let allowed = options.allow_deletions || options.clear || bot.config.sync_deletions;
    let deletions = if allowed { Deletions::Allowed } else { Deletions::Careful };
    let syncing = Syncing::new(&bot.config);
    let endpoint = options.discord.endpoint(&mut bot)?;
    let client = Client::new(&endpoint, &Handle::current(), Arc::default(), |_| {})?;
    let discord = login(&client, &endpoint.token, &bot.config.cache).await?;
    let api = Api { client: &client, application: discord.identity.application_id };
    let toggles = state::open(&bot, Some(api.application)).await?;
    let is_registered = |position| !bot.config.sync_disabled || toggles.is_enabled(position, None);
    let scopes = match options.guild {
        Some(guild) if options.clear => BTreeMap::from([(Scope::Guild(guild.into()), Vec::new())]),
        Some(_) => wanted(&bot.registry, &bot.locales, error_reply, is_registered),
        None => {
            let mut scopes = wanted(&bot.registry, &bot.locales, error_reply, is_registered);
            for scope in syncing.known_scopes(api.application) {
                scopes.entry(scope).or_default();
            }
            scopes
        }
    };
    let mut is_done = true;
    for (scope, entries) in scopes {
        let found = api.fetch(scope).await.map_err(|fault| refusal(&fault))?;
        let plan = plan(scope, entries.clone(), found, deletions);
        is_done &= plan.is_done();
        show::text(&plan.to_string())?;
        if options.dry_run || options.check {
            continue;
        }
        syncing.apply(&plan, &api, &entries).await.map_err(|fault| refusal(&fault))?;
        warn(&plan);
    }
    if options.check && !is_done {
        // Nothing needs to be shut down here: no bot is running, and the plan has been printed.
        std::process::exit(HAS_CHANGES);
    }
    if options.dry_run && !is_done {
        show::remark("Nothing was written.");
    }
    Ok(())
}

fn warn(plan: &Plan) {
    if !plan.refused.is_empty() {
        show::remark(&format!(
            "This program lacks more than half of the registered commands, so they were not deleted: {}.\n\
             Run `sync --allow-deletions` to delete them.",
            plan.refused_names()
        ));
    }
}

fn refusal(fault: &Fault) -> Error {
    if fault.is_status(401) {
        return Error::TokenRefused;
    }
    Error::Discord(fault.to_string())
}

//! Stage 2: may this caller do this, here, now?

use std::time::{Duration, SystemTime};

use serenity::model::Permissions;

use super::resolve::Resolved;
use super::{Invocation, checks, resolve};
use crate::caller::{Caller, Location};
use crate::command::{CommandKind, CommandSpec, Contexts};
use crate::context::Context;
use crate::discord::permissions::{channel_rights, effective_permissions};
use crate::limits::{Cooldown, Permit, ScopeKey};
use crate::outcome::CommandError;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// Checks the gates from the cheapest to the dearest; a use is taken last, when nothing here can refuse any more.
pub(super) async fn guard(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let (runtime, command) = (ctx.runtime(), &*resolved.command);
    declared(runtime, resolved, invocation).await?;
    bot(runtime, command, invocation).await?;
    let Some(cooldown) = command.cooldown else { return checks::check(ctx, command.checks).await };
    let whose = ScopeKey::of(cooldown.scope, invocation.caller.user.id, &invocation.location);
    if checks::are_there(ctx, command.checks) {
        // What a bot checks may ask its database: who has no use left does not get there.
        let left = runtime.limiter.peek(resolved.position, whose, cooldown).await;
        left.map_err(|wait| used_up(wait, cooldown))?;
        checks::check(ctx, command.checks).await?;
    }
    let ticket = runtime.limiter.take(resolved.position, whose, cooldown).await;
    ctx.keep(ticket.map_err(|wait| used_up(wait, cooldown))?);
    Ok(())
}

/// Checks the same gates without taking a use: what they would say.
#[cfg(feature = "http")]
pub(super) async fn dry_run(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let (runtime, command) = (ctx.runtime(), &*resolved.command);
    declared(runtime, resolved, invocation).await?;
    bot(runtime, command, invocation).await?;
    if let Some(cooldown) = command.cooldown {
        let whose = ScopeKey::of(cooldown.scope, invocation.caller.user.id, &invocation.location);
        let left = runtime.limiter.peek(resolved.position, whose, cooldown).await;
        left.map_err(|wait| used_up(wait, cooldown))?;
    }
    checks::check(ctx, command.checks).await
}

/// What is declared of the caller and the location.
async fn declared(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let command = &*resolved.command;
    enabled(runtime, resolved.position, &invocation.location)?;
    scope(command, &invocation.location)?;
    owners(runtime, command, &invocation.caller)?;
    nsfw(runtime, command, &invocation.location).await?;
    caller(runtime, command, &invocation.caller, &invocation.location).await
}

/// Waits until fewer than may are running, as long as the command says; the turn lasts until it is dropped.
///
/// # Errors
///
/// [`CommandError::Busy`], or [`CommandError::Cancelled`] when the caller goes away meanwhile.
pub(super) async fn permit(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Option<Permit>, CommandError> {
    let Some(concurrency) = resolved.command.concurrency else { return Ok(None) };
    let whose = ScopeKey::of(concurrency.scope, invocation.caller.user.id, &invocation.location);
    tokio::select! {
        biased;
        permit = ctx.runtime().wait_queues.enter(resolved.position, whose, concurrency) => {
            permit.map(Some).map_err(|_| CommandError::Busy)
        }
        () = invocation.cancel.cancelled() => Err(CommandError::Cancelled),
    }
}

/// Whether the caller could make the call that they are filling in; no use is taken.
pub(super) async fn suggesting(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    declared(ctx.runtime(), resolved, invocation).await?;
    let command = &*resolved.command;
    // What a command suggests may come from what its checks keep from others.
    checks::check(ctx, command.checks).await
}

/// The commands called by name that the caller of `ctx` is told of: they could call them here, as far as that is declared.
/// Discord is asked once for all of them.
///
/// # Errors
///
/// [`CommandError::Lookup`] when Discord cannot be asked.
pub(crate) async fn visible(ctx: &Context) -> Result<Vec<&CommandSpec>, CommandError> {
    let Some(call) = ctx.call() else { return Ok(Vec::new()) };
    let (runtime, location) = (ctx.runtime(), &call.location);
    let listed: Vec<&CommandSpec> = runtime
        .registry
        .commands()
        .enumerate()
        .filter(|(position, command)| {
            is_listed(runtime, *position, command, &call.caller, location, call.surface)
                && scope(command, location).is_ok()
        })
        .map(|(_, command)| command)
        .collect();
    let held = held(runtime, &call.caller, location).await?;
    let restricted = match listed.iter().find(|command| command.nsfw) {
        Some(command) => match nsfw(runtime, command, location).await {
            Ok(()) => true,
            Err(CommandError::NsfwOnly) => false,
            Err(error) => return Err(error),
        },
        None => false,
    };
    let is_visible =
        |command: &&CommandSpec| (restricted || !command.nsfw) && permitted(command, held, location).is_ok();
    Ok(listed.into_iter().filter(is_visible).collect())
}

/// Whether somebody who does not know of a command may hear of it here: it is called by name, offered, switched on, and neither
/// hidden nor for others. Whether they hold its permissions is not asked, because that may be a question to Discord.
pub(super) fn is_listed(
    runtime: &Runtime,
    position: usize,
    command: &CommandSpec,
    caller: &Caller,
    location: &Location,
    surface: Surface,
) -> bool {
    command.kind == CommandKind::Chat
        && !command.hidden
        && resolve::is_offered(command, location, surface)
        && enabled(runtime, position, location).is_ok()
        && owners(runtime, command, caller).is_ok()
}

fn enabled(runtime: &Runtime, position: usize, location: &Location) -> Result<(), CommandError> {
    if runtime.toggles.is_enabled(position, location.guild_id) { Ok(()) } else { Err(CommandError::Disabled) }
}

fn scope(command: &CommandSpec, location: &Location) -> Result<(), CommandError> {
    match (command.contexts(), location.guild_id) {
        (Contexts::Guild, None) => Err(CommandError::GuildOnly),
        (Contexts::Dm, Some(_)) => Err(CommandError::DmOnly),
        // Nowhere is no direct message.
        (Contexts::Dm, None) if location.channel_id.is_none() => Err(CommandError::DmOnly),
        _ => Ok(()),
    }
}

fn owners(runtime: &Runtime, command: &CommandSpec, caller: &Caller) -> Result<(), CommandError> {
    if command.owners_only && !runtime.is_called_by_owner(caller) {
        return Err(CommandError::OwnersOnly);
    }
    Ok(())
}

async fn nsfw(runtime: &Runtime, command: &CommandSpec, location: &Location) -> Result<(), CommandError> {
    if !command.nsfw || location.nsfw_checked {
        return Ok(());
    }
    let (Some(guild_id), Some(channel_id)) = (location.guild_id, location.channel_id) else {
        return Err(CommandError::NsfwOnly);
    };
    match channel_rights(&runtime.directory, guild_id, channel_id).await.map_err(CommandError::Lookup)? {
        Some(channel) if channel.nsfw => Ok(()),
        _ => Err(CommandError::NsfwOnly),
    }
}

async fn caller(
    runtime: &Runtime,
    command: &CommandSpec,
    caller: &Caller,
    location: &Location,
) -> Result<(), CommandError> {
    if command.permissions.is_empty() && !only_claims(location) {
        return Ok(());
    }
    permitted(command, held(runtime, caller, location).await?, location)
}

async fn held(
    runtime: &Runtime,
    caller: &Caller,
    location: &Location,
) -> Result<Option<Permissions>, CommandError> {
    match caller.permissions {
        Some(permissions) => Ok(Some(permissions)),
        None => {
            let roles = caller.roles.as_deref();
            let permissions =
                effective_permissions(&runtime.directory, location, caller.user.id, roles).await;
            permissions.map_err(CommandError::Lookup)
        }
    }
}

/// Whether who holds this at `location` may use the command; `None` is held by somebody who is not there.
fn permitted(
    command: &CommandSpec,
    held: Option<Permissions>,
    location: &Location,
) -> Result<(), CommandError> {
    let only_claims = only_claims(location);
    if command.permissions.is_empty() && !only_claims {
        return Ok(());
    }
    let Some(held) = held else {
        return Err(CommandError::MissingPermissions(command.permissions | Permissions::VIEW_CHANNEL));
    };
    if only_claims && location.channel_id.is_some() {
        // Who could use no command in this channel on Discord, by message or by slash, cannot do so from outside.
        let speaks = held.intersects(Permissions::SEND_MESSAGES | Permissions::USE_APPLICATION_COMMANDS);
        if !held.view_channel() || !speaks {
            return Err(CommandError::MissingPermissions(
                Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES,
            ));
        }
    }
    missing(command.permissions, held)
        .map_or(Ok(()), |missing| Err(CommandError::MissingPermissions(missing)))
}

/// An HTTP caller only claims to be somewhere.
fn only_claims(location: &Location) -> bool {
    location.guild_id.is_some() && !location.caller_is_present
}

async fn bot(runtime: &Runtime, command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    if command.bot_permissions.is_empty() {
        return Ok(());
    }
    let held = match invocation.location.bot_permissions {
        Some(permissions) => permissions,
        None => effective_permissions(&runtime.directory, &invocation.location, runtime.identity.id, None)
            .await
            .map_err(CommandError::Lookup)?
            .unwrap_or(Permissions::empty()),
    };
    missing(command.bot_permissions, held)
        .map_or(Ok(()), |missing| Err(CommandError::BotMissingPermissions(missing)))
}

fn used_up(retry_after: Duration, cooldown: Cooldown) -> CommandError {
    let now = SystemTime::now();
    // A wait that outlasts the calendar has no time to count down to.
    let at = now.checked_add(retry_after).unwrap_or(now);
    CommandError::Cooldown { retry_after, at, bucket: cooldown.bucket }
}

/// What of `needed` is not `held`; an administrator holds everything.
fn missing(needed: Permissions, held: Permissions) -> Option<Permissions> {
    let missing = needed - held;
    (!held.administrator() && !missing.is_empty()).then_some(missing)
}

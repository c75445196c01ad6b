//! Checks whether this caller may use this command here and now.

use std::time::SystemTime;

use serenity::model::Permissions;

use super::resolve::Resolved;
use super::{Invocation, checks, entitled, resolve};
use crate::caller::{Caller, Location};
use crate::clock::Clock;
use crate::command::{CommandKind, CommandSpec, Contexts};
use crate::context::Context;
use crate::discord::permissions::{channel_rights, effective_permissions};
use crate::limits::{Cooldown, Permit, Refused, ScopeKey};
use crate::outcome::CommandError;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// Checks the gates, the cheapest first. A use of the cooldown is taken last, when no other gate can refuse.
pub(super) async fn guard(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let (runtime, command) = (ctx.runtime(), &*resolved.command);
    declared(runtime, resolved, invocation).await?;
    bot(runtime, command, invocation).await?;
    let cooldown = command.cooldown.filter(|_| invocation.paid_for != Some(command.name));
    let Some(cooldown) = cooldown else { return checks::check(ctx, command.checks).await };
    let key = ScopeKey::of(cooldown.scope, invocation.caller.user.id, &invocation.location);
    if checks::any_checks(ctx, command.checks) {
        // The bot's checks may ask a database, so a caller without a use left is refused before them.
        let left = runtime.limiter.peek(resolved.position, key, cooldown).await;
        left.map_err(|refused| used_up(refused, cooldown, &runtime.clock))?;
        checks::check(ctx, command.checks).await?;
    }
    let ticket = runtime.limiter.acquire(resolved.position, key, cooldown).await;
    ctx.store_ticket(ticket.map_err(|refused| used_up(refused, cooldown, &runtime.clock))?);
    Ok(())
}

/// Checks the same gates without taking a use.
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
        let key = ScopeKey::of(cooldown.scope, invocation.caller.user.id, &invocation.location);
        let left = runtime.limiter.peek(resolved.position, key, cooldown).await;
        left.map_err(|refused| used_up(refused, cooldown, &runtime.clock))?;
    }
    checks::check(ctx, command.checks).await
}

/// Checks the declared gates for the caller and the location.
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
    caller(runtime, command, &invocation.caller, &invocation.location).await?;
    entitled::entitled(runtime, command, invocation).await
}

/// Waits for a permit, for as long as the command declares. Dropping the permit releases it.
///
/// # Errors
///
/// [`CommandError::Busy`], or [`CommandError::Cancelled`] if the caller stops waiting.
pub(super) async fn permit(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Option<Permit>, CommandError> {
    let Some(concurrency) = resolved.command.concurrency else { return Ok(None) };
    let key = ScopeKey::of(concurrency.scope, invocation.caller.user.id, &invocation.location);
    tokio::select! {
        biased;
        permit = ctx.runtime().wait_queues.enter(resolved.position, key, concurrency) => {
            permit.map(Some).map_err(|_| CommandError::Busy)
        }
        () = invocation.cancel.cancelled() => Err(CommandError::Cancelled),
    }
}

/// Checks whether the caller could make the call that is being typed; no use is taken.
pub(super) async fn check_autocomplete(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    declared(ctx.runtime(), resolved, invocation).await?;
    let command = &*resolved.command;
    // Suggestions may contain data that the command's checks protect.
    checks::check(ctx, command.checks).await
}

/// Returns the commands, called by name, that are visible to the caller of `ctx`: those that the declared gates allow here.
/// Permissions are looked up once for all of them.
///
/// # Errors
///
/// [`CommandError::Lookup`] if the request to Discord fails.
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
    let permissions = caller_permissions(runtime, &call.caller, location).await?;
    let restricted = match listed.iter().find(|command| command.nsfw) {
        Some(command) => match nsfw(runtime, command, location).await {
            Ok(()) => true,
            Err(CommandError::NsfwOnly) => false,
            Err(error) => return Err(error),
        },
        None => false,
    };
    let is_visible = |command: &&CommandSpec| {
        (restricted || !command.nsfw) && permitted(command, permissions, location).is_ok()
    };
    Ok(listed.into_iter().filter(is_visible).collect())
}

/// Whether a command is listed for the caller here: it is called by name, offered, enabled, and neither hidden nor for owners only.
/// Permissions are not checked, because that may need a request to Discord.
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
        // A call without a channel is not in a direct message.
        (Contexts::Dm, None) if location.channel_id.is_none() => Err(CommandError::DmOnly),
        _ if command.needs_channel() && location.channel_id.is_none() => Err(CommandError::NeedsChannel),
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
    permitted(command, caller_permissions(runtime, caller, location).await?, location)
}

async fn caller_permissions(
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

/// Checks the caller's effective permissions at `location`; `None` means that the caller is not a member there.
fn permitted(
    command: &CommandSpec,
    effective: Option<Permissions>,
    location: &Location,
) -> Result<(), CommandError> {
    let only_claims = only_claims(location);
    if command.permissions.is_empty() && !only_claims {
        return Ok(());
    }
    let Some(effective) = effective else {
        return Err(CommandError::MissingPermissions(command.permissions | Permissions::VIEW_CHANNEL));
    };
    if only_claims && location.channel_id.is_some() {
        // A user who could call no command in this channel on Discord cannot do so over HTTP either.
        let may_call =
            effective.intersects(Permissions::SEND_MESSAGES | Permissions::USE_APPLICATION_COMMANDS);
        if !effective.view_channel() || !may_call {
            return Err(CommandError::MissingPermissions(
                Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES,
            ));
        }
    }
    missing(command.permissions, effective)
        .map_or(Ok(()), |missing| Err(CommandError::MissingPermissions(missing)))
}

/// Whether the caller's presence in the guild is only claimed, as over HTTP.
fn only_claims(location: &Location) -> bool {
    location.guild_id.is_some() && !location.caller_is_present
}

async fn bot(runtime: &Runtime, command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    if command.bot_permissions.is_empty() {
        return Ok(());
    }
    let effective = match invocation.location.bot_permissions {
        Some(permissions) => permissions,
        None => effective_permissions(&runtime.directory, &invocation.location, runtime.identity.id, None)
            .await
            .map_err(CommandError::Lookup)?
            .unwrap_or(Permissions::empty()),
    };
    missing(command.bot_permissions, effective)
        .map_or(Ok(()), |missing| Err(CommandError::BotMissingPermissions(missing)))
}

fn used_up(refused: Refused, cooldown: Cooldown, clock: &Clock) -> CommandError {
    let retry_after = match refused {
        Refused::UsedUp(wait) => wait,
        Refused::Unknown => return CommandError::CooldownUnknown,
    };
    let now = SystemTime::from(clock.now());
    // If the time cannot be represented, there is none to count down to.
    let at = now.checked_add(retry_after).unwrap_or(now);
    CommandError::Cooldown { retry_after, at, bucket: cooldown.bucket }
}

/// Returns the permissions of `needed` that are not in `effective`; an administrator has all.
fn missing(needed: Permissions, effective: Permissions) -> Option<Permissions> {
    let missing = needed - effective;
    (!effective.administrator() && !missing.is_empty()).then_some(missing)
}

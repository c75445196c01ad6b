//! Stage 2: may this caller do this, here, now?

use std::time::{Duration, SystemTime};

use serenity::model::Permissions;

use super::concurrency::Turn;
use super::resolve::Resolved;
use super::scope_key::ScopeKey;
use super::{Caller, Invocation, Place, checks, permissions, resolve};
use crate::bot::Runtime;
use crate::command::{CommandKind, CommandSpec, Cooldown, Scope};
use crate::context::Context;
use crate::error::CommandError;
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
    let whose = ScopeKey::of(cooldown.scope, invocation);
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
pub(super) async fn rehearse(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let (runtime, command) = (ctx.runtime(), &*resolved.command);
    declared(runtime, resolved, invocation).await?;
    bot(runtime, command, invocation).await?;
    if let Some(cooldown) = command.cooldown {
        let whose = ScopeKey::of(cooldown.scope, invocation);
        let left = runtime.limiter.peek(resolved.position, whose, cooldown).await;
        left.map_err(|wait| used_up(wait, cooldown))?;
    }
    checks::check(ctx, command.checks).await
}

/// What is declared of the caller and the place.
async fn declared(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let command = &*resolved.command;
    enabled(runtime, resolved.position, &invocation.place)?;
    scope(command, &invocation.place)?;
    owners(runtime, command, &invocation.caller)?;
    nsfw(runtime, command, &invocation.place).await?;
    caller(runtime, command, &invocation.caller, &invocation.place).await
}

/// Waits until fewer than may are running, as long as the command says; the turn lasts until it is dropped.
///
/// # Errors
///
/// [`CommandError::Busy`], or [`CommandError::Cancelled`] when the caller goes away meanwhile.
pub(super) async fn turn(
    ctx: &Context,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Option<Turn>, CommandError> {
    let Some(concurrency) = resolved.command.concurrency else { return Ok(None) };
    let whose = ScopeKey::of(concurrency.scope, invocation);
    tokio::select! {
        biased;
        turn = ctx.runtime().lines.enter(resolved.position, whose, concurrency) => {
            turn.map(Some).map_err(|_| CommandError::Busy)
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
    let (runtime, place) = (ctx.runtime(), &call.place);
    let listed: Vec<&CommandSpec> = runtime
        .registry
        .commands()
        .enumerate()
        .filter(|(position, command)| {
            is_told(runtime, *position, command, &call.caller, place, call.surface)
                && scope(command, place).is_ok()
        })
        .map(|(_, command)| command)
        .collect();
    let held = held(runtime, &call.caller, place).await?;
    let restricted = match listed.iter().find(|command| command.nsfw) {
        Some(command) => match nsfw(runtime, command, place).await {
            Ok(()) => true,
            Err(CommandError::NsfwOnly) => false,
            Err(error) => return Err(error),
        },
        None => false,
    };
    let is_visible =
        |command: &&CommandSpec| (restricted || !command.nsfw) && permitted(command, held, place).is_ok();
    Ok(listed.into_iter().filter(is_visible).collect())
}

/// Whether somebody who does not know of a command may hear of it here: it is called by name, offered, switched on, and neither
/// hidden nor for others. Whether they hold its permissions is not asked, because that may be a question to Discord.
pub(super) fn is_told(
    runtime: &Runtime,
    position: usize,
    command: &CommandSpec,
    caller: &Caller,
    place: &Place,
    surface: Surface,
) -> bool {
    command.kind == CommandKind::Chat
        && !command.hidden
        && resolve::is_offered(command, place, surface)
        && enabled(runtime, position, place).is_ok()
        && owners(runtime, command, caller).is_ok()
}

fn enabled(runtime: &Runtime, position: usize, place: &Place) -> Result<(), CommandError> {
    if runtime.switches.is_on(position, place.guild_id) { Ok(()) } else { Err(CommandError::Disabled) }
}

fn scope(command: &CommandSpec, place: &Place) -> Result<(), CommandError> {
    match (command.reach(), place.guild_id) {
        (Scope::Guild, None) => Err(CommandError::GuildOnly),
        (Scope::Dm, Some(_)) => Err(CommandError::DmOnly),
        // Nowhere is no direct message.
        (Scope::Dm, None) if place.channel_id.is_none() => Err(CommandError::DmOnly),
        _ => Ok(()),
    }
}

fn owners(runtime: &Runtime, command: &CommandSpec, caller: &Caller) -> Result<(), CommandError> {
    if command.owners_only && !caller.is_owner(runtime) {
        return Err(CommandError::OwnersOnly);
    }
    Ok(())
}

async fn nsfw(runtime: &Runtime, command: &CommandSpec, place: &Place) -> Result<(), CommandError> {
    if !command.nsfw || place.nsfw_checked {
        return Ok(());
    }
    let (Some(guild_id), Some(channel_id)) = (place.guild_id, place.channel_id) else {
        return Err(CommandError::NsfwOnly);
    };
    match permissions::channel(runtime, guild_id, channel_id).await? {
        Some(channel) if channel.nsfw => Ok(()),
        _ => Err(CommandError::NsfwOnly),
    }
}

async fn caller(
    runtime: &Runtime,
    command: &CommandSpec,
    caller: &Caller,
    place: &Place,
) -> Result<(), CommandError> {
    if command.permissions.is_empty() && !only_claims(place) {
        return Ok(());
    }
    permitted(command, held(runtime, caller, place).await?, place)
}

async fn held(
    runtime: &Runtime,
    caller: &Caller,
    place: &Place,
) -> Result<Option<Permissions>, CommandError> {
    match caller.permissions {
        Some(permissions) => Ok(Some(permissions)),
        None => permissions::held(runtime, place, caller.user.id, caller.roles.as_deref()).await,
    }
}

/// Whether who holds this at `place` may use the command; `None` is held by somebody who is not there.
fn permitted(command: &CommandSpec, held: Option<Permissions>, place: &Place) -> Result<(), CommandError> {
    let only_claims = only_claims(place);
    if command.permissions.is_empty() && !only_claims {
        return Ok(());
    }
    let Some(held) = held else {
        return Err(CommandError::MissingPermissions(command.permissions | Permissions::VIEW_CHANNEL));
    };
    if only_claims && place.channel_id.is_some() {
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
fn only_claims(place: &Place) -> bool {
    place.guild_id.is_some() && !place.caller_is_there
}

async fn bot(runtime: &Runtime, command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    if command.bot_permissions.is_empty() {
        return Ok(());
    }
    let held = match invocation.place.bot_permissions {
        Some(permissions) => permissions,
        None => permissions::held(runtime, &invocation.place, runtime.identity.id, None)
            .await?
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

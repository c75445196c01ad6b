//! Stage 2: may this caller do this, here, now?

use serenity::model::Permissions;
use serenity::model::channel::Channel;

use super::cooldown::Ticket;
use super::resolve::Resolved;
use super::{Invocation, permissions};
use crate::bot::Runtime;
use crate::command::{CommandSpec, Scope};
use crate::error::CommandError;

/// What was taken on the way through the gates.
pub(super) struct Pass {
    ticket: Option<Ticket>,
}

impl Pass {
    /// Gives back what was taken, as if the call had not been made.
    pub(super) fn refund(self, runtime: &Runtime) {
        if let Some(ticket) = self.ticket {
            runtime.cooldowns.refund(ticket);
        }
    }
}

/// Checks the gates from the cheapest to the dearest; the cooldown is taken last, when nothing else can refuse.
pub(super) async fn guard(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Pass, CommandError> {
    let command = &*resolved.command;
    enabled(runtime, resolved.position)?;
    scope(command, invocation)?;
    owners(runtime, command, invocation)?;
    nsfw(runtime, command, invocation).await?;
    caller(runtime, command, invocation).await?;
    bot(runtime, command, invocation).await?;
    let ticket = cooldown(runtime, resolved, invocation)?;
    Ok(Pass { ticket })
}

fn enabled(runtime: &Runtime, position: usize) -> Result<(), CommandError> {
    if runtime.switches.is_on(position) { Ok(()) } else { Err(CommandError::Disabled) }
}

fn scope(command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    match (command.scope, invocation.place.guild_id) {
        (Scope::Guild, None) => Err(CommandError::GuildOnly),
        (Scope::Dm, Some(_)) => Err(CommandError::DmOnly),
        _ => Ok(()),
    }
}

fn owners(runtime: &Runtime, command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    if command.owners_only && !runtime.is_owner(invocation.caller.user.id) {
        return Err(CommandError::OwnersOnly);
    }
    Ok(())
}

async fn nsfw(runtime: &Runtime, command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    if !command.nsfw || invocation.place.nsfw_checked {
        return Ok(());
    }
    let channel_id = invocation.place.channel_id.ok_or(CommandError::NsfwOnly)?;
    let cached = invocation.place.guild_id.and_then(|guild_id| {
        let guild = runtime.cache.guild(guild_id)?;
        let thread = guild.threads.iter().find(|thread| thread.id == channel_id);
        // A thread is as restricted as the channel it belongs to.
        let id = thread.and_then(|thread| thread.parent_id).unwrap_or(channel_id);
        guild.channels.get(&id).map(|channel| channel.nsfw)
    });
    let is_nsfw = match cached {
        Some(nsfw) => nsfw,
        None => match runtime.http.get_channel(channel_id).await {
            Ok(Channel::Guild(channel)) => channel.nsfw,
            Ok(_) => false,
            Err(error) => return Err(CommandError::Lookup(Box::new(error))),
        },
    };
    if is_nsfw { Ok(()) } else { Err(CommandError::NsfwOnly) }
}

async fn caller(
    runtime: &Runtime,
    command: &CommandSpec,
    invocation: &Invocation,
) -> Result<(), CommandError> {
    let mut needed = command.permissions;
    // An HTTP caller only claims to be somewhere. Who could not use the command there on Discord cannot do so here.
    if invocation.place.guild_id.is_some() && !invocation.place.caller_is_there {
        needed |= Permissions::VIEW_CHANNEL;
    }
    let held = match invocation.caller.permissions {
        _ if needed.is_empty() => return Ok(()),
        Some(permissions) => permissions,
        None => {
            let caller = &invocation.caller;
            permissions::held(runtime, &invocation.place, caller.user.id, caller.roles.as_deref()).await?
        }
    };
    missing(needed, held).map_or(Ok(()), |missing| Err(CommandError::MissingPermissions(missing)))
}

async fn bot(runtime: &Runtime, command: &CommandSpec, invocation: &Invocation) -> Result<(), CommandError> {
    let held = match (invocation.place.bot_permissions, runtime.identity()) {
        _ if command.bot_permissions.is_empty() => return Ok(()),
        (Some(permissions), _) => permissions,
        (None, Some(me)) => permissions::held(runtime, &invocation.place, me.id, None).await?,
        (None, None) => Permissions::empty(),
    };
    missing(command.bot_permissions, held)
        .map_or(Ok(()), |missing| Err(CommandError::BotMissingPermissions(missing)))
}

fn cooldown(
    runtime: &Runtime,
    resolved: &Resolved,
    invocation: &Invocation,
) -> Result<Option<Ticket>, CommandError> {
    let Some(cooldown) = resolved.command.cooldown else { return Ok(None) };
    runtime
        .cooldowns
        .take(resolved.position, invocation.caller.user.id, cooldown.period())
        .map(Some)
        .map_err(|retry_after| CommandError::Cooldown { retry_after })
}

/// What of `needed` is not `held`; an administrator holds everything.
fn missing(needed: Permissions, held: Permissions) -> Option<Permissions> {
    let missing = needed - held;
    (!held.administrator() && !missing.is_empty()).then_some(missing)
}

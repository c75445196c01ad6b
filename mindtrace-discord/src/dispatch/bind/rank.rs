//! Checks `below_caller`: the target must rank below the caller. An unknown rank is refused.

use std::cmp::Reverse;

use serenity::model::guild::Member;
use serenity::model::id::{RoleId, UserId};

use crate::args::{ConvertError, Lookup, Reference, Supplied, Value, reference};
use crate::command::ParamSpec;
use crate::outcome::CommandError;

/// The highest role of a member; `None` ranks below every role. Of equal positions the lower id ranks higher.
type Rank = Option<(u16, Reverse<RoleId>)>;

/// Replaces names by ids and returns the ids, so that the same user is checked and converted.
///
/// # Errors
///
/// The errors of [`Lookup::member_named`].
pub(super) async fn identify(
    supplied: &mut Supplied,
    lookup: &Lookup<'_>,
) -> Result<Vec<UserId>, ConvertError> {
    let values = match supplied {
        Supplied::None => &mut [],
        Supplied::One(value) => std::slice::from_mut(value),
        Supplied::Many(values) => values.as_mut_slice(),
    };
    let mut ids = Vec::with_capacity(values.len());
    for value in values {
        let id = match reference(value, &["<@!", "<@"]) {
            Reference::Id(id) => UserId::new(id),
            Reference::Name(name) => lookup.member_named(name.trim_start_matches('@')).await?.user.id,
        };
        *value = Value::Text(id.to_string());
        ids.push(id);
    }
    Ok(ids)
}

/// Checks that every target ranks below the caller.
///
/// # Errors
///
/// [`CommandError::NotBelowCaller`], or [`CommandError::Lookup`] if the request to Discord fails.
pub(super) async fn check(
    param: &ParamSpec,
    targets: &[UserId],
    lookup: &Lookup<'_>,
) -> Result<(), CommandError> {
    if targets.is_empty() {
        return Ok(());
    }
    let refused = || CommandError::NotBelowCaller { parameter: param.name.to_owned() };
    let owner = owner(lookup).await?.ok_or_else(refused)?;
    let caller = lookup.caller.user.id;
    if targets.iter().any(|target| *target == caller || *target == owner) {
        return Err(refused());
    }
    if caller == owner {
        return Ok(());
    }
    let own = match &lookup.caller.roles {
        Some(roles) => rank(roles, lookup).await?,
        None => {
            let member = member(caller, lookup).await?.ok_or_else(refused)?;
            rank(&member.roles, lookup).await?
        }
    };
    for target in targets {
        let member = member(*target, lookup).await?.ok_or_else(refused)?;
        if rank(&member.roles, lookup).await? >= own {
            return Err(refused());
        }
    }
    Ok(())
}

/// Returns the owner of the guild; `None` outside of guilds.
async fn owner(lookup: &Lookup<'_>) -> Result<Option<UserId>, CommandError> {
    let Some(guild_id) = lookup.guild_id() else { return Ok(None) };
    let owner = lookup.directory.with_rights(guild_id, |rights| rights.owner_id).await;
    owner.map(Some).map_err(|error| CommandError::Lookup(error.into_error()))
}

async fn rank(roles: &[RoleId], lookup: &Lookup<'_>) -> Result<Rank, CommandError> {
    let roles = lookup.roles(|role| roles.contains(&role.id)).await.map_err(failed)?;
    Ok(roles.iter().map(|role| (role.position, Reverse(role.id))).max())
}

/// Returns the member, or `None` if the user is not a member.
async fn member(id: UserId, lookup: &Lookup<'_>) -> Result<Option<Member>, CommandError> {
    match lookup.member(id).await {
        Ok(member) => Ok(Some(member)),
        Err(ConvertError::Invalid) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: ConvertError) -> CommandError {
    match error {
        ConvertError::Failed(error) => CommandError::Lookup(error),
        other => CommandError::Lookup(Box::new(other)),
    }
}

//! Users and roles as one argument.

use serenity::model::guild::Role;
use serenity::model::id::{RoleId, UserId};
use serenity::model::mention::{Mention, Mentionable};
use serenity::model::user::User;

use super::discord::{self, Reference, reference};
use super::{Ambiguity, Argument, ArgumentKind, ConvertError, Lookup, Value};

/// A user or a role.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Say hello.
/// #[command]
/// async fn wave(who: UserOrRole) -> String {
///     match &who {
///         UserOrRole::User(user) => format!("Hello {}!", user.display_name()),
///         UserOrRole::Role(role) => format!("Hello, all of {}!", role.name),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "there is one value per call; a `Box` would complicate every use"
)]
pub enum UserOrRole {
    /// A user, who need not be a member of the guild.
    User(User),
    /// A role of the guild.
    Role(Role),
}

impl Argument for UserOrRole {
    const KIND: ArgumentKind = ArgumentKind::Mentionable;
    const EXPECTED: &'static str = "a user or a role, by mention, id or name";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        if let Reference::Id(id) = reference(&value, &["<@&"])
            && value.to_string().trim().starts_with("<@&")
        {
            return lookup.role_by_id(RoleId::new(id)).await.map(Self::Role);
        }
        match discord::named(&value, &["<@!", "<@"]) {
            Reference::Id(id) if lookup.is_resolved_user(UserId::new(id)) => {
                lookup.user(UserId::new(id)).await.map(Self::User)
            }
            Reference::Id(id) => match lookup.role_by_id(RoleId::new(id)).await {
                Err(ConvertError::Invalid) => lookup.user(UserId::new(id)).await.map(Self::User),
                role => role.map(Self::Role),
            },
            Reference::Name(name) => named(name.trim_start_matches('@'), lookup).await,
        }
    }
}

async fn named(name: &str, lookup: &Lookup<'_>) -> Result<UserOrRole, ConvertError> {
    let role = lookup.role_named(name).await;
    match (lookup.member_named(name).await, role) {
        (Ok(_), Ok(_)) => Err(ConvertError::Ambiguous(Ambiguity::UserOrRole)),
        (Ok(member), Err(ConvertError::Invalid)) => Ok(UserOrRole::User(member.user)),
        (Err(ConvertError::Invalid), role) => role.map(UserOrRole::Role),
        // If one of the two look-ups is ambiguous or fails, so does the whole.
        (Ok(_), Err(error)) | (Err(error), _) => Err(error),
    }
}

impl Mentionable for UserOrRole {
    fn mention(&self) -> Mention {
        match self {
            Self::User(user) => user.mention(),
            Self::Role(role) => role.mention(),
        }
    }
}

//! The permissions that serenity has no constants for.
//!
//! Attributes take them by name like all others. In code they are constants of serenity's type:
//!
//! ```no_run
//! use mindtrace_discord::permissions::PIN_MESSAGES;
//! use mindtrace_discord::prelude::*;
//!
//! /// Say whether I can pin messages here.
//! #[command(permissions(PIN_MESSAGES))]
//! async fn may_i_pin(ctx: &Context) -> Result<&'static str> {
//!     Ok(if ctx.bot_permissions().await?.contains(PIN_MESSAGES) { "Yes." } else { "No." })
//! }
//! ```
//!
//! serenity's type contains their bits, but its methods know only its own constants: `Permissions::all()` and `!` are without them, and
//! `Display` and `iter_names()` skip them. Write `a - b` instead of `a & !b`.
//!
//! The runtime reads the two permissions of callers, roles and channels. Models that you read with serenity's own client have lost them.

use serenity::model::Permissions;

/// Pinning and unpinning messages. `MANAGE_MESSAGES` does not include it.
///
/// ```
/// use mindtrace_discord::permissions::PIN_MESSAGES;
/// use mindtrace_discord::prelude::*;
///
/// assert!(!Permissions::MANAGE_MESSAGES.contains(PIN_MESSAGES));
/// ```
pub const PIN_MESSAGES: Permissions = Permissions::from_bits_retain(1 << 51);

/// Writing without waiting in channels with slowmode, which does not apply to bots. `MANAGE_MESSAGES` does not include it.
///
/// ```
/// use mindtrace_discord::permissions::BYPASS_SLOWMODE;
/// use mindtrace_discord::prelude::*;
///
/// let granted = Permissions::SEND_MESSAGES | BYPASS_SLOWMODE;
/// assert!(granted.contains(BYPASS_SLOWMODE));
/// ```
pub const BYPASS_SLOWMODE: Permissions = Permissions::from_bits_retain(1 << 52);

/// Every permission.
pub(crate) const ALL: Permissions = Permissions::all().union(PIN_MESSAGES).union(BYPASS_SLOWMODE);

/// The permissions of this module by Discord's names.
const NAMED: &[(&str, Permissions)] = &[("PIN_MESSAGES", PIN_MESSAGES), ("BYPASS_SLOWMODE", BYPASS_SLOWMODE)];

/// Returns Discord's names of permissions.
pub(crate) fn names(permissions: Permissions) -> impl Iterator<Item = &'static str> {
    let ours = NAMED.iter().filter(move |(_, one)| permissions.contains(*one));
    permissions.iter_names().map(|(name, _)| name).chain(ours.map(|(name, _)| *name))
}

/// Returns the permission of this name, if Discord has one.
#[cfg(any(feature = "sandbox", test))]
pub(crate) fn from_name(name: &str) -> Option<Permissions> {
    let ours = || NAMED.iter().find(|(ours, _)| *ours == name).map(|(_, permission)| *permission);
    Permissions::from_name(name).or_else(ours)
}

#[cfg(test)]
mod tests {
    use serenity::model::Permissions;

    use super::{ALL, BYPASS_SLOWMODE, NAMED, PIN_MESSAGES, from_name, names};

    #[test]
    fn serenity_has_no_constants_for_these_permissions() {
        for &(name, permission) in NAMED {
            assert_eq!(Permissions::from_bits(permission.bits()), None, "{name}: use serenity's constant");
            assert_eq!(from_name(name), Some(permission));
        }
        assert!(ALL.contains(Permissions::all() | PIN_MESSAGES | BYPASS_SLOWMODE));
    }

    #[test]
    fn permissions_have_the_names_of_both() {
        let permissions = Permissions::KICK_MEMBERS | BYPASS_SLOWMODE | PIN_MESSAGES;
        let listed: Vec<&str> = names(permissions).collect();
        assert_eq!(listed, ["KICK_MEMBERS", "PIN_MESSAGES", "BYPASS_SLOWMODE"]);
        assert_eq!(from_name("KICK_MEMBERS"), Some(Permissions::KICK_MEMBERS));
        assert_eq!(from_name("MODERATOR"), None);
    }
}

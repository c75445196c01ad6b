//! Components: buttons, select menus and layouts, and the signed custom ids that route clicks to handlers.
//!
//! | part | in a reply with | a click or choice calls |
//! |---|---|---|
//! | [`Button`] | [`Reply::buttons`](crate::Reply::buttons) | a function with [`#[component]`](macro@crate::component) |
//! | [`Select`] of [`SelectOption`]s, users, roles or channels | [`Reply::select`](crate::Reply::select) | the same, with the selected values as its last parameter |
//! | [`Block`]: texts, sections, galleries, [`Container`]s | [`Reply::layout`](crate::Reply::layout) | the buttons and menus in it |
//!
//! [`Context::clicks`](crate::Context::clicks) makes buttons and menus for which a handler waits.

mod button;
mod decode;
mod emoji;
mod id;
mod layout;
mod option;
mod problem;
mod row;
mod select;
mod sign;

use serenity::model::id::SkuId;

pub use self::button::{Button, ButtonStyle};
pub(crate) use self::decode::{decode, literal, placeholders, stored_name};
pub use self::emoji::Emoji;
pub(crate) use self::emoji::parse as parse_emoji;
pub use self::id::{ComponentId, CustomIdValue};
pub(crate) use self::id::{LIFETIME, assert_fits, assert_stored_fits};
pub use self::layout::{Block, Container, Media, Section, Spacing};
pub(crate) use self::layout::{IS_LAYOUT, layout_problem};
pub use self::option::SelectOption;
pub(crate) use self::problem::Problem;
pub(crate) use self::row::{Row, problem_of_ids};
pub use self::select::{Select, SelectDefaultValue};
pub(crate) use self::sign::{SignedId, Signer};

/// The target of a click.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// A handler.
    Handler(ComponentId),
    /// A collector of this process, such as a paginator.
    Collector(String),
    /// A web page; Discord sends no event.
    Link(String),
    /// A SKU to buy; Discord sends no event.
    Premium(SkuId),
}

/// Returns whether a custom id fits Discord's limit, also if it is restricted to one user.
pub(crate) fn fits(id: &ComponentId) -> bool {
    decode::encode(id).chars().count() + id::SIGNATURE_LENGTH + id::USER_LOCK_LENGTH <= id::MAX_LENGTH
}

impl Target {
    /// Returns the custom id to send; a link and a SKU have none.
    pub(crate) fn custom_id(&self, signer: &Signer) -> Option<String> {
        match self {
            Self::Handler(id) => Some(signer.sign(id)),
            Self::Collector(id) => Some(id.clone()),
            Self::Link(_) | Self::Premium(_) => None,
        }
    }

    /// Returns why the custom id cannot be sent, if it cannot.
    fn problem(&self) -> Option<Problem<'_>> {
        if matches!(self, Self::Handler(id) if id.outlives_its_values()) {
            return Some(Problem::StoredTooLong);
        }
        let length = self.length();
        (length > id::MAX_LENGTH).then_some(Problem::CustomId(length))
    }

    /// Returns the number of characters of the custom id.
    fn length(&self) -> usize {
        match self {
            Self::Handler(id) => {
                let lock = if id.only_for.is_some() { id::USER_LOCK_LENGTH } else { 0 };
                decode::encode(id).chars().count() + id::SIGNATURE_LENGTH + lock
            }
            Self::Collector(id) => id.chars().count(),
            Self::Link(_) | Self::Premium(_) => 0,
        }
    }
}

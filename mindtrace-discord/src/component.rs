//! Components: buttons, select menus and layouts, and the signed custom ids that route clicks to handlers.

mod button;
mod decode;
mod id;
mod layout;
mod select;
mod sign;

use serde_json::{Value, json};

pub use self::button::{Button, ButtonStyle};
pub(crate) use self::decode::{decode, literal};
pub(crate) use self::id::assert_fits;
pub use self::id::{ComponentId, CustomIdValue};
pub(crate) use self::layout::IS_LAYOUT;
pub use self::layout::{Block, Container, Media, Section};
pub use self::select::{Select, SelectOption};
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
}

/// An action row: buttons, or one select menu.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Row {
    Buttons(Vec<Button>),
    Select(Select),
}

impl Row {
    pub(crate) fn to_json(&self, signer: &Signer) -> Value {
        let components: Vec<Value> = match self {
            Self::Buttons(buttons) => buttons.iter().map(|button| button.to_json(signer)).collect(),
            Self::Select(select) => vec![select.to_json(signer)],
        };
        json!({ "type": 1, "components": components })
    }

    /// Returns the targets in the row, to check the lengths of their custom ids.
    pub(crate) fn targets(&self) -> Vec<&Target> {
        match self {
            Self::Buttons(buttons) => buttons.iter().map(|button| &button.target).collect(),
            Self::Select(select) => vec![&select.target],
        }
    }
}

impl Target {
    /// Returns the custom id to send; a link has none.
    pub(crate) fn custom_id(&self, signer: &Signer) -> Option<String> {
        match self {
            Self::Handler(id) => Some(signer.sign(id)),
            Self::Collector(id) => Some(id.clone()),
            Self::Link(_) => None,
        }
    }

    /// Returns the number of characters of the custom id.
    pub(crate) fn length(&self) -> usize {
        match self {
            Self::Handler(id) => {
                let lock = if id.only_for.is_some() { id::USER_LOCK_LENGTH } else { 0 };
                decode::encode(id).chars().count() + id::SIGNATURE_LENGTH + lock
            }
            Self::Collector(id) => id.chars().count(),
            Self::Link(_) => 0,
        }
    }
}

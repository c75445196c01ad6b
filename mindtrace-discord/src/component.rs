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
mod select;
mod sign;

use serde_json::{Value, json};
use serenity::model::id::SkuId;

pub use self::button::{Button, ButtonStyle};
pub(crate) use self::decode::{decode, literal, placeholders, stored_name};
pub use self::emoji::Emoji;
pub(crate) use self::emoji::parse as parse_emoji;
pub use self::id::{ComponentId, CustomIdValue};
pub(crate) use self::id::{assert_fits, assert_stored_fits};
pub use self::layout::{Block, Container, Media, Section, Spacing};
pub(crate) use self::layout::{IS_LAYOUT, layout_problem};
pub use self::option::SelectOption;
pub(crate) use self::problem::Problem;
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

    /// Returns why Discord would refuse the row, if it would.
    pub(crate) fn problem(&self) -> Option<Problem<'_>> {
        match self {
            Self::Buttons(buttons) => problem_of_buttons(buttons),
            Self::Select(select) => select.problem(),
        }
    }

    fn targets(&self) -> Vec<&Target> {
        match self {
            Self::Buttons(buttons) => buttons.iter().map(|button| &button.target).collect(),
            Self::Select(select) => vec![&select.target],
        }
    }
}

/// Returns why Discord would refuse a message with these rows and blocks, if two components have the same custom id.
pub(crate) fn problem_of_ids(rows: &[Row], blocks: &[Block]) -> Option<Problem<'static>> {
    let targets = rows.iter().flat_map(Row::targets).chain(blocks.iter().flat_map(Block::targets));
    let is_clicked = |target: &&Target| matches!(target, Target::Handler(_) | Target::Collector(_));
    let clicked: Vec<&Target> = targets.filter(is_clicked).collect();
    let is_repeated = |(at, target): (usize, &&Target)| clicked.iter().take(at).any(|other| other == target);
    let is_wrong = clicked.iter().enumerate().any(is_repeated);
    is_wrong.then_some(Problem::Limit("two components have the same custom id; give them different values"))
}

/// Returns whether a custom id fits Discord's limit, also if it is restricted to one user.
pub(crate) fn fits(id: &ComponentId) -> bool {
    decode::encode(id).chars().count() + id::SIGNATURE_LENGTH + id::USER_LOCK_LENGTH <= id::MAX_LENGTH
}

/// Returns why Discord would refuse a row of these buttons, if it would.
fn problem_of_buttons(buttons: &[Button]) -> Option<Problem<'_>> {
    if !(1..=5).contains(&buttons.len()) {
        return Some(Problem::Limit("a row has one to five buttons"));
    }
    buttons.iter().find_map(Button::problem)
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

    /// Returns why Discord would refuse the custom id, if it would.
    fn problem(&self) -> Option<Problem<'_>> {
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Block, Button, ComponentId, Container, Row, Section, problem_of_ids};

    fn button(value: &str) -> Button {
        Button::new("x", ComponentId::new("vote:{choice}", [value.to_owned()]))
    }

    #[test]
    fn two_components_with_the_same_custom_id_are_refused() {
        let link = || Button::link("x", "https://example.com");
        let row = |buttons: [Button; 2]| Row::Buttons(buttons.into());
        assert_eq!(problem_of_ids(&[row([button("a"), button("b")]), row([link(), link()])], &[]), None);
        assert!(
            problem_of_ids(&[row([button("a"), button("b")]), row([button("c"), button("a")])], &[])
                .is_some()
        );
        let other = ComponentId::new("vote:{choice}", ["a".to_owned()]).expires_in(Duration::from_secs(1));
        assert_eq!(problem_of_ids(&[row([button("a"), Button::new("x", other)])], &[]), None);
        let section = || Block::from(Section::with_button(["x"], button("a")));
        assert_eq!(problem_of_ids(&[], &[section()]), None);
        assert!(problem_of_ids(&[], &[Container::new([section()]).into(), section()]).is_some());
    }
}

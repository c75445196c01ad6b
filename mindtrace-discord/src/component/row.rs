//! Action rows: buttons, or one select menu.

use serde_json::{Value, json};

use super::Target;
use super::button::Button;
use super::layout::Block;
use super::problem::Problem;
use super::select::Select;
use super::sign::Signer;

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

/// Returns why Discord would refuse a row of these buttons, if it would.
pub(super) fn problem_of_buttons(buttons: &[Button]) -> Option<Problem<'_>> {
    if !(1..=5).contains(&buttons.len()) {
        return Some(Problem::Limit("a row has one to five buttons"));
    }
    buttons.iter().find_map(Button::problem)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Block, Button, Row, problem_of_ids};
    use crate::component::{ComponentId, Container, Section};

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

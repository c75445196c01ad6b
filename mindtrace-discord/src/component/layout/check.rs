//! Discord's limits of layouts.

use super::{Accessory, Block, Media, Section};
use crate::component::problem::{Problem, is_within};
use crate::component::row::problem_of_buttons;

/// Discord's limit: components of a layout, nested ones included.
const COMPONENTS: usize = 40;

/// Discord's limit: characters of all texts of a layout.
const CHARACTERS: usize = 4000;

/// Returns why Discord would refuse the layout, if it would.
pub(crate) fn problem(blocks: &[Block]) -> Option<Problem<'_>> {
    if blocks.iter().map(count).sum::<usize>() > COMPONENTS {
        return Some(Problem::Limit("a layout has at most 40 components, nested ones included"));
    }
    let texts = blocks.iter().flat_map(Block::texts);
    if texts.map(|text| text.chars().count()).sum::<usize>() > CHARACTERS {
        return Some(Problem::Limit("the texts of a layout have at most 4000 characters together"));
    }
    blocks.iter().find_map(of_block)
}

/// Returns the number of components that a block consists of.
fn count(block: &Block) -> usize {
    match block {
        Block::Text(_) | Block::Gallery(_) | Block::File { .. } | Block::Separator { .. } => 1,
        // The section and its accessory, the row and its menu.
        Block::Section(section) => 2 + section.texts.len(),
        Block::Select(_) => 2,
        Block::Buttons(buttons) => 1 + buttons.len(),
        Block::Container(container) => 1 + container.blocks.iter().map(count).sum::<usize>(),
    }
}

fn of_block(block: &Block) -> Option<Problem<'_>> {
    match block {
        Block::Text(text) if text.is_empty() => Some(Problem::Limit("a text of a layout is not empty")),
        Block::Section(section) => of_section(section),
        Block::Gallery(items) if !(1..=10).contains(&items.len()) => {
            Some(Problem::Limit("a gallery has one to ten images or videos"))
        }
        Block::Gallery(items) => items.iter().find_map(of_media),
        Block::Buttons(buttons) => problem_of_buttons(buttons),
        Block::Select(select) => select.problem(),
        Block::Container(container) if container.blocks.is_empty() => {
            Some(Problem::Limit("a container has at least one block"))
        }
        Block::Container(container) => container.blocks.iter().find_map(of_inner),
        Block::Text(_) | Block::File { .. } | Block::Separator { .. } => None,
    }
}

fn of_inner(block: &Block) -> Option<Problem<'_>> {
    match block {
        Block::Container(_) => Some(Problem::Limit("containers cannot be nested")),
        _ => of_block(block),
    }
}

fn of_section(section: &Section) -> Option<Problem<'_>> {
    let texts = &section.texts;
    if !(1..=3).contains(&texts.len()) || texts.iter().any(String::is_empty) {
        return Some(Problem::Limit("a section has one to three texts that are not empty"));
    }
    match &section.accessory {
        Accessory::Button(button) => button.problem(),
        Accessory::Thumbnail(media) => of_media(media),
    }
}

fn of_media(media: &Media) -> Option<Problem<'_>> {
    if !is_within(&media.url, 1, 2048) {
        return Some(Problem::Limit("the URL of an image or video has 1 to 2048 characters"));
    }
    let is_described = media.description.as_deref().is_none_or(|text| is_within(text, 0, 1024));
    (!is_described)
        .then_some(Problem::Limit("the description of an image or video has at most 1024 characters"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Problem, problem};
    use crate::clock::Clock;
    use crate::component::{Block, Button, Container, Media, Section, Signer, Spacing};

    fn link() -> Button {
        Button::link("Read", "https://example.com")
    }

    #[test]
    fn files_and_separators_have_all_that_discord_shows() {
        let signer = Signer::new("token", Clock::default());
        let file = Block::File { name: "a.txt".to_owned(), spoiler: true };
        let expected = json!({ "type": 13, "file": { "url": "attachment://a.txt" }, "spoiler": true });
        assert_eq!(file.to_json(&signer), expected);
        let gap = Block::Separator { line: false, spacing: Spacing::Large };
        assert_eq!(gap.to_json(&signer), json!({ "type": 14, "divider": false, "spacing": 2 }));
        assert_eq!(Block::separator().to_json(&signer), json!({ "type": 14, "divider": true, "spacing": 1 }));
    }

    #[test]
    fn limits_of_layouts_are_checked() {
        let media = || Media::new("https://example.com/a.png");
        let valid = Container::new([
            Section::with_button(["a"], link()).into(),
            Section::with_image(["a"], media()).into(),
            Block::Gallery(vec![media(); 10]),
            Block::Buttons(vec![link(); 5]),
        ]);
        assert_eq!(problem(&[valid.into(), Block::separator()]), None);
        for refused in [
            Block::text(""),
            Block::text("x".repeat(4001)),
            Block::Gallery(Vec::new()),
            Block::Gallery(vec![media().description("x".repeat(1025))]),
            Block::Buttons(vec![link(); 6]),
            Section::with_button(["a"; 4], link()).into(),
            Container::new([]).into(),
            Container::new([Container::new([Block::text("a")]).into()]).into(),
            Container::new(vec![Block::text("a"); 40]).into(),
        ] {
            assert!(
                matches!(problem(std::slice::from_ref(&refused)), Some(Problem::Limit(_))),
                "{refused:?}"
            );
        }
        let wrong = Section::with_button(["a"], link().emoji("x"));
        assert_eq!(problem(&[wrong.into()]), Some(Problem::Emoji("x")));
    }
}

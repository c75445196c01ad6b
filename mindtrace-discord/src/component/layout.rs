//! Layouts: Discord's Components V2. The JSON is built here because serenity 0.12.5 has no types for them.

mod check;

use serde_json::{Value, json};

pub(crate) use self::check::problem as layout_problem;
use super::{Button, Row, Select, Signer, Target};

/// Discord's message flag `IS_COMPONENTS_V2`.
pub(crate) const IS_LAYOUT: u64 = 1 << 15;

/// One block of a layout. Blocks are shown from top to bottom.
///
/// A layout replaces text and embeds. Discord's limits: 40 components, nested ones included, and 4000 characters in a message.
///
/// ```
/// use mindtrace_discord::component::{Block, Container, Media, Section, Spacing};
/// use mindtrace_discord::prelude::*;
///
/// let data = File::new("data.csv", "name,count\ntea,3\n");
/// let picture = Media::new("https://example.com/band.png").description("The band");
/// let tickets = Button::link("Tickets", "https://example.com/tickets");
/// let frame = Container::new([
///     Section::with_image(["# Tonight"], picture.clone()).into(),
///     Block::text("A concert in the park."),
///     Block::separator(),
///     Section::with_button(["Doors open at eight."], tickets).into(),
///     Block::Separator { line: false, spacing: Spacing::Large },
///     Block::Gallery(vec![picture.spoiler()]),
///     Block::file("data.csv"),
/// ]);
/// let reply = Reply::default().layout([frame.color(0x00ff_8800).into()]).file(data);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Block {
    /// A text, as Markdown.
    Text(String),
    /// Texts with a button or an image beside them.
    Section(Section),
    /// One to ten images or videos.
    Gallery(Vec<Media>),
    /// A file attached to the reply.
    File {
        /// The name of the file.
        name: String,
        /// Whether the file is hidden until the reader clicks on it.
        spoiler: bool,
    },
    /// A line or a gap.
    Separator {
        /// Whether a line is drawn.
        line: bool,
        /// The space around the line.
        spacing: Spacing,
    },
    /// A row of up to five buttons.
    Buttons(Vec<Button>),
    /// A select menu.
    Select(Select),
    /// Blocks in a frame.
    Container(Container),
}

impl From<Row> for Block {
    fn from(row: Row) -> Self {
        match row {
            Row::Buttons(buttons) => Self::Buttons(buttons),
            Row::Select(select) => Self::Select(select),
        }
    }
}

/// The space around a separator.
///
/// ```
/// use mindtrace_discord::component::{Block, Spacing};
///
/// let gap = Block::Separator { line: false, spacing: Spacing::Large };
/// assert_ne!(gap, Block::separator());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spacing {
    /// A small space.
    #[default]
    Small,
    /// A large space.
    Large,
}

/// One to three texts with a button or an image beside them.
///
/// ```
/// use mindtrace_discord::component::{Media, Section};
/// use mindtrace_discord::prelude::*;
///
/// let rules = Section::with_button(["# Rules", "Be kind."], Button::link("All of them", "https://example.com"));
/// let band = Section::with_image(["# Tonight"], Media::new("https://example.com/band.png"));
/// let reply = Reply::default().layout([rules.into(), band.into()]);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Section {
    texts: Vec<String>,
    accessory: Accessory,
}

#[derive(Clone, Debug, PartialEq)]
enum Accessory {
    Button(Button),
    Thumbnail(Media),
}

/// An image or a video.
///
/// ```
/// use mindtrace_discord::component::{Block, Media};
/// use mindtrace_discord::prelude::*;
///
/// let map = Media::new("https://example.com/map.png").description("The way to the treasure").spoiler();
/// let reply = Reply::default().layout([Block::Gallery(vec![map])]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Media {
    url: String,
    description: Option<String>,
    spoiler: bool,
}

/// Blocks in a frame. Containers cannot be nested.
///
/// ```
/// use mindtrace_discord::component::{Block, Container};
/// use mindtrace_discord::prelude::*;
///
/// let end = Container::new([Block::text("# The end"), Block::text("It was the gardener.")]);
/// let reply = Reply::default().layout([end.color(0x00ff_0000).spoiler().into()]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Container {
    color: Option<u32>,
    spoiler: bool,
    blocks: Vec<Block>,
}

impl Section {
    /// Creates a section of texts with a button beside them.
    pub fn with_button(texts: impl IntoIterator<Item = impl Into<String>>, button: Button) -> Self {
        Self { texts: texts.into_iter().map(Into::into).collect(), accessory: Accessory::Button(button) }
    }

    /// Creates a section of texts with an image beside them.
    pub fn with_image(texts: impl IntoIterator<Item = impl Into<String>>, picture: Media) -> Self {
        Self { texts: texts.into_iter().map(Into::into).collect(), accessory: Accessory::Thumbnail(picture) }
    }
}

impl Media {
    /// Creates a media item from a URL; `attachment://name` is a file attached to the reply.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), description: None, spoiler: false }
    }

    /// Sets the alt text for screen readers, at most 1024 characters.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Hides the content until the reader clicks on it.
    pub fn spoiler(mut self) -> Self {
        self.spoiler = true;
        self
    }

    fn to_json(&self) -> Value {
        let mut media = json!({ "media": { "url": self.url }, "spoiler": self.spoiler });
        if let Some(description) = &self.description {
            media["description"] = json!(description);
        }
        media
    }
}

impl Container {
    /// Creates a frame around these blocks.
    pub fn new(blocks: impl IntoIterator<Item = Block>) -> Self {
        Self { blocks: blocks.into_iter().collect(), ..Self::default() }
    }

    /// Sets the color of the edge, as `0xRRGGBB`.
    pub fn color(mut self, color: u32) -> Self {
        self.color = Some(color & 0x00ff_ffff);
        self
    }

    /// Hides the content until the reader clicks on it.
    pub fn spoiler(mut self) -> Self {
        self.spoiler = true;
        self
    }
}

impl Block {
    /// Creates a text block, as Markdown.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Creates a block that shows the attached file called `name`.
    pub fn file(name: impl Into<String>) -> Self {
        Self::File { name: name.into(), spoiler: false }
    }

    /// Creates a line with a small space around it.
    pub fn separator() -> Self {
        Self::Separator { line: true, spacing: Spacing::Small }
    }

    pub(crate) fn to_json(&self, signer: &Signer) -> Value {
        match self {
            Self::Text(text) => text_display(text),
            Self::Section(section) => {
                let accessory = match &section.accessory {
                    Accessory::Button(button) => button.to_json(signer),
                    Accessory::Thumbnail(media) => {
                        let mut thumbnail = media.to_json();
                        thumbnail["type"] = json!(11);
                        thumbnail
                    }
                };
                let texts: Vec<Value> = section.texts.iter().map(|text| text_display(text)).collect();
                json!({ "type": 9, "components": texts, "accessory": accessory })
            }
            Self::Gallery(items) => {
                let items: Vec<Value> = items.iter().map(Media::to_json).collect();
                json!({ "type": 12, "items": items })
            }
            Self::File { name, spoiler } => {
                json!({ "type": 13, "file": { "url": format!("attachment://{name}") }, "spoiler": spoiler })
            }
            Self::Separator { line, spacing } => {
                let spacing = if *spacing == Spacing::Small { 1 } else { 2 };
                json!({ "type": 14, "divider": line, "spacing": spacing })
            }
            Self::Buttons(buttons) => Row::Buttons(buttons.clone()).to_json(signer),
            Self::Select(select) => Row::Select(select.clone()).to_json(signer),
            Self::Container(container) => {
                let blocks: Vec<Value> = container.blocks.iter().map(|block| block.to_json(signer)).collect();
                let mut json = json!({ "type": 17, "components": blocks, "spoiler": container.spoiler });
                if let Some(color) = container.color {
                    json["accent_color"] = json!(color);
                }
                json
            }
        }
    }

    /// Returns the targets of the buttons and the menu in the block.
    pub(super) fn targets(&self) -> Vec<&Target> {
        match self {
            Self::Buttons(buttons) => buttons.iter().map(|button| &button.target).collect(),
            Self::Select(select) => vec![&select.target],
            Self::Section(Section { accessory: Accessory::Button(button), .. }) => vec![&button.target],
            Self::Container(container) => container.blocks.iter().flat_map(Self::targets).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the texts of the block, for callers that cannot show layouts.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            Self::Section(section) => section.texts.iter().map(String::as_str).collect(),
            Self::Container(container) => container.blocks.iter().flat_map(Self::texts).collect(),
            _ => Vec::new(),
        }
    }
}

impl From<Section> for Block {
    fn from(section: Section) -> Self {
        Self::Section(section)
    }
}

impl From<Container> for Block {
    fn from(container: Container) -> Self {
        Self::Container(container)
    }
}

fn text_display(text: &str) -> Value {
    json!({ "type": 10, "content": text })
}

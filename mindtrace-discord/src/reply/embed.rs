//! Embeds as types of this crate: the pipeline knows no serenity builder, and HTTP callers receive the same JSON.

use serde::{Deserialize, Serialize};
use serenity::model::Timestamp;

/// Discord's limit: characters of a URL in an embed.
const LONGEST_URL: usize = 2048;

/// An embed: a framed block with a title, a text and fields.
///
/// Discord's limits: title 256 characters, description 4096, 25 fields, 6000 over all embeds of a message, 2048 of each URL. URLs start
/// with `https://` or `http://`; an image or icon can also be a file of the same reply, by [`File::url`](super::File::url).
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let chart = File::new("chart.png", *b"the bytes of an image");
/// let embed = Embed::new()
///     .title("This week")
///     .url("https://example.com/week")
///     .description("Tea is **winning**.")
///     .color(0x00ff_8800)
///     .field("Tea", "31", true)
///     .field("Coffee", "28", true)
///     .image(chart.url())
///     .thumbnail("https://example.com/cup.png")
///     .author("The statistics")
///     .author_url("https://example.com")
///     .author_icon_url("https://example.com/icon.png")
///     .footer("Updated every hour")
///     .footer_icon_url("https://example.com/clock.png")
///     .timestamp("2026-01-31T18:00:00Z");
/// let reply = Reply::from(embed).file(chart);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[must_use]
pub struct Embed {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<EmbedAuthor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<EmbedFooter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<EmbedImage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail: Option<EmbedImage>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<EmbedField>,
}

/// One field of an embed.
///
/// An embed reads and writes it as JSON; [`Embed::field`] adds one.
///
/// ```
/// use mindtrace_discord::reply::EmbedField;
///
/// let field: EmbedField = serde_json::from_str(r#"{ "name": "Tea", "value": "31" }"#)?;
/// assert!(field.name == "Tea" && !field.inline);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedField {
    /// The heading, at most 256 characters.
    pub name: String,
    /// The text, at most 1024 characters.
    pub value: String,
    /// Whether the field may be shown beside others.
    #[serde(default)]
    pub inline: bool,
}

/// The author line above an embed's title.
///
/// An embed reads and writes it as JSON; [`Embed::author`] sets it.
///
/// ```
/// use mindtrace_discord::reply::EmbedAuthor;
///
/// let author = EmbedAuthor { name: "Ada".to_owned(), url: None, icon_url: None };
/// assert_eq!(serde_json::to_string(&author)?, r#"{"name":"Ada"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedAuthor {
    /// The name, at most 256 characters.
    pub name: String,
    /// The link of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The URL of a small image beside the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
}

/// The footer line of an embed.
///
/// An embed reads and writes it as JSON; [`Embed::footer`] sets it.
///
/// ```
/// use mindtrace_discord::reply::EmbedFooter;
///
/// let footer = EmbedFooter { text: "Page 1".to_owned(), icon_url: None };
/// assert_eq!(serde_json::to_string(&footer)?, r#"{"text":"Page 1"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedFooter {
    /// The text, at most 2048 characters.
    pub text: String,
    /// The URL of a small image beside the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon_url: Option<String>,
}

/// An image in an embed.
///
/// An embed reads and writes it as JSON; [`Embed::image`] and [`Embed::thumbnail`] set it.
///
/// ```
/// use mindtrace_discord::reply::EmbedImage;
///
/// let image: EmbedImage = serde_json::from_str(r#"{ "url": "https://example.com/cup.png" }"#)?;
/// assert_eq!(image.url, "https://example.com/cup.png");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedImage {
    /// The URL of the image.
    pub url: String,
}

impl Embed {
    /// Creates an empty embed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the text, as Markdown.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets the link of the title.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the time shown beside the footer, in RFC 3339: `2026-01-31T18:00:00Z`, or `ctx.now().to_string()`.
    pub fn timestamp(mut self, timestamp: impl Into<String>) -> Self {
        self.timestamp = Some(timestamp.into());
        self
    }

    /// Sets the color of the edge, as `0xRRGGBB`.
    pub fn color(mut self, color: u32) -> Self {
        self.color = Some(color & 0x00ff_ffff);
        self
    }

    /// Sets the author line above the title.
    pub fn author(mut self, name: impl Into<String>) -> Self {
        self.author_mut().name = name.into();
        self
    }

    /// Sets the link of the author's name.
    pub fn author_url(mut self, url: impl Into<String>) -> Self {
        self.author_mut().url = Some(url.into());
        self
    }

    /// Sets the small image beside the author's name.
    pub fn author_icon_url(mut self, url: impl Into<String>) -> Self {
        self.author_mut().icon_url = Some(url.into());
        self
    }

    /// Sets the footer line.
    pub fn footer(mut self, text: impl Into<String>) -> Self {
        self.footer_mut().text = text.into();
        self
    }

    /// Sets the small image beside the footer.
    pub fn footer_icon_url(mut self, url: impl Into<String>) -> Self {
        self.footer_mut().icon_url = Some(url.into());
        self
    }

    /// Sets the large image, by its URL.
    pub fn image(mut self, url: impl Into<String>) -> Self {
        self.image = Some(EmbedImage { url: url.into() });
        self
    }

    /// Sets the small image, by its URL.
    pub fn thumbnail(mut self, url: impl Into<String>) -> Self {
        self.thumbnail = Some(EmbedImage { url: url.into() });
        self
    }

    /// Adds a field.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>, inline: bool) -> Self {
        self.fields.push(EmbedField { name: name.into(), value: value.into(), inline });
        self
    }

    fn author_mut(&mut self) -> &mut EmbedAuthor {
        self.author.get_or_insert_with(|| EmbedAuthor { name: String::new(), url: None, icon_url: None })
    }

    fn footer_mut(&mut self) -> &mut EmbedFooter {
        self.footer.get_or_insert_with(|| EmbedFooter { text: String::new(), icon_url: None })
    }

    /// Returns why Discord would refuse the embed, if it would. Lengths of texts are none of the reasons: [`trim`](Self::trim) cuts them.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let (author, footer) = (self.author.as_ref(), self.footer.as_ref());
        let author_url = author.and_then(|author| author.url.as_ref());
        let author_icon = author.and_then(|author| author.icon_url.as_ref());
        let footer_icon = footer.and_then(|footer| footer.icon_url.as_ref());
        let is_unnamed = author.is_some_and(|author| author.name.trim().is_empty());
        if is_unnamed && (author_url.is_some() || author_icon.is_some()) {
            return Some("the author of an embed needs a name");
        }
        if footer_icon.is_some() && footer.is_some_and(|footer| footer.text.trim().is_empty()) {
            return Some("the footer of an embed needs a text");
        }
        if self.timestamp.as_deref().is_some_and(|timestamp| Timestamp::parse(timestamp).is_err()) {
            return Some("the timestamp of an embed is in RFC 3339, such as `2026-01-31T18:00:00Z`");
        }
        if ![self.url.as_ref(), author_url].into_iter().flatten().all(|url| is_link(url)) {
            return Some(
                "a link in an embed starts with `https://` or `http://` and has at most 2048 characters",
            );
        }
        let images = [&self.image, &self.thumbnail].into_iter().flatten().map(|image| &image.url);
        let mut images = images.chain([author_icon, footer_icon].into_iter().flatten());
        (!images.all(|url| is_image(url))).then_some(
            "an image of an embed starts with `https://`, `http://` or `attachment://` and has at most 2048 characters",
        )
    }

    /// Returns the number of characters that count towards Discord's limit.
    pub(crate) fn characters(&self) -> usize {
        let count = |text: &str| text.chars().count();
        let fields: usize = self.fields.iter().map(|field| count(&field.name) + count(&field.value)).sum();
        self.title.as_deref().map_or(0, count)
            + self.description.as_deref().map_or(0, count)
            + self.author.as_ref().map_or(0, |author| count(&author.name))
            + self.footer.as_ref().map_or(0, |footer| count(&footer.text))
            + fields
    }

    /// Renders the embed as Markdown, for a file.
    pub(crate) fn markdown(&self) -> String {
        let author = self.author.as_ref().map(|author| author.name.clone());
        let title = match (&self.title, &self.url) {
            (Some(title), Some(url)) => Some(format!("## [{title}]({url})")),
            (Some(title), None) => Some(format!("## {title}")),
            (None, url) => url.clone(),
        };
        let fields = self.fields.iter().map(|field| format!("**{}**\n{}", field.name, field.value));
        let images =
            [&self.image, &self.thumbnail].into_iter().flatten().map(|image| format!("![]({})", image.url));
        let footer = self.footer.as_ref().map(|footer| footer.text.clone());
        let head = [author, title, self.description.clone()].into_iter().flatten();
        let tail = [footer, self.timestamp.clone()].into_iter().flatten();
        head.chain(fields).chain(images).chain(tail).collect::<Vec<_>>().join("\n\n")
    }

    /// Cuts every part to Discord's limits; a cut text ends in `…`.
    pub(crate) fn trim(&mut self) {
        trim(self.title.as_mut(), 256);
        trim(self.description.as_mut(), 4096);
        trim(self.author.as_mut().map(|author| &mut author.name), 256);
        trim(self.footer.as_mut().map(|footer| &mut footer.text), 2048);
        self.fields.truncate(25);
        for field in &mut self.fields {
            trim(Some(&mut field.name), 256);
            trim(Some(&mut field.value), 1024);
        }
        // Discord accepts 6000 characters in all; fields are removed from an embed that has more.
        while self.characters() > 6000 && self.fields.pop().is_some() {}
        if self.characters() > 6000 {
            trim(self.footer.as_mut().map(|footer| &mut footer.text), 1024);
        }
    }
}

fn is_link(url: &str) -> bool {
    let has_scheme = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    has_scheme && url.chars().count() <= LONGEST_URL
}

fn is_image(url: &str) -> bool {
    is_link(url) || (url.starts_with("attachment://") && url.chars().count() <= LONGEST_URL)
}

fn trim(text: Option<&mut String>, most: usize) {
    let Some(text) = text else { return };
    if text.chars().count() > most
        && let Some((at, _)) = text.char_indices().nth(most - 1)
    {
        text.truncate(at);
        text.push('…');
    }
}

#[cfg(test)]
mod tests;

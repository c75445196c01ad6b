//! Buttons.

use serde_json::{Map, Value, json};
use serenity::model::id::SkuId;

use super::problem::is_within;
use super::{ComponentId, Emoji, Problem, Signer, Target};

/// A button, which calls the handler whose id it carries, opens a web page or offers a purchase.
///
/// ```
/// use mindtrace_discord::component::Button;
/// use mindtrace_discord::prelude::*;
///
/// /// Count a vote.
/// #[component("vote:{choice}")]
/// async fn vote(choice: String) -> Reply {
///     Reply::new(format!("You voted {choice}.")).ephemeral()
/// }
///
/// /// Ask a question.
/// #[command]
/// async fn ask() -> Reply {
///     let yes = Button::new("Yes", vote::id("yes")).success().emoji("👍");
///     let no = Button::new("No", vote::id("no")).danger();
///     let maybe = Button::new("Maybe", vote::id("maybe")).primary().disabled(true);
///     Reply::new("Shall we?").buttons([yes, no, maybe, Button::link("Rules", "https://example.com")])
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Button {
    pub(super) target: Target,
    label: String,
    emoji: Option<Emoji>,
    style: ButtonStyle,
    disabled: bool,
}

/// The color of a button.
///
/// ```
/// use mindtrace_discord::component::ButtonStyle;
/// use mindtrace_discord::prelude::*;
///
/// #[component("toggle:{on}")]
/// async fn toggle(on: bool) -> Reply {
///     let style = if on { ButtonStyle::Success } else { ButtonStyle::Secondary };
///     Reply::new("The light:").buttons([Button::new("Light", toggle::id(!on)).style(style)]).update()
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ButtonStyle {
    /// Blurple: the main action.
    Primary,
    /// Gray.
    Secondary,
    /// Green.
    Success,
    /// Red.
    Danger,
}

impl Button {
    /// Creates a gray button with a label of 1 to 80 characters that calls a handler.
    pub fn new(label: impl Into<String>, id: ComponentId) -> Self {
        Self::to(Target::Handler(id), label)
    }

    /// Creates a button that opens a web page; the bot receives no event. Discord's limit: 512 characters of the URL.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self::to(Target::Link(url.into()), label)
    }

    /// Creates a premium button, which offers a SKU of the application for purchase.
    ///
    /// Discord shows the name and the price of the SKU, so the button has no label, emoji or color of its own. The bot receives no
    /// click; a purchase is an [`EntitlementCreate`](crate::event::EntitlementCreate).
    ///
    /// ```
    /// use mindtrace_discord::prelude::*;
    ///
    /// let reply = Reply::new("This needs a subscription.").buttons([Button::premium(SkuId::new(1088510058284990888))]);
    /// ```
    pub fn premium(sku: SkuId) -> Self {
        Self::to(Target::Premium(sku), "")
    }

    pub(crate) fn to(target: Target, label: impl Into<String>) -> Self {
        Self { target, label: label.into(), emoji: None, style: ButtonStyle::Secondary, disabled: false }
    }

    /// Sets the color.
    pub fn style(mut self, style: ButtonStyle) -> Self {
        self.style = style;
        self
    }

    /// Sets the color to blurple.
    pub fn primary(self) -> Self {
        self.style(ButtonStyle::Primary)
    }

    /// Sets the color to green.
    pub fn success(self) -> Self {
        self.style(ButtonStyle::Success)
    }

    /// Sets the color to red.
    pub fn danger(self) -> Self {
        self.style(ButtonStyle::Danger)
    }

    /// Sets the emoji before the label: `"👍"`, `"<:blob:7>"`, or one of the types that [`Emoji`] lists.
    pub fn emoji(mut self, emoji: impl Into<Emoji>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }

    /// Sets whether the button is grayed out and cannot be clicked.
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }

    /// Returns why Discord would refuse the button, if it would.
    pub(super) fn problem(&self) -> Option<Problem<'_>> {
        if matches!(self.target, Target::Premium(_)) {
            return None;
        }
        self.target.problem().or_else(|| self.emoji.as_ref()?.problem()).or_else(|| self.limit())
    }

    fn limit(&self) -> Option<Problem<'_>> {
        if self.label.is_empty() && self.emoji.is_none() {
            return Some(Problem::Limit("a button needs a label or an emoji"));
        }
        if !is_within(&self.label, 0, 80) {
            return Some(Problem::Limit("a button's label has at most 80 characters"));
        }
        match &self.target {
            Target::Link(url) if !is_within(url, 1, 512) => {
                Some(Problem::Limit("the URL of a button has 1 to 512 characters"))
            }
            _ => None,
        }
    }

    pub(super) fn to_json(&self, signer: &Signer) -> Value {
        let mut button = Map::from_iter([("type".to_owned(), json!(2))]);
        let is_premium = matches!(self.target, Target::Premium(_));
        if !self.label.is_empty() && !is_premium {
            button.insert("label".to_owned(), json!(self.label));
        }
        if let Some(emoji) = self.emoji.as_ref().filter(|_| !is_premium) {
            button.insert("emoji".to_owned(), emoji.to_json());
        }
        if self.disabled {
            button.insert("disabled".to_owned(), json!(true));
        }
        let style = match (&self.target, self.style) {
            (Target::Link(url), _) => {
                button.insert("url".to_owned(), json!(url));
                5
            }
            (Target::Premium(sku), _) => {
                button.insert("sku_id".to_owned(), json!(sku));
                6
            }
            (_, ButtonStyle::Primary) => 1,
            (_, ButtonStyle::Secondary) => 2,
            (_, ButtonStyle::Success) => 3,
            (_, ButtonStyle::Danger) => 4,
        };
        button.insert("style".to_owned(), json!(style));
        if let Some(id) = self.target.custom_id(signer) {
            button.insert("custom_id".to_owned(), json!(id));
        }
        Value::Object(button)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serenity::model::id::SkuId;

    use super::Button;
    use crate::clock::Clock;
    use crate::component::{Problem, Signer};

    fn signer() -> Signer {
        Signer::new("token", Clock::default())
    }

    #[test]
    fn a_premium_button_has_only_its_sku() {
        let button = Button::premium(SkuId::new(7)).emoji("🦀").danger();
        assert_eq!(button.to_json(&signer()), json!({ "type": 2, "style": 6, "sku_id": "7" }));
        assert_eq!(button.problem(), None);
    }

    #[test]
    fn a_button_with_a_custom_emoji_needs_no_label() {
        let button = Button::link("", "https://example.com").emoji("<:blob:7>");
        let emoji = json!({ "id": "7", "name": "blob", "animated": false });
        assert_eq!(
            button.to_json(&signer()),
            json!({ "type": 2, "style": 5, "url": "https://example.com", "emoji": emoji })
        );
        assert_eq!(button.problem(), None);
    }

    #[test]
    fn limits_of_buttons_are_checked() {
        let link = |label: &str, url: &str| Button::link(label.to_owned(), url.to_owned());
        for refused in [
            link("", "https://example.com"),
            link(&"x".repeat(81), "https://example.com"),
            link("Read", &"x".repeat(513)),
        ] {
            assert!(matches!(refused.problem(), Some(Problem::Limit(_))), "{refused:?}");
        }
        let wrong = link("Read", "https://example.com").emoji(":crab:");
        assert_eq!(wrong.problem(), Some(Problem::Emoji(":crab:")));
    }
}

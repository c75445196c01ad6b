//! Buttons and select menus.

use serde_json::{Value, json};
use serenity::model::id::MessageId;

use crate::json::put;
use crate::{
    answer::Answer,
    choosing::choose,
    discord::{
        component_rules::{BUTTON, bounds, field, flag, flatten, kind, text},
        interaction::Trigger,
        world::World,
    },
    error::SandboxError,
    member::Member,
    modal::Modal,
    slash::{Sent, convert::Resolved},
    transcript::LineKind,
};

/// A pending click on a button, or a pending choice in a select menu.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Your name.
/// #[derive(Modal)]
/// struct Name {
///     #[field(label = "Name")]
///     name: String,
/// }
///
/// #[component("rename")]
/// async fn rename(ctx: &Context) -> Result<String> {
///     let modal: Name = ctx.modal().await?;
///     Ok(format!("Hello {}!", modal.name))
/// }
///
/// /// Ask for the name.
/// #[command]
/// async fn ask() -> Reply {
///     Reply::new("Who are you?").buttons([Button::new("Tell", rename::id())])
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ask>().command::<rename>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// let shown = alice.slash("ask").send().await?;
/// let modal = alice.click(&shown, "Tell").opens_modal().await?;
/// assert_eq!(modal.set_text("Name", "Ada").submit().await?.content, "Hello Ada!");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is clicked before `send`, `acknowledged` or `opens_modal` is called"]
pub struct Click {
    member: Member,
    message: MessageId,
    component: String,
    /// The values chosen in a select menu; `None` for a button.
    values: Option<Vec<String>>,
}

/// # Use buttons and select menus
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Choose a color.
/// #[command]
/// async fn color() -> Reply {
///     let colors = [SelectOption::new("Red", "red"), SelectOption::new("Blue", "blue")];
///     let menu = Select::new(chosen::id(), colors).placeholder("Color");
///     Reply::new("Which color?").select(menu).buttons([Button::new("None", none::id())])
/// }
///
/// #[component("chosen")]
/// async fn chosen(color: String) -> String {
///     format!("You like {color}.")
/// }
///
/// #[component("none")]
/// async fn none() -> &'static str {
///     "You like none."
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<color>().command::<chosen>().command::<none>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// let shown = alice.slash("color").send().await?;
/// assert_eq!(alice.selects(&shown, "Color", &["Blue"]).await?.content, "You like blue.");
/// assert_eq!(alice.clicks(&shown, "None").await?.content, "You like none.");
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Clicks a button, named by its label or custom id, and waits for the result: a new message, or the changed one.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if there is no such button or it is disabled, or if the bot opens a modal;
    /// [`SandboxError::Timeout`] if the bot does not respond within three seconds, or only acknowledges.
    pub async fn clicks(&self, message: &Answer, button: &str) -> Result<Answer, SandboxError> {
        self.click(message, button).send().await
    }

    /// Chooses in a select menu, named by its placeholder or custom id, and waits as [`clicks`](Self::clicks) does.
    ///
    /// Options are named by label or value; users, roles and channels by name or id.
    ///
    /// # Errors
    ///
    /// As for [`clicks`](Self::clicks); also if the select menu does not accept these values or their number.
    pub async fn selects(
        &self,
        message: &Answer,
        menu: &str,
        values: &[&str],
    ) -> Result<Answer, SandboxError> {
        self.select(message, menu, values).send().await
    }

    /// Prepares a click on a button, for other results than a message: `alice.click(&menu, "Edit").opens_modal().await?`.
    pub fn click(&self, message: &Answer, button: &str) -> Click {
        Click { member: self.clone(), message: message.id, component: button.to_owned(), values: None }
    }

    /// Prepares a choice in a select menu, for other results than a message.
    pub fn select(&self, message: &Answer, menu: &str, values: &[&str]) -> Click {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Click { values: Some(values), ..self.click(message, menu) }
    }
}

impl Click {
    /// Clicks and waits for the result, as [`Member::clicks`] does.
    ///
    /// After an acknowledgement (callback type 6), the result is the edited message, a follow-up, or the deleted message
    /// with [`deleted`](Answer::deleted) set.
    ///
    /// # Errors
    ///
    /// As for [`Member::clicks`].
    pub async fn send(self) -> Result<Answer, SandboxError> {
        self.begin()?.answer().await
    }

    /// Clicks and waits until the bot acknowledges it without showing anything (callback type 6).
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// #[component("seen")]
    /// async fn seen() {}
    ///
    /// /// Show some news.
    /// #[command]
    /// async fn news() -> Reply {
    ///     Reply::new("There is news.").buttons([Button::new("Seen", seen::id())])
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<news>().command::<seen>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let alice = sandbox.member("alice").await?;
    /// let shown = alice.slash("news").send().await?;
    /// alice.click(&shown, "Seen").acknowledged().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Member::clicks`]; [`SandboxError::Refused`] also if the bot answers in another way.
    pub async fn acknowledged(self) -> Result<(), SandboxError> {
        self.begin()?.acknowledged().await
    }

    /// Clicks and waits for the modal the bot opens.
    ///
    /// # Errors
    ///
    /// As for [`Member::clicks`]; [`SandboxError::Refused`] also if the bot answers in another way.
    pub async fn opens_modal(self) -> Result<Modal, SandboxError> {
        self.begin()?.modal().await
    }

    #[doc(hidden)]
    pub fn begin(&self) -> Result<Sent, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.begin_in(world)).map_err(|reason| discord.refused(reason))
    }

    fn begin_in(&self, world: &mut World) -> Result<Sent, String> {
        let record = world.messages.get(&self.message).filter(|record| self.member.can_see(record));
        let record = record.ok_or_else(|| "the message was deleted or is not visible".to_owned())?;
        let channel = record.channel;
        let component = self.find(&record.components)?.clone();
        let custom_id = text(&component, "custom_id").to_owned();
        let mut data = json!({"custom_id": custom_id, "component_type": kind(&component)});
        if let Some(id) = field(&component, "id") {
            put(&mut data, "id", id.clone());
        }
        if let Some(chosen) = &self.values {
            let mut resolved = Resolved::new(channel, record.guild);
            let values = choose(world, &component, chosen, &mut resolved)?;
            let (min, max) = bounds(&component);
            if !(min..=max).contains(&values.len()) {
                return Err(format!(
                    "`{}` takes {min} to {max} values, not {}",
                    self.component,
                    values.len()
                ));
            }
            put(&mut data, "values", json!(values));
            resolved.put_into(&mut data);
        }
        let action = match &self.values {
            Some(values) => format!("selected {} in {}", values.join(", "), self.component),
            None => format!("clicked {}", self.component),
        };
        world.note(LineKind::Command, self.member.id(), Some(channel), action);
        let source = format!("the component {custom_id}");
        Sent::send(world, &self.member, Trigger::Component(self.message), channel, &data, source)
    }

    /// Returns the component with this name, if the member can use it.
    fn find<'v>(&self, components: &'v [Value]) -> Result<&'v Value, String> {
        let name = self.component.as_str();
        let all = flatten(components);
        let by = |key: &str| all.iter().copied().find(|component| text(component, key) == name);
        let found =
            by("custom_id").or_else(|| by("label")).or_else(|| by("placeholder")).or_else(|| by("sku_id"));
        let found = found.ok_or_else(|| {
            let named = all.iter().map(|component| match text(component, "label") {
                "" => text(component, "custom_id"),
                label => label,
            });
            let known: Vec<&str> = named.filter(|name| !name.is_empty()).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            format!("the message has no component `{name}`; it has: {known}")
        })?;
        if flag(found, "disabled", false) {
            return Err(format!("`{name}` is disabled"));
        }
        match (kind(found) == BUTTON, &self.values) {
            (true, Some(_)) => Err(format!("`{name}` is a button; use `clicks`")),
            (false, None) => Err(format!("`{name}` is a select menu; use `selects`")),
            (true, None) if text(found, "custom_id").is_empty() => {
                Err(format!("`{name}` opens a link or a purchase; the bot receives no event"))
            }
            _ => Ok(found),
        }
    }
}

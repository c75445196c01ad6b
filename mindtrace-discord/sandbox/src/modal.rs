//! A modal as a member sees it, and the values they enter.

mod answers;
mod outcome;

use axum::body::Bytes;
use serde_json::Value;
use serenity::model::id::{ChannelId, InteractionId};

pub use self::outcome::Outcome;
use crate::{
    answer::Answer,
    discord::{
        component_rules::{
            CHECKBOX, LABEL, TEXT_DISPLAY, TEXT_INPUT, field, flag, flatten, kind, list, text,
        },
        interaction::{InteractionRecord, Trigger},
        world::World,
    },
    error::SandboxError,
    member::Member,
    modal::answers::Answers,
    slash::Sent,
    transcript::LineKind,
};

/// A modal that the bot opened.
///
/// Fields are named by their label or custom id. A field that is not set keeps the value from the bot.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Your opinion.
/// #[derive(Modal)]
/// struct Feedback {
///     #[field(label = "Your name", max_len = 50)]
///     name: String,
///     #[field(label = "Topic", choices("Bug", "Other"))]
///     topic: String,
/// }
///
/// /// Tell us your opinion.
/// #[command]
/// async fn feedback(ctx: &Context) -> Result<String> {
///     let feedback: Feedback = ctx.modal().await?;
///     Ok(format!("Thank you, {}.", feedback.name))
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<feedback>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let alice = sandbox.member("alice").await?;
/// let modal = alice.slash("feedback").opens_modal().await?;
/// assert!(modal.texts().is_empty() && !modal.custom_id().is_empty());
/// let fields = modal.fields();
/// assert_eq!((modal.title(), fields[0].label.as_str(), fields[0].required), ("Feedback", "Your name", true));
/// let thanks = modal.set_text("Your name", "Ada").select("Topic", ["Other"]).submit().await?;
/// assert_eq!(thanks.content, "Thank you, Ada.");
/// // A client would not submit so long a name; the bot has to refuse it.
/// let long = alice.slash("feedback").opens_modal().await?.set_text("Your name", &"A".repeat(51)).select("Topic", ["Bug"]);
/// assert!(long.unchecked().submit().await?.content.contains("`name`"));
/// alice.slash("feedback").opens_modal().await?.closes();
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Modal {
    member: Member,
    data: Value,
    channel: ChannelId,
    opened_by: InteractionId,
    trigger: Trigger,
    entries: Vec<(String, Entry)>,
    checked: bool,
}

/// The value that a member entered into a field.
#[derive(Debug, Clone)]
enum Entry {
    Text(String),
    Chosen(Vec<String>),
    Ticked(bool),
    Files(Vec<(String, Bytes)>),
}

/// One field of a modal.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// An order.
/// #[derive(Modal)]
/// struct Order {
///     /// Green, black or white.
///     #[field(label = "Tea", placeholder = "Which one?", default = "green")]
///     tea: String,
/// }
///
/// /// Order tea.
/// #[command]
/// async fn order(ctx: &Context) -> Result<String> {
///     Ok(ctx.modal::<Order>().await?.tea)
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<order>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let modal = sandbox.member("alice").await?.slash("order").opens_modal().await?;
/// let field = &modal.fields()[0];
/// assert_eq!((field.label.as_str(), field.component_type), ("Tea", 4));
/// assert_eq!(field.description.as_deref(), Some("Green, black or white."));
/// assert_eq!((field.placeholder.as_deref(), field.value.as_deref()), (Some("Which one?"), Some("green")));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The label.
    pub label: String,
    /// The custom id.
    pub custom_id: String,
    /// Discord's number for the type: 4 is a text, 3 a select menu, 19 a file upload.
    pub component_type: u64,
    /// The description below the label.
    pub description: Option<String>,
    /// The placeholder of an empty field.
    pub placeholder: Option<String>,
    /// The text that the bot prefilled.
    pub value: Option<String>,
    /// The labels of the options.
    pub options: Vec<String>,
    /// The values that the bot selected: labels of options, ids of users, roles and channels.
    pub selected: Vec<String>,
    /// Whether the bot ticked the checkbox.
    pub checked: bool,
    /// Whether the modal can be submitted only with a value.
    pub required: bool,
}

impl Modal {
    pub(crate) fn opened(member: Member, interaction: &InteractionRecord, data: Value) -> Self {
        Self {
            member,
            data,
            channel: interaction.channel,
            opened_by: interaction.id,
            trigger: interaction.trigger,
            entries: Vec::new(),
            checked: true,
        }
    }

    /// Returns the modal that an interaction of this member opened.
    pub(crate) fn reopen(member: &Member, opened_by: InteractionId) -> Option<Self> {
        let interaction = member.discord().look(|world| world.interactions.get(&opened_by).cloned());
        let interaction = interaction.filter(|interaction| interaction.user == member.id())?;
        let data = interaction.opened_modal()?.clone();
        Some(Self::opened(member.clone(), &interaction, data))
    }

    /// Returns the id of the interaction that opened it.
    pub(crate) fn id(&self) -> InteractionId {
        self.opened_by
    }

    /// Returns the data that the bot sent.
    pub(crate) fn data(&self) -> &Value {
        &self.data
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        text(&self.data, "title")
    }

    /// Returns the custom id.
    pub fn custom_id(&self) -> &str {
        text(&self.data, "custom_id")
    }

    /// Returns the fields from top to bottom.
    pub fn fields(&self) -> Vec<Field> {
        self.inputs().into_iter().map(|(label, input)| Field::read(label, input)).collect()
    }

    /// Returns the texts between the fields, from top to bottom.
    pub fn texts(&self) -> Vec<String> {
        let all = flatten(list(&self.data, "components")).into_iter();
        all.filter(|component| kind(component) == TEXT_DISPLAY)
            .map(|display| text(display, "content").to_owned())
            .collect()
    }

    /// Sets the text of a text field; an empty text clears it.
    #[must_use]
    pub fn set_text(self, field: &str, text: &str) -> Self {
        self.with(field, Entry::Text(text.to_owned()))
    }

    /// Chooses in a select menu, a radio group or a checkbox group; earlier choices are replaced.
    ///
    /// Options are named by label or value; users, roles and channels by name or id.
    #[must_use]
    pub fn select<S: Into<String>>(self, field: &str, values: impl IntoIterator<Item = S>) -> Self {
        self.with(field, Entry::Chosen(values.into_iter().map(Into::into).collect()))
    }

    /// Ticks or unticks a checkbox.
    #[must_use]
    pub fn check(self, field: &str, ticked: bool) -> Self {
        self.with(field, Entry::Ticked(ticked))
    }

    /// Adds a file to a file upload.
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// A report.
    /// #[derive(Modal)]
    /// struct Report {
    ///     #[field(label = "Proof")]
    ///     proof: Attachment,
    ///     #[field(label = "I am sure")]
    ///     sure: bool,
    /// }
    ///
    /// /// Report something.
    /// #[command]
    /// async fn report(ctx: &Context) -> Result<String> {
    ///     let report: Report = ctx.modal().await?;
    ///     Ok(format!("{} bytes, sure: {}", report.proof.size, report.sure))
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<report>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let modal = sandbox.member("alice").await?.slash("report").opens_modal().await?;
    /// let answer = modal.check("I am sure", true).attach("Proof", "proof.txt", "one two").submit().await?;
    /// assert_eq!(answer.content, "7 bytes, sure: true");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn attach(mut self, field: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let file = (name.to_owned(), Bytes::from(bytes.into()));
        let known = self.entries.iter_mut().find(|(known, _)| known == field);
        if let Some((_, Entry::Files(files))) = known {
            files.push(file);
            return self;
        }
        self.with(field, Entry::Files(vec![file]))
    }

    /// Skips the checks of a Discord client, for example of the length of a text.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.checked = false;
        self
    }

    /// Submits the modal and waits for the answer that the member sees.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if a Discord client would not submit it, because a field is unknown, missing, too long
    /// or too short; [`SandboxError::Timeout`] if the bot does not respond within three seconds.
    pub async fn submit(self) -> Result<Answer, SandboxError> {
        self.begin()?.answer().await
    }

    /// Submits the modal and waits until the bot acknowledges it without showing anything (callback type 6).
    ///
    /// ```no_run
    /// # use mindtrace_discord::sandbox::Modal;
    /// # async fn test(modal: Modal) -> mindtrace_discord::Result<()> {
    /// modal.set_text("Your name", "Ada").acknowledged().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`submit`](Self::submit); [`SandboxError::Refused`] also if the bot answers in another way.
    pub async fn acknowledged(self) -> Result<(), SandboxError> {
        self.begin()?.acknowledged().await
    }

    /// Closes the modal. As on Discord, the bot receives no event.
    pub fn closes(self) {
        let closed = format!("closed the modal {}", self.title());
        self.member.discord().change(|world| {
            world.note(LineKind::Notice, self.member.id(), Some(self.channel), closed);
        });
    }

    fn with(mut self, field: &str, entry: Entry) -> Self {
        self.entries.retain(|(known, _)| known != field);
        self.entries.push((field.to_owned(), entry));
        self
    }

    /// Returns every input with the component that holds its label.
    fn inputs(&self) -> Vec<(&Value, &Value)> {
        let labelled = |component| match kind(component) {
            LABEL => field(component, "component").map(|input| (component, input)),
            // A text input in an action row has its own label.
            _ => list(component, "components").first().map(|input| (input, input)),
        };
        list(&self.data, "components").iter().filter_map(labelled).collect()
    }

    #[doc(hidden)]
    pub fn begin(&self) -> Result<Sent, SandboxError> {
        let discord = self.member.discord();
        discord.change(|world| self.begin_in(world)).map_err(|reason| discord.refused(reason))
    }

    fn begin_in(&self, world: &mut World) -> Result<Sent, String> {
        self.check_names()?;
        let data = Answers::new(self, world).data(world)?;
        let submitted = format!("submitted the modal {}", self.title());
        world.note(LineKind::Command, self.member.id(), Some(self.channel), submitted);
        let trigger = Trigger::Modal { opened_by: self.opened_by, on: self.trigger.message() };
        let source = format!("the modal {}", self.title());
        Sent::send(world, &self.member, trigger, self.channel, &data, source)
    }

    /// Checks that the modal has every field that was set.
    fn check_names(&self) -> Result<(), String> {
        let fields = self.fields();
        for (name, _) in &self.entries {
            if !fields.iter().any(|field| field.label == *name || field.custom_id == *name) {
                let known: Vec<&str> = fields.iter().map(|field| field.label.as_str()).collect();
                let title = self.title();
                return Err(format!("the modal {title} has no field `{name}`; it has: {}", known.join(", ")));
            }
        }
        Ok(())
    }

    /// Returns the value entered into a field.
    fn entry(&self, label: &str, custom_id: &str) -> Option<&Entry> {
        let is_named = |name: &str| name == label || name == custom_id;
        self.entries.iter().rev().find(|(name, _)| is_named(name)).map(|(_, entry)| entry)
    }
}

impl Field {
    fn read(label: &Value, input: &Value) -> Self {
        let own = |value: &Value, key: &str| {
            Some(text(value, key)).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Self {
            label: text(label, "label").to_owned(),
            custom_id: text(input, "custom_id").to_owned(),
            component_type: kind(input),
            description: own(label, "description"),
            placeholder: own(input, "placeholder"),
            value: own(input, "value").filter(|_| kind(input) == TEXT_INPUT),
            options: list(input, "options").iter().map(|option| text(option, "label").to_owned()).collect(),
            selected: selected(input),
            checked: flag(input, "default", false),
            required: is_required(input),
        }
    }
}

/// Returns the labels of the options and the ids of the objects that the bot selected.
fn selected(input: &Value) -> Vec<String> {
    let options = list(input, "options").iter().filter(|option| flag(option, "default", false));
    let labels = options.map(|option| text(option, "label").to_owned());
    let ids = list(input, "default_values").iter().map(|default| text(default, "id").to_owned());
    labels.chain(ids).collect()
}

/// Returns whether a field is required; by default, all are except a single checkbox.
fn is_required(input: &Value) -> bool {
    kind(input) != CHECKBOX && flag(input, "required", true)
}

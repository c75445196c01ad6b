//! Buttons and select menus that a handler waits for.

use std::sync::Arc;
use std::time::Duration;

use serenity::model::user::User;

use crate::args::Value;
use crate::component::{Button, Select, SelectOption, Target};
use crate::context::Context;
use crate::locale::Language;
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError};
use crate::responder::{Replies, Sent};
use crate::runtime::collectors::{Collected, Collector, Pause};

/// How long [`Context::confirm`] waits for a click.
const CONFIRM_TIMEOUT: Duration = Duration::from_mins(1);

/// Buttons and select menus that one handler waits for, from [`Context::clicks`]. They end when it is dropped.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Ask everyone for the best color.
/// #[command]
/// async fn color(ctx: &Context) -> Result<String> {
///     let mut clicks = ctx.clicks()?.for_everyone();
///     let options = ["Red", "Blue"].map(|color| SelectOption::new(color, color));
///     let menu = clicks.select("color", options).placeholder("A color");
///     ctx.reply(Reply::new("Which color is best?").select(menu)).await?;
///     let click = ctx.wait_for_click(&mut clicks, Duration::from_secs(30)).await?;
///     Ok(format!("{} likes {}.", click.user.display_name(), click.values.join(", ")))
/// }
/// ```
pub struct Clicks {
    collector: Collector,
    for_everyone: bool,
}

/// A click on a button, or a selection in a menu. It is acknowledged already.
///
/// ```no_run
/// use mindtrace_discord::prelude::*;
///
/// /// Open a door.
/// #[command]
/// async fn door(ctx: &Context) -> Result<()> {
///     let mut clicks = ctx.clicks()?;
///     let buttons = ["left", "right"].map(|name| clicks.button(name, name));
///     ctx.reply(Reply::new("Which door?").buttons(buttons)).await?;
///     let click = ctx.wait_for_click(&mut clicks, Duration::from_secs(30)).await?;
///     click.update(format!("You opened the {} door.", click.name)).await?;
///     click.reply(Reply::new("There is a cat behind it.").ephemeral()).await?;
///     Ok(())
/// }
/// ```
#[must_use]
pub struct Click {
    /// The name of the button or menu.
    pub name: String,
    /// The user who clicked.
    pub user: User,
    /// The selected values of a menu; ids for users, roles and channels.
    pub values: Vec<String>,
    replies: Replies,
    /// Whether the command declares its answers as private.
    ephemeral: bool,
}

impl Clicks {
    /// Lets everyone click; by default it is the caller only.
    #[must_use]
    pub fn for_everyone(mut self) -> Self {
        self.for_everyone = true;
        self
    }

    /// Creates a button with this name; [`Click::name`] returns it. The name has at most 70 characters.
    pub fn button(&self, name: &str, label: impl Into<String>) -> Button {
        Button::to(Target::Collector(self.collector.custom_id(name)), label)
    }

    /// Creates a select menu with this name and at most 25 options.
    pub fn select(&self, name: &str, options: impl IntoIterator<Item = SelectOption>) -> Select {
        Select::to(Target::Collector(self.collector.custom_id(name)), options)
    }
}

impl Click {
    /// Replaces the message with the component. Without components in `reply` they are removed.
    ///
    /// # Errors
    ///
    /// A [`ReplyError`] if Discord refuses.
    pub async fn update(&self, reply: impl Into<Reply>) -> Result<(), ReplyError> {
        self.replies.update(self.with_declared_visibility(reply.into())).await
    }

    /// Answers the click with a message of its own.
    ///
    /// # Errors
    ///
    /// A [`ReplyError`] if Discord refuses.
    pub async fn reply(&self, reply: impl Into<Reply>) -> Result<Sent, ReplyError> {
        self.replies.follow_up(self.with_declared_visibility(reply.into())).await
    }

    fn with_declared_visibility(&self, mut reply: Reply) -> Reply {
        reply.ephemeral |= self.ephemeral;
        reply
    }
}

/// # Buttons and select menus that a handler waits for
impl Context {
    /// Creates buttons and menus that this handler waits for, with [`wait_for_click`](Self::wait_for_click).
    ///
    /// They work while the handler runs. Use [`#[component]`](macro@crate::component) for those that work after a restart.
    ///
    /// # Errors
    ///
    /// [`CommandError::Lookup`] if ten thousand are open.
    pub fn clicks(&self) -> Result<Clicks, CommandError> {
        let runtime = self.runtime();
        let collector = runtime.collectors.collect(Pause::new(runtime.waiting.clone()));
        let collector = collector.map_err(|error| CommandError::Lookup(error.into()))?;
        Ok(Clicks { collector, for_everyone: false })
    }

    /// Waits until `timeout` for a click on one of these components. The time does not count towards the handler's timeout.
    ///
    /// Clicks of others than the caller are refused, unless they are [`for_everyone`](Clicks::for_everyone).
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Choose a side.
    /// #[command]
    /// async fn side(ctx: &Context) -> Result<String> {
    ///     let mut clicks = ctx.clicks()?;
    ///     let buttons = [clicks.button("light", "Light"), clicks.button("dark", "Dark")];
    ///     ctx.reply(Reply::new("Which side?").buttons(buttons)).await?;
    ///     let click = ctx.wait_for_click(&mut clicks, Duration::from_secs(30)).await?;
    ///     click.update(format!("You are on the {} side.", click.name)).await?;
    ///     Ok("Welcome.".to_owned())
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::WaitTimeout`] if none came in time, [`CommandError::Draining`] if the bot stops.
    pub async fn wait_for_click(
        &self,
        clicks: &mut Clicks,
        timeout: Duration,
    ) -> Result<Click, CommandError> {
        let runtime = self.runtime();
        self.release();
        let deadline = self.deadline();
        deadline.pause(timeout);
        let clicked = tokio::select! {
            clicked = runtime.clock.timeout(timeout, &runtime.activity, self.clicked(clicks)) => match clicked {
                Ok(Some(click)) => Ok(click),
                Ok(None) => Err(CommandError::Expired),
                Err(busy) => {
                    clicks.collector.resume();
                    drop(busy);
                    Err(CommandError::WaitTimeout(timeout))
                }
            },
            // A shutdown does not wait for users.
            () = runtime.draining.cancelled() => Err(CommandError::Draining),
        };
        deadline.restart();
        clicked
    }

    /// Asks the caller with two buttons, and returns whether the answer was yes. It waits a minute.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// Delete all notes.
    /// #[command]
    /// async fn clear(ctx: &Context) -> Result<&'static str> {
    ///     if !ctx.confirm("Delete all notes?").await? {
    ///         return Ok("Nothing was deleted.");
    ///     }
    ///     Ok("Deleted.")
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::WaitTimeout`] without a click, [`CommandError::NoModal`] over HTTP, where there are no clicks;
    /// [`CommandError::Reply`] if the question cannot be sent.
    pub async fn confirm(&self, question: impl Into<Reply>) -> Result<bool, CommandError> {
        if !self.supports_clicks() {
            return Err(CommandError::NoModal);
        }
        let question = question.into();
        let mut clicks = self.clicks()?;
        let buttons = |disabled: bool| {
            let label = |key| self.reader_language().text(key, []);
            let yes = clicks.button("yes", label("mindtrace-yes")).danger();
            let no = clicks.button("no", label("mindtrace-no"));
            question.clone().buttons([yes.disabled(disabled), no.disabled(disabled)])
        };
        let (asked, ended) = (buttons(false), buttons(true));
        let sent = self.say(asked).await.map_err(CommandError::Reply)?;
        match self.wait_for_click(&mut clicks, CONFIRM_TIMEOUT).await {
            Ok(click) => {
                // The answer is known, whatever becomes of the buttons.
                report(click.update(ended).await);
                Ok(click.name == "yes")
            }
            Err(error) => {
                report(sent.edit(ended).await);
                Err(error)
            }
        }
    }

    async fn clicked(&self, clicks: &mut Clicks) -> Option<Click> {
        loop {
            let Collected { action, user, locale, values, responder, .. } = clicks.collector.next().await?;
            if !clicks.for_everyone && user.id != self.author().id {
                let language = Language::new(&self.runtime().locales, &locale);
                let refusal = Reply::new(CommandError::NotForYou.user_message_in(language)).ephemeral();
                report(responder.answer(refusal, None).await.map(drop));
                continue;
            }
            let runtime = self.runtime();
            let replies = Replies::new(Arc::clone(&responder), &runtime.tasks, &runtime.draining);
            // Within Discord's three seconds, whatever the handler does next.
            report(replies.acknowledge().await);
            let values = values.into_iter().filter_map(|(_, value)| match value {
                Value::Text(text) => Some(text),
                _ => None,
            });
            let ephemeral = self.command().is_some_and(|command| command.ephemeral);
            return Some(Click { name: action, user, values: values.collect(), replies, ephemeral });
        }
    }
}

fn report(result: Result<(), ReplyError>) {
    if let Err(error) = result {
        tracing::warn!(error = %redacted(&error), "a click could not be answered");
    }
}

impl std::fmt::Debug for Clicks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clicks").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Click {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Click").field("name", &self.name).field("user", &self.user.id).finish_non_exhaustive()
    }
}

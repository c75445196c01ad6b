//! Opens a modal and waits for its submission.

use std::sync::Arc;
use std::time::Duration;

use crate::args::{Lookup, Value, lexer};
use crate::command::ParamSpec;
use crate::component::{Button, Target};
use crate::context::{Call, Context};
use crate::dispatch::{Watchdog, bind_values};
use crate::locale::Language;
use crate::modal::{Modal, ModalDraft, Shown, modal};
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError};
use crate::responder::ModalSupport;
use crate::responder::{Replies, Sent};
use crate::runtime::collectors::{Collected, Collector, Pause};

/// The default time that a user has to submit a modal.
const TIMEOUT: Duration = Duration::from_mins(10);

/// The longest timeout. Discord sends no event when a user closes a modal, so there has to be one.
const LONGEST_TIMEOUT: Duration = Duration::from_mins(15);

/// # Modals
impl Context {
    /// Whether a modal can be opened: the caller is on Discord and has not been answered yet.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[derive(Modal)]
    /// struct Note {
    ///     #[field(paragraph)]
    ///     text: String,
    /// }
    ///
    /// /// Take a note.
    /// #[command]
    /// async fn note(ctx: &Context, text: Option<String>) -> Result<String> {
    ///     let text = match text {
    ///         Some(text) => text,
    ///         None if ctx.can_modal() => ctx.modal::<Note>().await?.text,
    ///         None => return Err(UserError::new("Write the note behind the command.").into()),
    ///     };
    ///     Ok(format!("Noted: {text}"))
    /// }
    /// ```
    pub fn can_modal(&self) -> bool {
        let replies = self.inner().replies.as_ref();
        self.inner().call.is_some()
            && replies.is_some_and(|replies| {
                replies.responder().modal_support() != ModalSupport::Never && replies.is_new()
            })
    }

    /// Opens a modal and waits until the caller submits it, for at most ten minutes.
    ///
    /// After a slash command, a context menu command or a click the modal opens at once; it must be the handler's first response to the
    /// call. After a prefix command, and after another modal, a message with a button is sent that opens it. Later replies answer the
    /// submission.
    ///
    /// The time does not count towards the command's timeout. A `concurrency` permit is not released, because Discord does not say when a
    /// user closes a modal. With `defer = "immediately"` the call is answered before a modal can open.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// /// A report.
    /// #[derive(Modal)]
    /// struct Report {
    ///     /// In one line
    ///     title: String,
    ///     #[field(label = "What happened", paragraph, max_len = 1000)]
    ///     text: String,
    /// }
    ///
    /// /// Report something.
    /// #[command(ephemeral)]
    /// async fn report(ctx: &Context) -> Result<String> {
    ///     let report: Report = ctx.modal().await?;
    ///     Ok(format!("Thank you for \"{}\" ({} characters).", report.title, report.text.len()))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::NoModal`] if the caller cannot open modals, [`CommandError::ModalTimeout`], [`CommandError::Argument`] for a
    /// value that is not valid, [`CommandError::Reply`] if it is too late or Discord refuses. Returned from the handler with `?`, the
    /// error is shown to the caller like an error in the arguments.
    pub async fn modal<M: Modal>(&self) -> Result<M, CommandError> {
        self.modal_with(ModalDraft::new()).await
    }

    /// Does the same as [`modal`](Self::modal) with another timeout, at most 15 minutes.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[derive(Modal)]
    /// struct Guess {
    ///     #[field(min = 1, max = 10)]
    ///     number: u8,
    /// }
    ///
    /// /// Guess a number, within ten seconds.
    /// #[command(surfaces(slash))]
    /// async fn guess(ctx: &Context) -> Result<&'static str> {
    ///     let guess: Guess = ctx.modal_within(Duration::from_secs(10)).await?;
    ///     Ok(if guess.number == 7 { "Right!" } else { "Wrong." })
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`modal`](Self::modal).
    pub async fn modal_within<M: Modal>(&self, timeout: Duration) -> Result<M, CommandError> {
        self.modal_with(ModalDraft::new().timeout(timeout)).await
    }

    /// Does the same as [`modal`](Self::modal) with a title, labels, values and options that are set at run time.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// #[derive(Modal)]
    /// struct Topic {
    ///     #[field(paragraph, max_len = 1024)]
    ///     text: String,
    /// }
    ///
    /// /// Edit the topic of this channel.
    /// #[command(guild_only)]
    /// async fn topic(ctx: &Context, channel: GuildChannel) -> Result<String> {
    ///     let draft = ModalDraft::<Topic>::new().title("Edit the topic").value("text", channel.topic);
    ///     let Topic { text } = ctx.modal_with(draft).await?;
    ///     Ok(format!("The topic is now: {text}"))
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`CommandError::Modal`] if the modal does not take what the draft sets: a field that does not exist, a value that its field does
    /// not accept, a text that is too long. Nothing is sent then. Otherwise the errors of [`modal`](Self::modal).
    pub async fn modal_with<M: Modal>(&self, draft: ModalDraft<M>) -> Result<M, CommandError> {
        let (changes, timeout) = draft.into_parts();
        let timeout = timeout.unwrap_or(TIMEOUT).min(LONGEST_TIMEOUT);
        let shown = Shown::new(&M::SPEC, changes)?;
        let replies = self.inner().replies.as_ref().ok_or(CommandError::NoModal)?;
        // Only a call has a user who can submit a modal.
        let call = self.inner().call.as_ref().ok_or(CommandError::NoModal)?;
        let collected = self.submission(&shown, call, replies, timeout).await?;
        let params: Vec<ParamSpec> = M::SPEC.fields.iter().map(|field| field.param).collect();
        let lookup =
            Lookup::new(&self.inner().runtime.directory, &call.caller, &call.location, &collected.resolved);
        for (name, value) in &collected.values {
            shown.check(name, value)?;
        }
        let values: Vec<_> = collected.values.into_iter().map(|value| as_argument(&shown, value)).collect();
        let mut args = bind_values(&params, &values, &lookup).await?;
        Ok(M::take(&mut args)?)
    }

    async fn submission(
        &self,
        shown: &Shown,
        call: &Call,
        replies: &Replies,
        timeout: Duration,
    ) -> Result<Collected, CommandError> {
        let runtime = &self.inner().runtime;
        let collector = runtime.collectors.collect(Pause::new(runtime.waiting.clone()));
        let mut collector = collector.map_err(|error| CommandError::Lookup(error.into()))?;
        let modal = modal(shown, &collector.custom_id("form"), self.reader_language());
        let button = match replies.responder().modal_support() {
            ModalSupport::Never => return Err(CommandError::NoModal),
            ModalSupport::Directly => {
                replies.open_modal(modal.clone()).await.map_err(CommandError::Reply)?;
                None
            }
            ModalSupport::BehindButton => {
                Some(self.offer(shown, replies, &collector).await.map_err(CommandError::Reply)?)
            }
        };
        if let Some(deadline) = &self.inner().deadline {
            deadline.pause(timeout);
        }
        let submitted = self.submitted(&mut collector, &modal);
        let mut woken = None;
        let collected = tokio::select! {
            collected = runtime.clock.timeout(timeout, &runtime.activity, submitted) => {
                let collected = collected.map_err(|busy| woken = Some(busy));
                collected.ok().flatten().ok_or(CommandError::ModalTimeout(timeout))
            }
            // A shutdown does not wait for users.
            () = runtime.draining.cancelled() => Err(CommandError::Draining),
        };
        if let Some(deadline) = &self.inner().deadline {
            deadline.restart();
        }
        if let Some(button) = button {
            // In its own task, because the submission must be answered within three seconds.
            runtime.spawn_tracked(async move { report(button.delete().await) });
        }
        // The call is counted as busy before the guard of the timeout is dropped.
        drop(collector);
        drop(woken);
        let collected = collected?;
        replies.continue_with(Arc::clone(&collected.responder), collected.received);
        // The submission is an interaction of its own, which must be deferred on its own.
        Watchdog::start_since(collected.received, self.runtime(), &call.command, replies).detach();
        Ok(collected)
    }

    async fn offer(
        &self,
        shown: &Shown,
        replies: &Replies,
        collector: &Collector,
    ) -> Result<Sent, ReplyError> {
        let label = self.reader_language().text("mindtrace-open", []);
        let button = Button::to(Target::Collector(collector.custom_id("open")), label).primary();
        let offer = Reply::new(format!("**{}**", shown.title)).buttons([button]);
        replies.say(self.with_declared_visibility(offer)).await
    }

    /// Waits for the caller's submission; each click on the button opens the modal again.
    async fn submitted(&self, collector: &mut Collector, modal: &serde_json::Value) -> Option<Collected> {
        loop {
            let collected = collector.next().await?;
            if collected.user.id != self.inner().actor.id {
                let language = Language::new(&self.inner().runtime.locales, &collected.locale);
                let refusal = Reply::new(CommandError::NotForYou.user_message_in(language)).ephemeral();
                report(collected.responder.answer(refusal, None).await.map(drop));
            } else if collected.action == "open" {
                report(collected.responder.open_modal(modal.clone()).await);
            } else {
                return Some(collected);
            }
        }
    }
}

/// Converts a submitted value to an argument. A list in a text input is split into words; a selected value of a list is one word, so it
/// is quoted.
fn as_argument(shown: &Shown, (name, value): (String, Value)) -> (String, Value) {
    match value {
        Value::Text(text) if shown.is_list_of_selected(&name) => (name, Value::Text(lexer::quote(&text))),
        value => (name, value),
    }
}

fn report(result: Result<(), ReplyError>) {
    if let Err(error) = result {
        tracing::warn!(error = %redacted(&error), "a request for the button of a modal failed");
    }
}

//! ModalSupport: asking the caller for more.

use std::sync::Arc;
use std::time::Duration;

use crate::args::limit::Presence;
use crate::args::{Lookup, Value, lexer};
use crate::command::ParamSpec;
use crate::component::{Button, Target};
use crate::context::{Call, Context};
use crate::dispatch::{Watchdog, bind_values};
use crate::modal::{Modal, ModalSpec, form};
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reply::{Reply, ReplyError};
use crate::responder::ModalSupport;
use crate::responder::{Replies, Sent};
use crate::runtime::collectors::{Collected, Collector, Pause};

/// How long somebody has to fill in a form that nobody sets another time for.
const TIMEOUT: Duration = Duration::from_mins(10);

/// Discord says nothing when somebody closes a form, so there has to be an end.
const LONGEST_TIMEOUT: Duration = Duration::from_mins(15);

impl Context {
    /// Whether a form can be opened: the caller is on Discord and not answered yet.
    pub fn can_modal(&self) -> bool {
        let replies = self.inner().replies.as_ref();
        self.inner().call.is_some()
            && replies.is_some_and(|replies| {
                replies.responder().modal_support() != ModalSupport::Never && replies.is_new()
            })
    }

    /// Opens a form and waits until the caller has filled it in, at most ten minutes.
    ///
    /// After a slash command, a context menu or a click the form opens at once; it has to be the first thing a handler does
    /// with the call. After a prefix command, and after another form, a button is posted that opens it. What is replied from then on answers
    /// the submission. The time it takes does not count as the command's deadline;
    /// what `concurrency` counts stays taken, because Discord does not say that somebody has closed a form. With `defer = "immediately"`
    /// the call is answered before a form can open.
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
    /// [`CommandError::NoModal`] where nobody is there to fill it in, [`CommandError::ModalTimeout`], [`CommandError::Argument`] for
    /// what was filled in wrongly, [`CommandError::Reply`] when it comes too late or Discord refuses. Returned from the
    /// handler with `?`, each is told to the caller as it would be of a command's arguments.
    pub async fn modal<M: Modal>(&self) -> Result<M, CommandError> {
        self.modal_within(TIMEOUT).await
    }

    /// As [`modal`](Self::modal), with another time to fill the form in; more than 15 minutes count as 15.
    ///
    /// # Errors
    ///
    /// Those of [`modal`](Self::modal).
    pub async fn modal_within<M: Modal>(&self, timeout: Duration) -> Result<M, CommandError> {
        let timeout = timeout.min(LONGEST_TIMEOUT);
        let replies = self.inner().replies.as_ref().ok_or(CommandError::NoModal)?;
        // Only a call has somebody who fills in a form.
        let call = self.inner().call.as_ref().ok_or(CommandError::NoModal)?;
        let collected = self.submission(&M::SPEC, call, replies, timeout).await?;
        let params: Vec<ParamSpec> = M::SPEC.fields.iter().map(|field| field.param).collect();
        let lookup =
            Lookup::new(&self.inner().runtime.directory, &call.caller, &call.location, &collected.resolved);
        let given: Vec<_> = collected.values.into_iter().map(|value| as_given(&M::SPEC, value)).collect();
        let mut values = bind_values(&params, &given, &lookup).await?;
        Ok(M::take(&mut values)?)
    }

    async fn submission(
        &self,
        spec: &ModalSpec,
        call: &Call,
        replies: &Replies,
        timeout: Duration,
    ) -> Result<Collected, CommandError> {
        let runtime = &self.inner().runtime;
        let collector = runtime.collectors.collect(Pause::new(runtime.waiting.clone()));
        let mut collector = collector.map_err(|error| CommandError::Lookup(error.into()))?;
        let form = form(spec, &collector.custom_id("form"));
        let button = match replies.responder().modal_support() {
            ModalSupport::Never => return Err(CommandError::NoModal),
            ModalSupport::Directly => {
                replies.open_modal(form.clone()).await.map_err(CommandError::Reply)?;
                None
            }
            ModalSupport::BehindButton => {
                Some(self.offer(spec, replies, &collector).await.map_err(CommandError::Reply)?)
            }
        };
        if let Some(deadline) = &self.inner().deadline {
            deadline.pause(timeout);
        }
        let collected = tokio::select! {
            collected = tokio::time::timeout(timeout, self.submitted(&mut collector, &form)) => {
                collected.ok().flatten().ok_or(CommandError::ModalTimeout(timeout))
            }
            // Nobody waits for a person while the bot stops.
            () = runtime.draining.cancelled() => Err(CommandError::Draining),
        };
        if let Some(deadline) = &self.inner().deadline {
            deadline.restart();
        }
        if let Some(button) = button {
            // On its own: the submission has three seconds to be answered.
            runtime.tasks.spawn(async move { report(button.delete().await) });
        }
        let collected = collected?;
        replies.continue_with(Arc::clone(&collected.responder), collected.received);
        // The submission wants a sign of life of its own.
        Watchdog::start_since(collected.received, &call.command, replies).detach();
        Ok(collected)
    }

    async fn offer(
        &self,
        spec: &ModalSpec,
        replies: &Replies,
        collector: &Collector,
    ) -> Result<Sent, ReplyError> {
        let button = Button::to(Target::Collector(collector.custom_id("open")), "Fill in").primary();
        let offer = Reply::new(format!("**{}**", spec.title)).buttons([button]);
        replies.say(self.with_declared_visibility(offer)).await
    }

    /// Waits for the caller's form, opening it as often as they collected the button.
    async fn submitted(&self, collector: &mut Collector, form: &serde_json::Value) -> Option<Collected> {
        loop {
            let collected = collector.next().await?;
            if collected.user.id != self.inner().actor.id {
                let refusal = Reply::new(CommandError::NotForYou.user_message()).ephemeral();
                report(collected.responder.answer(refusal, None).await.map(drop));
            } else if collected.action == "open" {
                report(collected.responder.open_modal(form.clone()).await);
            } else {
                return Some(collected);
            }
        }
    }
}

/// What was filled into a field, as an argument is given: of a list that is written every word is a value, of one that is chosen
/// every choice.
fn as_given(spec: &ModalSpec, (name, value): (String, Value)) -> (String, Value) {
    let field = spec.fields.iter().find(|field| field.param.name == name);
    let is_chosen = field.is_some_and(|field| field.param.presence == Presence::List && !field.is_text());
    match value {
        Value::Text(text) if is_chosen => (name, Value::Text(lexer::quote(&text))),
        value => (name, value),
    }
}

fn report(result: Result<(), ReplyError>) {
    if let Err(error) = result {
        tracing::warn!(error = %redacted(&error), "the button of a form could not be dealt with");
    }
}

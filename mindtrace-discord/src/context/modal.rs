//! Forms: asking the caller for more.

use std::sync::Arc;
use std::time::Duration;

use super::{Call, Context};
use crate::args::{Lookup, Value, lexer};
use crate::command::{ParamSpec, Presence};
use crate::component::{Button, Pause, Press, Target, Waiter};
use crate::dispatch::{Watchdog, bind_values};
use crate::error::CommandError;
use crate::modal::{Modal, ModalSpec, form};
use crate::redact::redacted;
use crate::reply::{Forms, Replies, Reply, ReplyError, Sent};

/// How long somebody has to fill in a form that nobody sets another time for.
const PATIENCE: Duration = Duration::from_mins(10);

/// Discord says nothing when somebody closes a form, so there has to be an end.
const LONGEST_PATIENCE: Duration = Duration::from_mins(15);

impl Context {
    /// Whether a form can be opened: the caller is on Discord and not answered yet.
    pub fn can_modal(&self) -> bool {
        let replies = self.inner.replies.as_ref();
        self.inner.call.is_some()
            && replies.is_some_and(|replies| replies.responder().forms() != Forms::Never && replies.is_new())
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
    /// [`CommandError::NoForm`] where nobody is there to fill it in, [`CommandError::FormTimeout`], [`CommandError::Argument`] for
    /// what was filled in wrongly, [`CommandError::Reply`] when it comes too late or Discord refuses. Returned from the
    /// handler with `?`, each is told to the caller as it would be of a command's arguments.
    pub async fn modal<M: Modal>(&self) -> Result<M, CommandError> {
        self.modal_within(PATIENCE).await
    }

    /// As [`modal`](Self::modal), with another time to fill the form in; more than 15 minutes count as 15.
    ///
    /// # Errors
    ///
    /// Those of [`modal`](Self::modal).
    pub async fn modal_within<M: Modal>(&self, patience: Duration) -> Result<M, CommandError> {
        let patience = patience.min(LONGEST_PATIENCE);
        let replies = self.inner.replies.as_ref().ok_or(CommandError::NoForm)?;
        // Only a call has somebody who fills in a form.
        let call = self.inner.call.as_ref().ok_or(CommandError::NoForm)?;
        let press = self.filled_in(&M::SPEC, call, replies, patience).await?;
        let params: Vec<ParamSpec> = M::SPEC.fields.iter().map(|field| field.param).collect();
        let lookup = Lookup::new(&self.inner.runtime, &call.caller, &call.place, &press.resolved);
        let given: Vec<_> = press.values.into_iter().map(|value| as_given(&M::SPEC, value)).collect();
        let mut values = bind_values(&params, &given, &lookup).await?;
        Ok(M::take(&mut values)?)
    }

    async fn filled_in(
        &self,
        spec: &ModalSpec,
        call: &Call,
        replies: &Replies,
        patience: Duration,
    ) -> Result<Press, CommandError> {
        let runtime = &self.inner.runtime;
        let waiter = runtime.waiters.wait(Pause::new(runtime.waiting.clone()));
        let mut waiter = waiter.map_err(|error| CommandError::Lookup(error.into()))?;
        let form = form(spec, &waiter.custom_id("form"));
        let button = match replies.responder().forms() {
            Forms::Never => return Err(CommandError::NoForm),
            Forms::Directly => {
                replies.open_form(form.clone()).await.map_err(CommandError::Reply)?;
                None
            }
            Forms::BehindButton => {
                Some(self.offer(spec, replies, &waiter).await.map_err(CommandError::Reply)?)
            }
        };
        if let Some(deadline) = &self.inner.deadline {
            deadline.pause(patience);
        }
        let press = tokio::select! {
            press = tokio::time::timeout(patience, self.submitted(&mut waiter, &form)) => {
                press.ok().flatten().ok_or(CommandError::FormTimeout(patience))
            }
            // Nobody waits for a person while the bot stops.
            () = runtime.draining.cancelled() => Err(CommandError::Draining),
        };
        if let Some(deadline) = &self.inner.deadline {
            deadline.restart();
        }
        if let Some(button) = button {
            // On its own: the submission has three seconds to be answered.
            runtime.tasks.spawn(async move { report(button.delete().await) });
        }
        let press = press?;
        replies.continue_with(Arc::clone(&press.responder), press.received);
        // The submission wants a sign of life of its own.
        Watchdog::start_since(press.received, &call.command, replies).detach();
        Ok(press)
    }

    async fn offer(&self, spec: &ModalSpec, replies: &Replies, waiter: &Waiter) -> Result<Sent, ReplyError> {
        let button = Button::to(Target::Waiter(waiter.custom_id("open")), "Fill in").primary();
        let offer = Reply::new(format!("**{}**", spec.title)).buttons([button]);
        replies.say(self.with_declared_visibility(offer)).await
    }

    /// Waits for the caller's form, opening it as often as they press the button.
    async fn submitted(&self, waiter: &mut Waiter, form: &serde_json::Value) -> Option<Press> {
        loop {
            let press = waiter.next().await?;
            if press.user.id != self.inner.actor.id {
                let refusal = Reply::new(CommandError::NotForYou.sentence()).ephemeral();
                report(press.responder.answer(refusal, None).await.map(drop));
            } else if press.action == "open" {
                report(press.responder.open_form(form.clone()).await);
            } else {
                return Some(press);
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

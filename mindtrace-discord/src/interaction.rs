//! Discord's interactions: commands, autocomplete, components and modals, received by the gateway or by webhook.

mod autocomplete;
mod command;
mod component;
mod forward;
#[cfg(fuzzing)]
pub(crate) mod fuzz;
mod read;
mod submission;

use std::any::TypeId;
use std::sync::Arc;

use serenity::model::application::ComponentInteraction;

use self::command::Called;
use self::forward::Foreign;
pub(crate) use self::forward::receive_forwarded;
#[cfg(feature = "http")]
pub(crate) use self::forward::{drain_others, event_for_others, send_to_others};
use self::read::read;
use self::submission::Submission;

use crate::activity::Busy;
use crate::dispatch;
use crate::dispatch::event::is_wanted;
#[cfg(feature = "http")]
use crate::dispatch::event::{Delivery, raise};
use crate::event;
use crate::outcome::CommandError;
use crate::runtime::Runtime;
use crate::runtime::command_sync::SyncReason;

/// Discord's interaction types.
mod kind {
    pub(super) const COMMAND: u8 = 2;
    pub(super) const COMPONENT: u8 = 3;
    pub(super) const AUTOCOMPLETE: u8 = 4;
    pub(super) const MODAL_SUBMIT: u8 = 5;
}

/// Handles an interaction in a task of its own. If an event handler wants it, it is passed to `raise` as an event.
///
/// A command is read in one pass, into what a call needs. serenity's `Interaction` copies everything into a map first, which costs more
/// than the rest of the call.
///
/// # Errors
///
/// The serde error of an interaction that cannot be parsed.
pub(crate) fn receive(
    runtime: &Arc<Runtime>,
    data: &str,
    raise: impl FnOnce(event::Interaction),
) -> serde_json::Result<()> {
    let called: Called = read(data)?;
    // Discord may send an interaction again: after a resume, or by webhook if the response got lost.
    let id = called.id.get();
    if !runtime.handled.insert(id) {
        return Ok(());
    }
    match called.kind {
        kind::COMMAND => {
            if let Some(invocation) = command::invocation(runtime, called) {
                spawn(runtime, id, |runtime| async move {
                    let outcome = dispatch::execute(&runtime, invocation).await;
                    if matches!(outcome.result, Err(CommandError::Changed)) {
                        runtime.request_sync(SyncReason::UnknownCommand);
                    }
                });
            }
        }
        kind::AUTOCOMPLETE => {
            spawn(runtime, id, |runtime| async move { autocomplete::answer(&runtime, called).await });
        }
        kind::COMPONENT => {
            let mut click: ComponentInteraction = read(data)?;
            called.restore_permissions(&mut click);
            let foreign = Foreign::new(runtime, id, &click.data.custom_id, data);
            spawn(runtime, id, |runtime| async move {
                if !forwarded(foreign, &runtime).await {
                    component::click(&runtime, click).await;
                }
            });
        }
        kind::MODAL_SUBMIT => {
            let submission = Submission::read(data)?;
            let foreign = Foreign::new(runtime, id, &submission.interaction.data.custom_id, data);
            spawn(runtime, id, |runtime| async move {
                if !forwarded(foreign, &runtime).await {
                    component::submit(&runtime, submission).await;
                }
            });
        }
        // A kind that Discord has added since.
        _ => {}
    }
    receive_event(runtime, data, raise)
}

/// Passes an interaction to `raise` if an event handler wants it, and does nothing else: another process has answered it.
///
/// # Errors
///
/// The serde error of an interaction that cannot be parsed.
pub(crate) fn receive_event(
    runtime: &Runtime,
    data: &str,
    raise: impl FnOnce(event::Interaction),
) -> serde_json::Result<()> {
    if is_wanted(runtime, TypeId::of::<event::Interaction>()) {
        raise(event::Interaction::new(read(data)?));
    }
    Ok(())
}

/// Handles an interaction that was received by webhook.
///
/// # Errors
///
/// The errors of [`receive`].
#[cfg(feature = "http")]
pub(crate) fn received_by_webhook(runtime: &Arc<Runtime>, data: &str) -> serde_json::Result<()> {
    receive(runtime, data, |event| match raise(runtime, event, data.len(), None) {
        // A dropped event is counted where it is dropped.
        Delivery::Accepted | Delivery::Dropped | Delivery::Full(_) | Delivery::Draining => {}
    })
}

/// Passes an interaction on if it belongs to another process. Without an answer from there, this process says that it has expired.
async fn forwarded(foreign: Option<Foreign>, runtime: &Runtime) -> bool {
    match foreign {
        Some(foreign) => foreign.forward(runtime).await,
        None => false,
    }
}

fn spawn<F: Future<Output = ()> + Send + 'static>(
    runtime: &Arc<Runtime>,
    id: u64,
    work: impl FnOnce(Arc<Runtime>) -> F,
) {
    let busy: Busy = runtime.activity.begin();
    let held = runtime.hold_received();
    let work = work(Arc::clone(runtime));
    let claiming = Arc::clone(runtime);
    runtime.spawn(async move {
        if claiming.handled.claim(id).await {
            work.await;
        }
        drop((busy, held));
    });
}

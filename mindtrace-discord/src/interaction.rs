//! Discord's interactions: commands, autocomplete, components and modals, received by the gateway or by webhook.

mod autocomplete;
mod command;
mod component;
mod submission;

use std::any::TypeId;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::model::application::{CommandInteraction, ComponentInteraction, Interaction};

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
    pub(super) const PING: u8 = 1;
    pub(super) const COMMAND: u8 = 2;
    pub(super) const COMPONENT: u8 = 3;
    pub(super) const AUTOCOMPLETE: u8 = 4;
    pub(super) const MODAL_SUBMIT: u8 = 5;
}

/// The type of an interaction, which determines how the rest is parsed.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: u8,
}

/// Handles an interaction in a task of its own. If an event handler wants it, it is passed to `raise` as an event.
///
/// It is parsed straight into the type that its kind names: serenity's `Interaction` copies all of it into a map first, which costs more
/// than everything else together.
///
/// # Errors
///
/// The serde error of an interaction that cannot be parsed.
pub(crate) fn receive(
    runtime: &Arc<Runtime>,
    data: &RawValue,
    raise: impl FnOnce(event::Interaction),
) -> serde_json::Result<()> {
    let Kind { kind } = serde_json::from_str(data.get())?;
    let is_wanted = is_wanted(runtime, TypeId::of::<event::Interaction>());
    let raise = |interaction: Interaction| raise(event::Interaction::new(interaction));
    match kind {
        kind::COMMAND => {
            let interaction: CommandInteraction = serde_json::from_str(data.get())?;
            if is_wanted {
                raise(Interaction::Command(interaction.clone()));
            }
            let Some(invocation) = command::invocation(runtime, interaction) else { return Ok(()) };
            spawn(runtime, |runtime| async move {
                let outcome = dispatch::execute(&runtime, invocation).await;
                if matches!(outcome.result, Err(CommandError::Changed)) {
                    runtime.request_sync(SyncReason::UnknownCommand);
                }
            });
        }
        kind::AUTOCOMPLETE => {
            let typing: CommandInteraction = serde_json::from_str(data.get())?;
            if is_wanted {
                raise(Interaction::Autocomplete(typing.clone()));
            }
            spawn(runtime, |runtime| async move { autocomplete::answer(&runtime, typing).await });
        }
        kind::COMPONENT => {
            let click: ComponentInteraction = serde_json::from_str(data.get())?;
            if is_wanted {
                raise(Interaction::Component(click.clone()));
            }
            spawn(runtime, |runtime| async move { component::click(&runtime, click).await });
        }
        kind::MODAL_SUBMIT => {
            let submission = Submission::read(data)?;
            spawn(runtime, |runtime| async move { component::submit(&runtime, submission).await });
            if is_wanted {
                raise(Interaction::Modal(serde_json::from_str(data.get())?));
            }
        }
        kind::PING if is_wanted => raise(Interaction::Ping(serde_json::from_str(data.get())?)),
        // A kind that Discord has added since.
        _ => {}
    }
    Ok(())
}

/// Handles an interaction that was received by webhook.
///
/// # Errors
///
/// The errors of [`receive`].
#[cfg(feature = "http")]
pub(crate) fn received_by_webhook(runtime: &Arc<Runtime>, data: &RawValue) -> serde_json::Result<()> {
    receive(runtime, data, |event| match raise(runtime, event) {
        // A dropped event is counted where it is dropped.
        Delivery::Accepted | Delivery::Dropped | Delivery::Full(_) | Delivery::Draining => {}
    })
}

fn spawn<F: Future<Output = ()> + Send + 'static>(
    runtime: &Arc<Runtime>,
    work: impl FnOnce(Arc<Runtime>) -> F,
) {
    let busy: Busy = runtime.activity.begin();
    let work = work(Arc::clone(runtime));
    tokio::spawn(async move {
        work.await;
        drop(busy);
    });
}

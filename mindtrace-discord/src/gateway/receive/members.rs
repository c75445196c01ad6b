//! Members, and interactions of people.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::model::application::Interaction;
use serenity::model::event as model;

use super::{Receiver, read, spawn};
use crate::bot::Runtime;
use crate::dispatch;
use crate::error::CommandError;
use crate::event;
use crate::gateway::submission::Submission;
use crate::gateway::{autocomplete, component, slash};
use crate::sync;

/// As much of an interaction as says how to read the rest.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: u8,
}

/// Discord's number for a form that was submitted.
const SUBMISSION: u8 = 5;

impl Receiver {
    pub(super) fn member_update(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let (update, old) = self.cached::<model::GuildMemberUpdateEvent>(data)?;
        let guild = self.runtime.cache.guild(update.guild_id);
        let new = guild.and_then(|guild| guild.members.get(&update.user.id).cloned());
        self.raise(event::MemberUpdate::new(old, new, update));
        Ok(())
    }

    /// Commands, clicks and forms run on their own, so that no handler waits for them.
    pub(super) fn interaction(&mut self, data: &RawValue) -> serde_json::Result<()> {
        let runtime = Arc::clone(&self.runtime);
        interaction(&runtime, data, |event| self.raise(event))
    }
}

/// Runs what an interaction asks for, whichever way it came.
pub(super) fn interaction(
    runtime: &Arc<Runtime>,
    data: &RawValue,
    raise: impl FnOnce(event::Interaction),
) -> serde_json::Result<()> {
    let is_submission = read::<Kind>(data)?.kind == SUBMISSION;
    if is_submission {
        let form = Submission::read(data)?;
        spawn(runtime, |runtime| async move { component::submit(&runtime, form).await });
    }
    let is_wanted = dispatch::event::is_wanted(runtime, std::any::TypeId::of::<event::Interaction>());
    if is_submission && !is_wanted {
        return Ok(());
    }
    let interaction: Interaction = read(data)?;
    if is_wanted {
        raise(event::Interaction::new(interaction.clone()));
    }
    match interaction {
        Interaction::Command(command) => {
            let Some(invocation) = slash::invocation(runtime, command) else { return Ok(()) };
            spawn(runtime, |runtime| async move {
                let outcome = dispatch::execute(&runtime, invocation).await;
                if matches!(outcome.result, Err(CommandError::Changed)) {
                    sync::heal(&runtime).await;
                }
            });
        }
        Interaction::Autocomplete(typing) => {
            spawn(runtime, |runtime| async move { autocomplete::answer(&runtime, typing).await });
        }
        Interaction::Component(click) => {
            spawn(runtime, |runtime| async move { component::click(&runtime, click).await });
        }
        _ => {}
    }
    Ok(())
}

//! Clicks on components and forms that were submitted.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use serde_json::json;
use serenity::model::application::{CommandDataResolved, ComponentInteraction, ComponentInteractionDataKind};
use serenity::model::channel::{Message, MessageFlags};

use super::command::caller;
use super::submission::Submission;
use crate::args::limit::Presence;
use crate::args::{Value, lexer};
use crate::command::{CommandKind, CommandSpec};
use crate::component::{Sealed, Signer, decode, literal};
use crate::discord::{InteractionKey, InteractionTarget, Origin};
use crate::dispatch::{self, Input, Invocation};
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::reply::Reply;
use crate::reply::Visibility;
use crate::responder::Responder;
use crate::runtime::Runtime;
use crate::runtime::collectors::{Collected, Collectors, Undelivered};
use crate::surface::Surface;

/// Deals with a click: whoever waits for it gets it, else the handler whose custom id it is.
pub(super) async fn click(runtime: &Arc<Runtime>, interaction: ComponentInteraction) {
    let owners = &interaction.authorizing_integration_owners;
    let key = InteractionKey { id: interaction.id, token: interaction.token.clone() };
    let origin = Origin::Component { private: is_private(&interaction.message) };
    let target = InteractionTarget { key: key.clone(), origin, owners };
    let responder = runtime.directory.api().interaction_responder(target);
    let custom_id = interaction.data.custom_id.clone();
    if Collectors::owns(&custom_id) {
        let collected = Collected {
            action: String::new(),
            user: interaction.user.clone(),
            values: Vec::new(),
            resolved: CommandDataResolved::default(),
            responder: Arc::clone(&responder),
            received: tokio::time::Instant::now(),
        };
        match runtime.collectors.deliver(&custom_id, collected) {
            Ok(()) => {}
            // serenity reads nothing of a layout but its rows, so a layout cannot be written again as it was.
            Err(Undelivered::Nobody) if is_layout(&interaction.message) => {
                refuse(&*responder, &CommandError::Expired).await;
            }
            Err(Undelivered::Nobody) => disable(runtime, &key, &interaction.message).await,
            // Whoever presses that fast gets what the presses before bring.
            Err(Undelivered::Busy) => {
                if let Err(error) = responder.defer(Visibility::Public).await {
                    tracing::debug!(error = %redacted(&error), "one click of many could not be acknowledged");
                }
            }
        }
        return;
    }
    let Some(sealed) = Signer::read(&custom_id) else {
        return tracing::debug!(
            custom_id,
            "a component that this framework did not make is left to other code"
        );
    };
    match handler(runtime, &sealed) {
        Some(_) if sealed.only_for.is_some_and(|user| user != interaction.user.id) => {
            refuse(&*responder, &CommandError::NotForYou).await;
        }
        Some((command, values)) => {
            let invocation = invocation(runtime, interaction, command, values, responder);
            dispatch::execute(runtime, invocation).await;
        }
        // Over, forged, or signed by an older version of this bot, which had a handler for it.
        None => refuse(&*responder, &CommandError::Expired).await,
    }
}

/// Deals with a form: whoever opened it gets it.
pub(super) async fn submit(runtime: &Arc<Runtime>, submission: Submission) {
    let Submission { interaction, owners, values, resolved } = submission;
    let custom_id = interaction.data.custom_id;
    if !Collectors::owns(&custom_id) {
        return tracing::debug!(custom_id, "a form that this framework did not make is left to other code");
    }
    let origin = match &interaction.message {
        Some(message) => Origin::ModalOnMessage { private: is_private(message) },
        None => Origin::Modal,
    };
    let key = InteractionKey { id: interaction.id, token: interaction.token };
    let target = InteractionTarget { key, origin, owners: &owners };
    let responder = runtime.directory.api().interaction_responder(target);
    let collected = Collected {
        action: String::new(),
        user: interaction.user,
        values,
        resolved,
        responder: Arc::clone(&responder),
        received: tokio::time::Instant::now(),
    };
    // A form is worth waiting for: somebody has filled it in.
    if runtime.collectors.deliver_in_time(&custom_id, collected).await.is_err() {
        refuse(&*responder, &CommandError::Expired).await;
    }
}

/// The handler that a custom id was made for, with the values in it.
fn handler<'a>(runtime: &'a Runtime, sealed: &Sealed<'_>) -> Option<(&'a CommandSpec, Vec<(String, Value)>)> {
    let now = SystemTime::now();
    runtime.registry.components().find_map(|command| {
        let template = command.template.filter(|template| sealed.body.starts_with(literal(template)))?;
        let values = decode(template, sealed.body)?;
        if !runtime.signer.verify(sealed, template, now) {
            return None;
        }
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), Value::Text(value)));
        Some((command, values.collect()))
    })
}

fn invocation(
    runtime: &Arc<Runtime>,
    interaction: ComponentInteraction,
    command: &CommandSpec,
    mut values: Vec<(String, Value)>,
    responder: Arc<dyn Responder>,
) -> Invocation {
    // The one parameter that the custom id does not carry takes what was picked.
    let picked = command.params.iter().find(|param| values.iter().all(|(name, _)| name != param.name));
    if let Some(param) = picked {
        let is_list = param.presence == Presence::List;
        values.extend(selection(&interaction.data.kind).into_iter().map(|value| {
            // Of a list every text is split into words; what was picked is one.
            let value = if is_list { lexer::quote(&value) } else { value };
            (param.name.to_owned(), Value::Text(value))
        }));
    }
    let (caller, mut location) = caller(
        interaction.user,
        interaction.member.as_ref(),
        interaction.guild_id,
        interaction.channel_id,
        interaction.app_permissions,
    );
    location.message_id = Some(interaction.message.id);
    let locale = Some(interaction.locale);
    Invocation {
        reference: Reference::next(),
        surface: Surface::Component,
        kind: CommandKind::Component,
        name: command.name.to_owned(),
        input: Input::Options(values),
        caller,
        location,
        resolved: CommandDataResolved::default(),
        attachments: Vec::new(),
        locale,
        responder,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    }
}

/// Whether it may be a layout; serenity drops the flag that says so, and a layout has neither text nor embeds.
fn is_layout(message: &Message) -> bool {
    message.content.is_empty() && message.embeds.is_empty()
}

/// Whether one person alone sees a message.
fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

fn selection(kind: &ComponentInteractionDataKind) -> Vec<String> {
    match kind {
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        ComponentInteractionDataKind::UserSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::RoleSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::MentionableSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        ComponentInteractionDataKind::ChannelSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

/// Says why nothing happens.
async fn refuse(responder: &dyn Responder, error: &CommandError) {
    tracing::info!(outcome = error.code(), "component");
    if let Err(error) = responder.answer(Reply::new(error.user_message()).ephemeral(), None).await {
        tracing::warn!(error = %redacted(&error), "a caller could not be told why a component does nothing");
    }
}

/// Disables the components of a message that no handler waits for any more.
async fn disable(runtime: &Runtime, key: &InteractionKey, message: &Message) {
    let mut components = match serde_json::to_value(&message.components) {
        Ok(components) => components,
        Err(error) => return tracing::error!(%error, "a message's components cannot be written"),
    };
    for component in components.as_array_mut().into_iter().flatten() {
        for inner in component["components"].as_array_mut().into_iter().flatten() {
            inner["disabled"] = json!(true);
        }
    }
    if let Err(error) = runtime.directory.api().replace_components(key, components).await {
        tracing::warn!(error = %redacted(&error), "components that have expired could not be disabled");
    }
}

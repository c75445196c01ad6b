//! Clicks on components and forms that were submitted.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use serde_json::json;
use serenity::model::application::{CommandDataResolved, ComponentInteraction, ComponentInteractionDataKind};
use serenity::model::channel::{Message, MessageFlags};

use super::interaction::{InteractionResponder, Origin};
use super::slash::scene;
use super::submission::Submission;
use crate::args::{Value, lexer};
use crate::bot::Runtime;
use crate::command::{CommandKind, CommandSpec, Presence};
use crate::component::{Missed, Press, Sealed, Signer, Waiters, decode, literal};
use crate::dispatch::{self, Input, Invocation};
use crate::error::CommandError;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::reply::{Reply, Responder, Visibility};
use crate::surface::Surface;

/// Deals with a click: whoever waits for it gets it, else the handler whose custom id it is.
pub(super) async fn click(runtime: &Arc<Runtime>, interaction: ComponentInteraction) {
    let owners = &interaction.authorizing_integration_owners;
    let responder: Arc<dyn Responder> = Arc::new(InteractionResponder::new(
        runtime,
        interaction.id,
        &interaction.token,
        Origin::Component { private: is_private(&interaction.message) },
        owners,
    ));
    let custom_id = interaction.data.custom_id.clone();
    if Waiters::is_theirs(&custom_id) {
        let press = Press {
            action: String::new(),
            user: interaction.user.clone(),
            values: Vec::new(),
            resolved: CommandDataResolved::default(),
            responder: Arc::clone(&responder),
            received: tokio::time::Instant::now(),
        };
        match runtime.waiters.press(&custom_id, press) {
            Ok(()) => {}
            // serenity reads nothing of a layout but its rows, so a layout cannot be written again as it was.
            Err(Missed::Nobody) if is_layout(&interaction.message) => {
                refuse(&*responder, &CommandError::Expired).await;
            }
            Err(Missed::Nobody) => switch_off(runtime, &interaction).await,
            // Whoever presses that fast gets what the presses before bring.
            Err(Missed::Busy) => {
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
    if !Waiters::is_theirs(&custom_id) {
        return tracing::debug!(custom_id, "a form that this framework did not make is left to other code");
    }
    let origin = match &interaction.message {
        Some(message) => Origin::FormOnMessage { private: is_private(message) },
        None => Origin::Form,
    };
    let responder: Arc<dyn Responder> =
        Arc::new(InteractionResponder::new(runtime, interaction.id, &interaction.token, origin, &owners));
    let press = Press {
        action: String::new(),
        user: interaction.user,
        values,
        resolved,
        responder: Arc::clone(&responder),
        received: tokio::time::Instant::now(),
    };
    // A form is worth waiting for: somebody has filled it in.
    if runtime.waiters.hand_over(&custom_id, press).await.is_err() {
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
    let (caller, mut place) = scene(
        interaction.user,
        interaction.member.as_ref(),
        interaction.guild_id,
        interaction.channel_id,
        interaction.app_permissions,
    );
    place.message_id = Some(interaction.message.id);
    let locale = Some(interaction.locale);
    Invocation {
        reference: Reference::next(),
        surface: Surface::Component,
        kind: CommandKind::Component,
        name: command.name.to_owned(),
        input: Input::Options(values),
        caller,
        place,
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
    if let Err(error) = responder.answer(Reply::new(error.sentence()).ephemeral(), None).await {
        tracing::warn!(error = %redacted(&error), "a caller could not be told why a component does nothing");
    }
}

/// Shows that nobody waits for these components any more: gray, where they stand.
async fn switch_off(runtime: &Runtime, interaction: &ComponentInteraction) {
    let mut components = match serde_json::to_value(&interaction.message.components) {
        Ok(components) => components,
        Err(error) => return tracing::error!(%error, "a message's components cannot be written"),
    };
    for component in components.as_array_mut().into_iter().flatten() {
        for inner in component["components"].as_array_mut().into_iter().flatten() {
            inner["disabled"] = json!(true);
        }
    }
    let body = json!({ "type": 7, "data": { "components": components } });
    let sent =
        runtime.http.create_interaction_response(interaction.id, &interaction.token, &body, Vec::new()).await;
    if let Err(error) = sent {
        tracing::warn!(error = %redacted(&error), "components that have expired could not be switched off");
    }
}

//! Clicks on components, and modal submissions.

use std::sync::Arc;
use std::time::Instant;

use serde_json::json;
use serenity::model::application::{CommandDataResolved, ComponentInteraction, ComponentInteractionDataKind};
use serenity::model::channel::{Message, MessageFlags};

use super::command::caller;
use super::submission::Submission;
use crate::args::limit::Presence;
use crate::args::{Value, lexer};
use crate::command::{CommandKind, CommandSpec};
use crate::component::{IS_LAYOUT, SignedId, Signer, decode, literal, placeholders, stored_name};
use crate::context::CallInteraction;
use crate::discord::{InteractionKey, InteractionTarget, Origin};
use crate::dispatch::{self, Input, Invocation};
use crate::locale::Language;
use crate::outcome::CommandError;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::reply::Reply;
use crate::reply::Visibility;
use crate::responder::Responder;
use crate::runtime::Runtime;
use crate::runtime::collectors::{Collected, Collectors, Undelivered};
use crate::runtime::stored_ids;
use crate::store::StoreError;
use crate::surface::Surface;

/// Handles a click: delivers it to the collector that waits for it, else runs the handler of its custom id.
pub(super) async fn click(runtime: &Arc<Runtime>, interaction: ComponentInteraction) {
    let language = Language::new(&runtime.locales, &interaction.locale);
    let owners = &interaction.authorizing_integration_owners;
    let key = InteractionKey { id: interaction.id, token: interaction.token.clone() };
    let origin = Origin::Component {
        private: is_private(&interaction.message),
        has_layout: has_layout(&interaction.message),
    };
    let target = InteractionTarget { key: key.clone(), origin, owners };
    let responder = runtime.directory.api().interaction_responder(target);
    let custom_id = interaction.data.custom_id.clone();
    if Collectors::owns(&custom_id) {
        let collected = Collected {
            action: String::new(),
            user: interaction.user.clone(),
            locale: interaction.locale.clone(),
            values: selection(&interaction.data.kind)
                .into_iter()
                .map(|value| (String::new(), Value::Text(value)))
                .collect(),
            resolved: CommandDataResolved::default(),
            responder: Arc::clone(&responder),
            received: tokio::time::Instant::now(),
        };
        match runtime.collectors.deliver(&custom_id, collected) {
            Ok(()) => {}
            // serenity parses only the action rows of a layout, so a layout cannot be sent again with its components disabled.
            Err(Undelivered::Ended) if is_layout(&interaction.message) => {
                refuse(&*responder, &CommandError::Expired, language).await;
            }
            Err(Undelivered::Ended) => disable(runtime, &key, &interaction.message).await,
            // The collector's queue is full: this click is only acknowledged, the earlier ones are handled.
            Err(Undelivered::Full) => {
                if let Err(error) = responder.defer(Visibility::Public).await {
                    tracing::debug!(error = %redacted(&error), "a click could not be acknowledged");
                }
            }
        }
        return;
    }
    let Some(sealed) = Signer::read(&custom_id) else {
        return tracing::debug!(custom_id, "a component that this framework did not create is ignored");
    };
    match handler(runtime, &sealed) {
        Some(_) if sealed.only_for.is_some_and(|user| user != interaction.user.id) => {
            refuse(&*responder, &CommandError::NotForYou, language).await;
        }
        Some((command, carried)) => match values(runtime, command, carried).await {
            Ok(Some(values)) => {
                let invocation = invocation(runtime, interaction, command, values, responder);
                dispatch::execute(runtime, invocation).await;
            }
            Ok(None) => refuse(&*responder, &CommandError::Expired, language).await,
            Err(error) => {
                tracing::error!(%error, command = command.name, "the values of a component cannot be read");
                refuse(&*responder, &CommandError::Handler(error.into()), language).await;
            }
        },
        // Expired, forged, or signed by an older version of this bot, which had a handler for it.
        None => refuse(&*responder, &CommandError::Expired, language).await,
    }
}

/// Handles a modal submission: delivers it to the collector that opened the modal.
pub(super) async fn submit(runtime: &Arc<Runtime>, submission: Submission) {
    let Submission { interaction, owners, values, resolved } = submission;
    let custom_id = interaction.data.custom_id;
    if !Collectors::owns(&custom_id) {
        return tracing::debug!(custom_id, "a modal that this framework did not create is ignored");
    }
    let origin = match &interaction.message {
        Some(message) => {
            Origin::ModalOnMessage { private: is_private(message), has_layout: has_layout(message) }
        }
        None => Origin::Modal,
    };
    let key = InteractionKey { id: interaction.id, token: interaction.token };
    let target = InteractionTarget { key, origin, owners: &owners };
    let responder = runtime.directory.api().interaction_responder(target);
    let collected = Collected {
        action: String::new(),
        user: interaction.user,
        locale: interaction.locale.clone(),
        values,
        resolved,
        responder: Arc::clone(&responder),
        received: tokio::time::Instant::now(),
    };
    // Waits if the collector's queue is full, so that a user's input is not lost.
    if runtime.collectors.deliver_timeout(&custom_id, collected).await.is_err() {
        let language = Language::new(&runtime.locales, &interaction.locale);
        refuse(&*responder, &CommandError::Expired, language).await;
    }
}

/// The values of a custom id.
enum Carried {
    /// They are in the custom id.
    Values(Vec<(String, Value)>),
    /// They are in the store, under this name.
    Stored(String),
}

/// Returns the handler of a custom id, with the values in the id.
fn handler<'a>(runtime: &'a Runtime, sealed: &SignedId<'_>) -> Option<(&'a CommandSpec, Carried)> {
    runtime.registry.components().find_map(|command| {
        let template = command.template.filter(|template| sealed.body.starts_with(literal(template)))?;
        let carried = match stored_name(template, sealed.body) {
            Some(name) => Carried::Stored(name.to_owned()),
            None => {
                let values = decode(template, sealed.body)?.into_iter();
                Carried::Values(values.map(|(name, value)| (name.to_owned(), Value::Text(value))).collect())
            }
        };
        runtime.signer.verify(sealed, template).then_some((command, carried))
    })
}

/// Returns the values of a custom id with their names; `None` if the store no longer has them.
async fn values(
    runtime: &Runtime,
    command: &CommandSpec,
    carried: Carried,
) -> Result<Option<Vec<(String, Value)>>, StoreError> {
    let name = match carried {
        Carried::Values(values) => return Ok(Some(values)),
        Carried::Stored(name) => name,
    };
    let now = runtime.clock.timestamp();
    let Some(stored) = stored_ids::get(&runtime.store, &name, now).await? else { return Ok(None) };
    let names = command.template.map(placeholders).unwrap_or_default();
    // An older version of the bot stored values of other parameters.
    let is_complete = names.len() == stored.len();
    let by_name = names.into_iter().zip(stored).map(|(name, value)| (name.to_owned(), Value::Text(value)));
    Ok(is_complete.then(|| by_name.collect()))
}

fn invocation(
    runtime: &Arc<Runtime>,
    interaction: ComponentInteraction,
    command: &CommandSpec,
    mut values: Vec<(String, Value)>,
    responder: Arc<dyn Responder>,
) -> Box<Invocation> {
    // The one parameter that the custom id does not carry takes the selected values.
    let selected = command.params.iter().find(|param| values.iter().all(|(name, _)| name != param.name));
    if let Some(param) = selected {
        let is_list = param.presence == Presence::List;
        values.extend(selection(&interaction.data.kind).into_iter().map(|value| {
            // A list's text is split into words; a selected value is one word, so it is quoted.
            let value = if is_list { lexer::quote(&value) } else { value };
            (param.name.to_owned(), Value::Text(value))
        }));
    }
    let of_discord = CallInteraction {
        id: interaction.id,
        token: interaction.token,
        entitlements: interaction.entitlements,
        context: interaction.context,
        owners: interaction.authorizing_integration_owners,
        attachment_size_limit: interaction.attachment_size_limit,
    };
    let (caller, mut location) = caller(
        interaction.user,
        interaction.member.as_ref(),
        interaction.guild_id,
        interaction.channel_id,
        interaction.app_permissions,
    );
    location.message_id = Some(interaction.message.id);
    let locale = Some(interaction.locale);
    Box::new(Invocation {
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
        interaction: Some(Arc::new(of_discord)),
        prefix: None,
        paid_for: None,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    })
}

/// Whether a message may be a layout, which has no text and no embeds. serenity drops the flag that marks one.
fn is_layout(message: &Message) -> bool {
    message.content.is_empty() && message.embeds.is_empty()
}

/// Whether a message is ephemeral.
fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// Whether a message is a layout. serenity does not know the flag; no other message has nothing but components.
fn has_layout(message: &Message) -> bool {
    let is_layout = message.flags.is_some_and(|flags| flags.bits() & IS_LAYOUT != 0);
    let has_text = !message.content.is_empty() || !message.embeds.is_empty() || message.poll.is_some();
    is_layout || !(has_text || !message.attachments.is_empty() || !message.sticker_items.is_empty())
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

/// Responds with an error, visible only to the user.
async fn refuse(responder: &dyn Responder, error: &CommandError, language: Language<'_>) {
    tracing::info!(outcome = error.code(), "component");
    let refusal = Reply::new(error.user_message_in(language)).ephemeral();
    if let Err(error) = responder.answer(refusal, None).await {
        tracing::warn!(error = %redacted(&error), "the refusal of a component interaction could not be sent");
    }
}

/// Disables the components of a message whose collector has ended.
async fn disable(runtime: &Runtime, key: &InteractionKey, message: &Message) {
    let mut components = match serde_json::to_value(&message.components) {
        Ok(components) => components,
        Err(error) => return tracing::error!(%error, "the components of a message could not be serialized"),
    };
    for component in components.as_array_mut().into_iter().flatten() {
        for inner in component["components"].as_array_mut().into_iter().flatten() {
            inner["disabled"] = json!(true);
        }
    }
    if let Err(error) = runtime.directory.api().replace_components(key, components).await {
        tracing::warn!(error = %redacted(&error), "expired components could not be disabled");
    }
}

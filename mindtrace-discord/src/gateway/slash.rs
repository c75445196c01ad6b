//! The slash surface: interactions that are commands.

use std::sync::Arc;
use std::time::Instant;

use serenity::model::application::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, CommandType,
};

use super::interaction::InteractionResponder;
use crate::args::Value;
use crate::bot::Runtime;
use crate::command::CommandKind;
use crate::dispatch::{Caller, Input, Invocation, Place};
use crate::reference::Reference;
use crate::surface::Surface;

/// The call that an interaction makes, if it is a slash command.
pub(super) fn invocation(runtime: &Arc<Runtime>, interaction: CommandInteraction) -> Option<Invocation> {
    if interaction.data.kind != CommandType::ChatInput {
        return None;
    }
    let responder = InteractionResponder::new(runtime, &interaction);
    let options = interaction.data.options.into_iter().filter_map(option).collect();
    let member = interaction.member;
    Some(Invocation {
        reference: Reference::next(),
        surface: Surface::Slash,
        kind: CommandKind::Chat,
        name: interaction.data.name,
        input: Input::Options(options),
        caller: Caller {
            // Discord has done the sum, with everything it knows.
            permissions: member.as_ref().and_then(|member| member.permissions),
            roles: member.map(|member| member.roles),
            user: interaction.user,
        },
        place: Place {
            guild_id: interaction.guild_id,
            channel_id: Some(interaction.channel_id),
            message_id: None,
            bot_permissions: interaction.app_permissions,
            caller_is_there: true,
            // Discord shows an `nsfw` command in age-restricted channels only, and in direct messages to those who opted in.
            nsfw_checked: interaction.guild_id.is_none(),
        },
        resolved: interaction.data.resolved,
        locale: Some(interaction.locale),
        responder: Arc::new(responder),
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    })
}

fn option(option: CommandDataOption) -> Option<(String, Value)> {
    let value = match option.value {
        CommandDataOptionValue::String(text) => Value::Text(text),
        CommandDataOptionValue::Integer(number) => Value::Integer(number.into()),
        CommandDataOptionValue::Number(number) => Value::Number(number),
        CommandDataOptionValue::Boolean(value) => Value::Boolean(value),
        CommandDataOptionValue::User(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Role(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Channel(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Mentionable(id) => Value::Text(id.to_string()),
        // Shapes that no command of ours has; a call that carries one is stale and fails as such.
        _ => return None,
    };
    Some((option.name, value))
}

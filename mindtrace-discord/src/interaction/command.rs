//! Slash commands and context menu commands.

use std::sync::Arc;
use std::time::Instant;

use serenity::model::Permissions;
use serenity::model::application::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, CommandType,
};
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId};
use serenity::model::user::User;

use crate::args::Value;
use crate::caller::{Caller, Location};
use crate::command::CommandKind;
use crate::discord::{InteractionKey, InteractionTarget, Origin};
use crate::dispatch::{Input, Invocation};
use crate::reference::Reference;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// Returns the invocation of a command interaction, if its kind is known.
pub(super) fn invocation(runtime: &Arc<Runtime>, interaction: CommandInteraction) -> Option<Invocation> {
    let (kind, surface) = match interaction.data.kind {
        CommandType::ChatInput => (CommandKind::Chat, Surface::Slash),
        CommandType::User => (CommandKind::User, Surface::ContextMenu),
        CommandType::Message => (CommandKind::Message, Surface::ContextMenu),
        _ => return None,
    };
    let owners = &interaction.authorizing_integration_owners;
    let responder = runtime.directory.api().interaction_responder(InteractionTarget {
        key: InteractionKey { id: interaction.id, token: interaction.token.clone() },
        origin: Origin::Command,
        owners,
    });
    let mut name = interaction.data.name;
    let options = match interaction.data.target_id {
        // The target of the context menu is the only argument.
        Some(target) => vec![(TARGET.to_owned(), Value::Text(target.to_string()))],
        None => flatten(&mut name, interaction.data.options),
    };
    let message_id = (kind == CommandKind::Message)
        .then(|| interaction.data.target_id.map(serenity::model::id::TargetId::to_message_id))
        .flatten();
    let (caller, mut location) = caller(
        interaction.user,
        interaction.member.as_deref(),
        interaction.guild_id,
        interaction.channel_id,
        interaction.app_permissions,
    );
    location.message_id = message_id;
    Some(Invocation {
        reference: Reference::next(),
        surface,
        kind,
        name,
        input: Input::Options(options),
        caller,
        location,
        resolved: interaction.data.resolved,
        attachments: Vec::new(),
        locale: Some(interaction.locale),
        responder,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    })
}

/// The name of the parameter for the target of a context menu command.
const TARGET: &str = "target";

/// Returns the caller and location of an interaction. Discord has computed the permissions.
pub(super) fn caller(
    user: User,
    member: Option<&Member>,
    guild_id: Option<GuildId>,
    channel_id: ChannelId,
    bot_permissions: Option<Permissions>,
) -> (Caller, Location) {
    let caller = Caller {
        permissions: member.and_then(|member| member.permissions),
        roles: member.map(|member| member.roles.clone()),
        user,
        token: None,
    };
    let location = Location {
        guild_id,
        channel_id: Some(channel_id),
        message_id: None,
        bot_permissions,
        caller_is_present: true,
        // Discord shows an `nsfw` command only in age-restricted channels, and in direct messages to users who opted in.
        nsfw_checked: guild_id.is_none(),
    };
    (caller, location)
}

/// Returns the options of the called subcommand and appends its path to the name.
pub(super) fn flatten(name: &mut String, options: Vec<CommandDataOption>) -> Vec<(String, Value)> {
    let mut flat = Vec::with_capacity(options.len());
    for option in options {
        match option.value {
            CommandDataOptionValue::SubCommand(inner) | CommandDataOptionValue::SubCommandGroup(inner) => {
                name.push(' ');
                name.push_str(&option.name);
                return flatten(name, inner);
            }
            value => flat.extend(value_of(value).map(|value| (option.name, value))),
        }
    }
    flat
}

fn value_of(value: CommandDataOptionValue) -> Option<Value> {
    Some(match value {
        CommandDataOptionValue::String(text) => Value::Text(text),
        CommandDataOptionValue::Integer(number) => Value::Integer(number.into()),
        CommandDataOptionValue::Number(number) => Value::Number(number),
        CommandDataOptionValue::Boolean(value) => Value::Boolean(value),
        CommandDataOptionValue::User(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Role(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Channel(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Mentionable(id) => Value::Text(id.to_string()),
        CommandDataOptionValue::Attachment(id) => Value::Text(id.to_string()),
        // A focused option, or a type that no parameter has; such a call comes from an outdated command list and fails as such.
        _ => return None,
    })
}

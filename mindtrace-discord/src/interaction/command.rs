//! Slash commands and context menu commands.

use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Deserializer};
use serenity::model::Permissions;
use serenity::model::application::{
    AuthorizingIntegrationOwners, CommandDataOption, CommandDataOptionValue, CommandDataResolved,
    CommandType, ComponentInteraction, InteractionContext,
};
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, InteractionId, RoleId, TargetId};
use serenity::model::monetization::Entitlement;
use serenity::model::user::User;

use crate::args::Value;
use crate::caller::{Caller, Location};
use crate::command::CommandKind;
use crate::context::CallInteraction;
use crate::discord::permissions::PermissionBits;
use crate::discord::{InteractionKey, InteractionTarget, Origin};
use crate::dispatch::{Input, Invocation};
use crate::reference::Reference;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// A command interaction, or an autocomplete interaction, as far as it is needed.
///
/// The data of other kinds of interactions is read as well, as that of a command without a name.
#[derive(Deserialize)]
pub(super) struct Called {
    #[serde(rename = "type")]
    pub(super) kind: u8,
    pub(super) id: InteractionId,
    pub(super) token: String,
    #[serde(default)]
    pub(super) data: Data,
    guild_id: Option<GuildId>,
    channel_id: Option<ChannelId>,
    /// In direct messages.
    user: Option<User>,
    /// In guilds.
    member: Option<CallingMember>,
    app_permissions: Option<PermissionBits>,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    authorizing_integration_owners: AuthorizingIntegrationOwners,
    #[serde(default, deserialize_with = "readable")]
    entitlements: Vec<Entitlement>,
    context: Option<InteractionContext>,
    #[serde(default = "default_size_limit")]
    attachment_size_limit: u32,
}

impl Called {
    /// Puts all bits of the permissions into the same interaction as serenity has read it.
    pub(super) fn restore_permissions(&self, click: &mut ComponentInteraction) {
        click.app_permissions = self.app_permissions.map(Into::into);
        if let (Some(member), Some(read)) = (&mut click.member, &self.member) {
            member.permissions = read.permissions.map(Into::into);
        }
    }
}

/// Discord's limit for files without a boost or a subscription.
fn default_size_limit() -> u32 {
    10 * 1024 * 1024
}

/// Reads a list without the items of it that cannot be read.
fn readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entitlement>, D::Error> {
    let items = Option::<Vec<serde_json::Value>>::deserialize(deserializer)?.unwrap_or_default();
    Ok(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect())
}

/// The data of a command.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Data {
    name: String,
    #[serde(rename = "type")]
    kind: Option<CommandType>,
    pub(super) options: Vec<CommandDataOption>,
    target_id: Option<TargetId>,
    resolved: CommandDataResolved,
}

#[derive(Deserialize)]
struct CallingMember {
    user: User,
    roles: Vec<RoleId>,
    permissions: Option<PermissionBits>,
}

/// Returns the invocation of a command interaction, if its kind is known.
pub(super) fn invocation(runtime: &Arc<Runtime>, called: Called) -> Option<Box<Invocation>> {
    let Called { id, token, data, guild_id, user, member, locale, .. } = called;
    let (kind, surface) = match data.kind? {
        CommandType::ChatInput => (CommandKind::Chat, Surface::Slash),
        CommandType::User => (CommandKind::User, Surface::ContextMenu),
        CommandType::Message => (CommandKind::Message, Surface::ContextMenu),
        _ => return None,
    };
    let owners = &called.authorizing_integration_owners;
    let responder = runtime.directory.api().interaction_responder(InteractionTarget {
        key: InteractionKey { id, token: token.clone() },
        origin: Origin::Command,
        owners,
    });
    let interaction = CallInteraction {
        id,
        token,
        entitlements: called.entitlements,
        context: called.context,
        owners: called.authorizing_integration_owners,
        attachment_size_limit: called.attachment_size_limit,
    };
    let mut name = data.name;
    let options = match data.target_id {
        // The target of the context menu is the only argument.
        Some(target) => vec![(TARGET.to_owned(), Value::Text(target.to_string()))],
        None => flatten(&mut name, data.options),
    };
    let (user, roles, permissions) = match member {
        Some(member) => (member.user, Some(member.roles), member.permissions.map(Into::into)),
        None => (user?, None, None),
    };
    let message_id = data.target_id.filter(|_| kind == CommandKind::Message).map(TargetId::to_message_id);
    let bot_permissions = called.app_permissions.map(Into::into);
    let location = Location { message_id, ..location(guild_id, called.channel_id, bot_permissions) };
    Some(Box::new(Invocation {
        reference: Reference::next(),
        surface,
        kind,
        name,
        input: Input::Options(options),
        caller: Caller { user: Arc::new(user), roles: roles.map(Into::into), permissions, token: None },
        location,
        resolved: data.resolved,
        attachments: Vec::new(),
        locale: Some(locale),
        responder,
        interaction: Some(Arc::new(interaction)),
        prefix: None,
        paid_for: None,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    }))
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
        roles: member.map(|member| member.roles.as_slice().into()),
        user: Arc::new(user),
        token: None,
    };
    (caller, location(guild_id, Some(channel_id), bot_permissions))
}

fn location(
    guild_id: Option<GuildId>,
    channel_id: Option<ChannelId>,
    bot_permissions: Option<Permissions>,
) -> Location {
    Location {
        guild_id,
        channel_id,
        message_id: None,
        bot_permissions,
        caller_is_present: true,
        // Discord shows an `nsfw` command only in age-restricted channels, and in direct messages to users who opted in.
        nsfw_checked: guild_id.is_none(),
    }
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

//! The payload of `INTERACTION_CREATE`.

use serde_json::{Value, json};

use serenity::model::id::{GuildId, UserId};

use crate::discord::{
    dispatch::Scope,
    interaction::InteractionRecord,
    world::{Kind, World},
};
use crate::json::put;
use crate::timestamp::iso;

const ATTACHMENT_SIZE_LIMIT: u64 = 10 * 1024 * 1024;

/// Returns what a user or the guild has bought of the application and is still entitled to.
fn entitlements(world: &World, user: UserId, guild: Option<GuildId>) -> Vec<Value> {
    let now = iso(world.now());
    let all = world.guilds.get(&world.home).map(|home| home.belongings.all(Kind::Entitlement));
    let owned = |entitlement: &Value| match entitlement["guild_id"].as_str() {
        Some(bought_for) => guild.is_some_and(|guild| guild.to_string() == bought_for),
        None => entitlement["user_id"] == json!(user),
    };
    let lasts = |entitlement: &Value| entitlement["ends_at"].as_str().is_none_or(|end| end > now.as_str());
    all.unwrap_or_default().into_iter().filter(|one| owned(one) && lasts(one)).collect()
}

/// Sends an interaction with this data, over the gateway or to the interactions endpoint.
pub(crate) fn event(world: &mut World, interaction: &InteractionRecord, data: &Value) {
    let (channel, user) = (interaction.channel, interaction.user);
    let mut event = json!({
        "id": interaction.id,
        "application_id": world.application(),
        "type": interaction.trigger.kind(),
        "token": interaction.token,
        "version": 1,
        "data": data,
        "channel_id": channel,
        "channel": world.channel_json(channel),
        "authorizing_integration_owners": interaction.owners(),
        "app_permissions": world.bot_permissions_in(channel).bits().to_string(),
        "locale": interaction.locale,
        "entitlements": entitlements(world, user, interaction.guild),
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    });
    if let Some(guild) = interaction.guild {
        let mut member = world.member_json(guild, user).unwrap_or_default();
        put(&mut member, "permissions", json!(world.permissions_in(channel, user).bits().to_string()));
        put(&mut event, "member", member);
        put(&mut event, "guild_id", json!(guild));
        let locale = world.guilds.get(&guild).map(|guild| guild.locale.clone()).unwrap_or_default();
        put(&mut event, "guild", json!({"id": guild, "locale": locale, "features": []}));
        put(&mut event, "guild_locale", json!(locale));
        put(&mut event, "context", json!(0));
    } else {
        put(&mut event, "user", world.user_json(user));
        put(&mut event, "context", json!(1));
    }
    if let Some(message) = interaction.trigger.message().and_then(|id| world.messages.get(&id)) {
        let message = world.message_json(message);
        put(&mut event, "message", message);
    }
    if world.endpoint.is_used() {
        world.endpoint.send(&event);
        return;
    }
    let scope = match interaction.guild {
        Some(guild) => Scope::guild(guild),
        None => Scope::channel(None, channel),
    };
    world.emit("INTERACTION_CREATE", scope, &event);
}

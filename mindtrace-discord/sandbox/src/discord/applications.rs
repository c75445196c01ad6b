//! What applications are to a guild: integrations, webhooks, purchases, who may use which command. And everything else.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::{
    Timestamp,
    id::{ChannelId, EntitlementId, GuildId, IntegrationId, SkuId, WebhookId},
};

use crate::json::put;
use crate::{
    discord::{
        Discord,
        dispatch::Scope,
        world::{Kind, World},
    },
    error::SandboxError,
    location::{Channel, Role},
    member::Member,
};

impl Discord {
    /// Makes a webhook in a channel (`WEBHOOKS_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_webhook(&self, channel: &Channel) -> Result<WebhookId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.snowflake();
            world.keep(Kind::Webhook, id, json!({"id": id.to_string(), "channel_id": channel.id}));
            let event = json!({"guild_id": channel.guild, "channel_id": channel.id});
            world.emit("WEBHOOKS_UPDATE", Scope::guild(channel.guild), &event);
            WebhookId::new(id)
        }))
    }

    /// Connects the first guild with a service (`INTEGRATION_CREATE` and `GUILD_INTEGRATIONS_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_integration(&self, name: &str) -> Result<IntegrationId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.snowflake();
            let json = json!({
                "id": id.to_string(), "guild_id": world.home, "name": name, "type": "twitch", "enabled": true,
                "account": {"id": "1", "name": name}, "user": world.user_json(world.owner),
            });
            world.keep(Kind::Integration, id, json.clone());
            world.tell_integration("INTEGRATION_CREATE", &json);
            IntegrationId::new(id)
        }))
    }

    /// Switches an integration on or off (`INTEGRATION_UPDATE` and `GUILD_INTEGRATIONS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such integration.
    pub async fn switch_integration(&self, id: IntegrationId, on: bool) -> Result<(), SandboxError> {
        let switch = |integration: &mut _| put(integration, "enabled", json!(on));
        let json = self.alter(Kind::Integration, id.get(), "integration", switch)?;
        self.change(|world| world.tell_integration("INTEGRATION_UPDATE", &json));
        Ok(())
    }

    /// Deletes an integration (`INTEGRATION_DELETE` and `GUILD_INTEGRATIONS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such integration.
    pub async fn delete_integration(&self, id: IntegrationId) -> Result<(), SandboxError> {
        self.lose(Kind::Integration, id.get(), "integration")?;
        self.change(|world| {
            let json = json!({"id": id, "guild_id": world.home});
            world.tell_integration("INTEGRATION_DELETE", &json);
        });
        Ok(())
    }

    /// Lets a purchase end now (`ENTITLEMENT_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such purchase.
    pub async fn entitlement_ends(&self, id: EntitlementId) -> Result<(), SandboxError> {
        let end = |entitlement: &mut _| put(entitlement, "ends_at", json!(Timestamp::now()));
        let json = self.alter(Kind::Entitlement, id.get(), "entitlement", end)?;
        self.change(|world| world.emit("ENTITLEMENT_UPDATE", Scope::default(), &json));
        Ok(())
    }

    /// Gives a purchase back (`ENTITLEMENT_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such purchase.
    pub async fn refunds(&self, id: EntitlementId) -> Result<(), SandboxError> {
        let mut json = self.lose(Kind::Entitlement, id.get(), "entitlement")?;
        put(&mut json, "deleted", json!(true));
        self.change(|world| world.emit("ENTITLEMENT_DELETE", Scope::default(), &json));
        Ok(())
    }

    /// Lets a role use a slash command in the first guild, or not (`APPLICATION_COMMAND_PERMISSIONS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if no command of this name is registered.
    pub async fn permits(&self, command: &str, role: &Role, permission: bool) -> Result<(), SandboxError> {
        let told = self.change(|world| {
            let mut commands = world.commands.all.iter();
            let id = commands.find(|known| known.name() == command).map(|known| known.id.to_string())?;
            let event = json!({
                "id": id, "application_id": world.application(), "guild_id": role.guild,
                "permissions": [{"id": role.id, "type": 1, "permission": permission}],
            });
            world.emit("APPLICATION_COMMAND_PERMISSIONS_UPDATE", Scope::guild(role.guild), &event);
            Some(())
        });
        told.ok_or_else(|| SandboxError::Unknown { what: "command", name: command.to_owned() })
    }

    /// Tells the bot anything, as Discord may one day: a dispatch of this name with this content.
    ///
    /// `guild_id` and `channel_id` in it say where it happens, which decides whether the bot may know.
    pub fn dispatches(&self, name: &'static str, data: &Value) {
        let id = |key: &str| data[key].as_str()?.parse::<u64>().ok().filter(|id| *id != 0);
        let (guild, channel) = (id("guild_id").map(GuildId::new), id("channel_id").map(ChannelId::new));
        let scope = match (guild, channel) {
            (guild, Some(channel)) => Scope::channel(guild, channel),
            (Some(guild), None) => Scope::guild(guild),
            (None, None) => Scope::default(),
        };
        self.change(|world| world.emit(name, scope, data));
    }
}

impl Member {
    /// Buys something that the application sells (`ENTITLEMENT_CREATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn buys(&self, sku: SkuId) -> Result<EntitlementId, SandboxError> {
        Ok(self.discord().change(|world| {
            let id = world.snowflake();
            let json = json!({
                "id": id.to_string(), "sku_id": sku, "application_id": world.application(), "user_id": self.id(),
                "type": 8, "deleted": false, "starts_at": Timestamp::now(), "ends_at": null, "consumed": false,
            });
            world.keep(Kind::Entitlement, id, json.clone());
            world.emit("ENTITLEMENT_CREATE", Scope::default(), &json);
            EntitlementId::new(id)
        }))
    }
}

impl World {
    fn tell_integration(&mut self, name: &'static str, json: &Value) {
        self.emit(name, Scope::guild(self.home), json);
        let event = json!({"guild_id": self.home});
        self.emit("GUILD_INTEGRATIONS_UPDATE", Scope::guild(self.home), &event);
    }
}

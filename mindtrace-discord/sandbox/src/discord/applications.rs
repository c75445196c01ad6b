//! Webhooks, integrations, entitlements, command permissions, and dispatches as raw JSON.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, EntitlementId, GuildId, IntegrationId, SkuId, WebhookId};

use crate::json::put;
use crate::timestamp::iso;
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

/// # Webhooks, integrations, entitlements, any event
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use serde_json::json;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// discord.new_webhook(&discord.channel("general")?).await?;
/// let stream = discord.new_integration("tea-stream").await?;
/// discord.toggle_integration(stream, false).await?;
/// discord.delete_integration(stream).await?;
///
/// let bought = discord.member("alice").await?.buys(SkuId::new(77)).await?;
/// discord.entitlement_ends(bought).await?;
/// discord.refunds(bought).await?;
/// discord.dispatches("GUILD_STICKERS_UPDATE", &json!({ "guild_id": discord.guild(), "stickers": [] }));
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Creates a webhook in a channel (`WEBHOOKS_UPDATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_webhook(&self, channel: &Channel) -> Result<WebhookId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.snowflake();
            world.store(Kind::Webhook, id, json!({"id": id.to_string(), "channel_id": channel.id}));
            let event = json!({"guild_id": channel.guild, "channel_id": channel.id});
            world.emit("WEBHOOKS_UPDATE", Scope::guild(channel.guild), &event);
            WebhookId::new(id)
        }))
    }

    /// Adds an integration to the first guild (`INTEGRATION_CREATE` and `GUILD_INTEGRATIONS_UPDATE`).
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
            world.store(Kind::Integration, id, json.clone());
            world.emit_integration("INTEGRATION_CREATE", &json);
            IntegrationId::new(id)
        }))
    }

    /// Enables or disables an integration (`INTEGRATION_UPDATE` and `GUILD_INTEGRATIONS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such integration.
    pub async fn toggle_integration(&self, id: IntegrationId, on: bool) -> Result<(), SandboxError> {
        let toggle = |integration: &mut _| put(integration, "enabled", json!(on));
        let json = self.alter(Kind::Integration, id.get(), "integration", toggle)?;
        self.change(|world| world.emit_integration("INTEGRATION_UPDATE", &json));
        Ok(())
    }

    /// Deletes an integration (`INTEGRATION_DELETE` and `GUILD_INTEGRATIONS_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such integration.
    pub async fn delete_integration(&self, id: IntegrationId) -> Result<(), SandboxError> {
        self.remove(Kind::Integration, id.get(), "integration")?;
        self.change(|world| {
            let json = json!({"id": id, "guild_id": world.home});
            world.emit_integration("INTEGRATION_DELETE", &json);
        });
        Ok(())
    }

    /// Ends an entitlement now (`ENTITLEMENT_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such entitlement.
    pub async fn entitlement_ends(&self, id: EntitlementId) -> Result<(), SandboxError> {
        let now = iso(self.look(World::now));
        let end = |entitlement: &mut _| put(entitlement, "ends_at", json!(now));
        let json = self.alter(Kind::Entitlement, id.get(), "entitlement", end)?;
        self.change(|world| world.emit("ENTITLEMENT_UPDATE", Scope::default(), &json));
        Ok(())
    }

    /// Refunds an entitlement (`ENTITLEMENT_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such entitlement.
    pub async fn refunds(&self, id: EntitlementId) -> Result<(), SandboxError> {
        let mut json = self.remove(Kind::Entitlement, id.get(), "entitlement")?;
        put(&mut json, "deleted", json!(true));
        self.change(|world| world.emit("ENTITLEMENT_DELETE", Scope::default(), &json));
        Ok(())
    }

    /// Allows or denies a role the use of a slash command in the first guild (`APPLICATION_COMMAND_PERMISSIONS_UPDATE`).
    ///
    /// ```
    /// # use mindtrace_discord::prelude::*;
    /// # use mindtrace_discord::sandbox::Sandbox;
    /// /// Answer.
    /// #[command]
    /// async fn ping() -> &'static str {
    ///     "pong"
    /// }
    ///
    /// # fn bot() -> BotBuilder {
    /// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<ping>())
    /// # }
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let sandbox = Sandbox::start(bot()).await?;
    /// let helper = sandbox.role("helper", Permissions::empty()).await?;
    /// sandbox.set_command_permission("ping", &helper, false).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if no command of this name is registered.
    pub async fn set_command_permission(
        &self,
        command: &str,
        role: &Role,
        permission: bool,
    ) -> Result<(), SandboxError> {
        let emitted = self.change(|world| {
            let mut commands = world.commands.all.iter();
            let id = commands.find(|known| known.name() == command).map(|known| known.id.to_string())?;
            let event = json!({
                "id": id, "application_id": world.application(), "guild_id": role.guild,
                "permissions": [{"id": role.id, "type": 1, "permission": permission}],
            });
            world.emit("APPLICATION_COMMAND_PERMISSIONS_UPDATE", Scope::guild(role.guild), &event);
            Some(())
        });
        emitted.ok_or_else(|| SandboxError::Unknown { kind: "command", name: command.to_owned() })
    }

    /// Sends a dispatch with this name and data, for events that no other method sends.
    ///
    /// Its `guild_id` and `channel_id` determine whether the bot may receive it.
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

/// # Buy SKUs
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Sandbox;
/// /// Something for supporters.
/// #[command(entitled(1088510053843210999))]
/// async fn extra() -> &'static str {
///     "Thank you!"
/// }
///
/// # fn bot() -> BotBuilder {
/// #     Bot::builder().registry(mindtrace_discord::Registry::empty().command::<extra>())
/// # }
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let sandbox = Sandbox::start(bot()).await?;
/// let sku = SkuId::new(1088510053843210999);
/// let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
/// alice.buys(sku).await?;
/// assert_eq!(alice.slash("extra").send().await?.content, "Thank you!");
/// alice.buys_for(sandbox.guild(), sku).await?;
/// assert_eq!(bob.slash("extra").send().await?.content, "Thank you!");
/// # Ok(())
/// # }
/// ```
impl Member {
    /// Buys a SKU of the application (`ENTITLEMENT_CREATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn buys(&self, sku: SkuId) -> Result<EntitlementId, SandboxError> {
        Ok(self.purchase(sku, None))
    }

    /// Buys a SKU of the application for a guild, whose members are all entitled to it then (`ENTITLEMENT_CREATE`).
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn buys_for(&self, guild: GuildId, sku: SkuId) -> Result<EntitlementId, SandboxError> {
        Ok(self.purchase(sku, Some(guild)))
    }

    fn purchase(&self, sku: SkuId, guild: Option<GuildId>) -> EntitlementId {
        self.discord().change(|world| {
            let id = world.snowflake();
            let mut json = json!({
                "id": id.to_string(), "sku_id": sku, "application_id": world.application(), "user_id": self.id(),
                "type": 8, "deleted": false, "starts_at": iso(world.now()), "ends_at": null, "consumed": false,
            });
            if let Some(guild) = guild {
                put(&mut json, "guild_id", json!(guild));
            }
            world.store(Kind::Entitlement, id, json.clone());
            world.emit("ENTITLEMENT_CREATE", Scope::default(), &json);
            EntitlementId::new(id)
        })
    }
}

impl World {
    fn emit_integration(&mut self, name: &'static str, json: &Value) {
        self.emit(name, Scope::guild(self.home), json);
        let event = json!({"guild_id": self.home});
        self.emit("GUILD_INTEGRATIONS_UPDATE", Scope::guild(self.home), &event);
    }
}

//! Builds a bot: reads the configuration and checks the program.

use std::collections::HashMap;

use secrecy::ExposeSecret;
use serenity::model::id::GuildId;

use super::{Bot, BotBuilder};
use crate::bot::{BotHandle, Error, intents};
use crate::config::{
    Config, ConfigError, IntentSetting, MOST_GUILD_PREFIXES, api_url, check_guild_prefix, check_prefix,
    check_shards, gateway_url,
};
use crate::problem::Problems;
use crate::registry::Registry;
use crate::validate::{Requirements, check};

/// # Run
impl BotBuilder {
    /// Builds the bot and runs it on Discord until it is stopped.
    ///
    /// # Errors
    ///
    /// Those of [`build`](Self::build) and [`Bot::run`].
    pub async fn run(self) -> Result<(), Error> {
        self.build()?.run().await
    }

    /// Reads the configuration, checks the program, and returns the bot.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<()> {
    /// let bot = Bot::builder().build()?;
    /// println!("{} commands", bot.registry().commands().len());
    /// bot.run().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Config`] for an invalid setting, [`Error::Invalid`] with all problems of the program.
    pub fn build(mut self) -> Result<Bot, Error> {
        let mut config = match self.config.take() {
            Some(config) => config,
            None => Config::from_env()?,
        };
        if let Some(token) = self.token.take() {
            config.token = Some(token);
        }
        if let Some(url) = self.api_url.take() {
            config.api_url = api_url(&url, config.allow_plaintext)?;
        }
        if let Some(url) = self.gateway_url.take() {
            config.gateway_url = gateway_url(&url, config.allow_plaintext)?;
        }
        if let Some(shards) = self.shards {
            config.shards = check_shards(shards, config.redis_url.is_some())?;
        }
        config.sessions = self.sessions.unwrap_or(config.sessions);
        config.compression = self.compression.unwrap_or(config.compression);
        let mut more_prefixes = std::mem::take(&mut self.prefixes);
        if !more_prefixes.is_empty() {
            config.prefix = check_prefix(more_prefixes.remove(0))?;
        }
        let more_prefixes = more_prefixes.into_iter().map(check_prefix).collect::<Result<Vec<_>, _>>()?;
        let guild_prefixes = checked(std::mem::take(&mut self.guild_prefixes))?;
        if let Some(intents) = self.intents {
            config.intents = IntentSetting::Exactly(intents);
        }
        if let Some(cache) = self.cache.take() {
            config.cache = cache;
        }
        if let Some((capacity, overflow)) = self.event_queue {
            (config.event_queue, config.event_overflow) = (capacity.max(1), overflow);
        }
        config.resolve_mode()?;
        config.owners.append(&mut self.owners);
        config.webhook_secrets.extend(std::mem::take(&mut self.webhook_secrets));
        add_webhook_secrets(&mut config, &self.registry);
        config.sync_guild = self.sync_guild.or(config.sync_guild);
        let intents = intents::requested(config.intents, &config.cache, &self.registry);
        let (states, doubled, locales) = (self.states.types(), self.states.doubled(), &self.locales);
        let functions = &self.hooks.state;
        check(&self.registry, Some(&Requirements { states, doubled, functions, intents, locales }))?;
        if self.registry.is_empty() {
            tracing::warn!(
                "this bot has no commands and no handlers; a crate that is never referenced is not linked: \
                 write `use that_crate as _;` to register its commands"
            );
        }
        Ok(Bot {
            registry: self.registry,
            states: self.states,
            config,
            intents,
            locales: self.locales,
            hooks: self.hooks,
            more_prefixes,
            guild_prefixes,
            store: self.store,
            track_edits: self.track_edits,
            version: self.version,
            handle: BotHandle::default(),
        })
    }

    /// Checks the commands and handlers, the states they borrow, and the intents they need. Meant for tests: `bot().validate()?`.
    ///
    /// ```no_run
    /// use mindtrace_discord::prelude::*;
    ///
    /// fn bot() -> BotBuilder {
    ///     Bot::builder().help()
    /// }
    ///
    /// # fn the_bot_is_valid() -> Result<()> {
    /// // In a test:
    /// bot().validate()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// All problems, each with its `file:line`.
    pub fn validate(&self) -> Result<(), Problems> {
        let setting = match (self.intents, &self.config) {
            (Some(intents), _) => IntentSetting::Exactly(intents),
            (None, Some(config)) => config.intents,
            (None, None) => IntentSetting::Auto,
        };
        let cache = self.cache.clone().or_else(|| self.config.as_ref().map(|config| config.cache.clone()));
        let intents = intents::requested(setting, &cache.unwrap_or_default(), &self.registry);
        let (states, doubled, locales) = (self.states.types(), self.states.doubled(), &self.locales);
        let functions = &self.hooks.state;
        check(&self.registry, Some(&Requirements { states, doubled, functions, intents, locales }))
    }
}

/// Adds the secrets of webhooks that the environment has.
fn add_webhook_secrets(config: &mut Config, registry: &Registry) {
    // Anyone can sign with an empty secret.
    config.webhook_secrets.retain(|_, secret| !secret.expose_secret().is_empty());
    for variable in registry.http_events().filter_map(|event| event.secret) {
        config.unknown_variables.retain(|name| name != variable);
    }
    config.unknown_variables.retain(|name| !config.webhook_secrets.contains_key(name));
    for event in registry.http_events() {
        let Some(variable) = event.secret.filter(|variable| !config.webhook_secrets.contains_key(*variable))
        else {
            continue;
        };
        match crate::config::variable(variable) {
            Some(secret) if !secret.is_empty() => {
                config.webhook_secrets.insert(variable.to_owned(), secret.into());
            }
            _ => tracing::warn!(
                event = event.name,
                variable,
                "the webhooks of this event are refused, because the environment variable has no secret"
            ),
        }
    }
}

/// Checks the prefixes of guilds, and returns them by guild.
fn checked(prefixes: Vec<(GuildId, String)>) -> Result<HashMap<GuildId, Vec<String>>, ConfigError> {
    let mut checked: HashMap<GuildId, Vec<String>> = HashMap::new();
    for (guild_id, prefix) in prefixes {
        let prefix = check_guild_prefix(guild_id, prefix)?;
        let prefixes = checked.entry(guild_id).or_default();
        if prefixes.contains(&prefix) {
            continue;
        }
        if prefixes.len() == MOST_GUILD_PREFIXES {
            return Err(ConfigError::TooManyGuildPrefixes { guild_id, most: MOST_GUILD_PREFIXES });
        }
        prefixes.push(prefix);
    }
    Ok(checked)
}

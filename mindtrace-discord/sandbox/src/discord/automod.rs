//! AutoMod rules and the audit log.
#![expect(
    clippy::unused_async,
    reason = "actions are awaited alike, so that one may start to wait without breaking tests"
)]

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, GuildId, RuleId, UserId};

use crate::json::put;
use crate::{
    discord::{
        Discord,
        dispatch::Scope,
        world::{Kind, World},
    },
    error::SandboxError,
};

/// The action of an audit log entry, by Discord's number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AuditAction {
    GuildUpdate = 1,
    ChannelUpdate = 11,
    Kick = 20,
    Ban = 22,
    Unban = 23,
    MemberUpdate = 24,
    RoleUpdate = 31,
    RoleDelete = 32,
    ThreadUpdate = 111,
}

/// The fields of guilds, channels, threads, members and roles whose changes an entry of the audit log lists.
const AUDITED: [&str; 22] = [
    "name",
    "verification_level",
    "explicit_content_filter",
    "default_message_notifications",
    "afk_timeout",
    "preferred_locale",
    "topic",
    "nsfw",
    "rate_limit_per_user",
    "bitrate",
    "user_limit",
    "default_auto_archive_duration",
    "archived",
    "locked",
    "nick",
    "mute",
    "deaf",
    "communication_disabled_until",
    "permissions",
    "color",
    "hoist",
    "mentionable",
];

/// # AutoMod rules
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// let alice = discord.member("alice").await?;
/// let rule = discord.new_automod_rule("Be kind", &["spam"]).await?;
/// assert!(alice.posts("spam").await.is_err());
/// discord.toggle_automod_rule(rule, false).await?;
/// alice.posts("spam").await?;
/// discord.delete_automod_rule(rule).await?;
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Creates an AutoMod rule that blocks messages with one of these words (`AUTO_MODERATION_RULE_CREATE`).
    ///
    /// Each blocked message sends `AUTO_MODERATION_ACTION_EXECUTION`.
    ///
    /// # Errors
    ///
    /// None so far; the result leaves room for limits.
    pub async fn new_automod_rule(&self, name: &str, words: &[&str]) -> Result<RuleId, SandboxError> {
        Ok(self.change(|world| {
            let id = world.snowflake();
            let json = json!({
                "id": id.to_string(), "guild_id": world.home, "name": name, "creator_id": world.owner,
                "event_type": 1, "trigger_type": 1,
                "trigger_metadata": {"keyword_filter": words, "regex_patterns": [], "allow_list": []},
                "actions": [{"type": 1, "metadata": {}}],
                "enabled": true, "exempt_roles": [], "exempt_channels": [],
            });
            world.store(Kind::AutoModRule, id, json.clone());
            world.emit("AUTO_MODERATION_RULE_CREATE", Scope::guild(world.home), &json);
            RuleId::new(id)
        }))
    }

    /// Enables or disables a rule (`AUTO_MODERATION_RULE_UPDATE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such rule.
    pub async fn toggle_automod_rule(&self, id: RuleId, on: bool) -> Result<(), SandboxError> {
        let toggle = |rule: &mut _| put(rule, "enabled", json!(on));
        let json = self.alter(Kind::AutoModRule, id.get(), "rule", toggle)?;
        self.change(|world| world.emit("AUTO_MODERATION_RULE_UPDATE", Scope::guild(world.home), &json));
        Ok(())
    }

    /// Deletes a rule (`AUTO_MODERATION_RULE_DELETE`).
    ///
    /// # Errors
    ///
    /// [`SandboxError::Unknown`] if there is no such rule.
    pub async fn delete_automod_rule(&self, id: RuleId) -> Result<(), SandboxError> {
        let json = self.remove(Kind::AutoModRule, id.get(), "rule")?;
        self.change(|world| world.emit("AUTO_MODERATION_RULE_DELETE", Scope::guild(world.home), &json));
        Ok(())
    }
}

impl World {
    /// Checks a text against the AutoMod rules; if one blocks it, emits the event and returns the forbidden word.
    pub(crate) fn moderate(
        &mut self,
        guild: GuildId,
        channel: ChannelId,
        user: UserId,
        text: &str,
    ) -> Option<String> {
        let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let rules = self.guilds.get(&guild)?.belongings.all(Kind::AutoModRule);
        let (rule, word) = rules.iter().filter(|rule| rule["enabled"] == true).find_map(|rule| {
            let filter = rule["trigger_metadata"]["keyword_filter"].as_array()?;
            let mut forbidden = filter.iter().filter_map(Value::as_str);
            let word = forbidden.find(|word| words.iter().any(|written| *written == word.to_lowercase()))?;
            Some((rule, word.to_owned()))
        })?;
        let event = json!({
            "guild_id": guild, "action": rule["actions"][0], "rule_id": rule["id"], "rule_trigger_type": 1,
            "user_id": user, "channel_id": channel, "content": text, "matched_keyword": word, "matched_content": word,
        });
        self.emit("AUTO_MODERATION_ACTION_EXECUTION", Scope::guild(guild), &event);
        Some(word)
    }

    /// Adds an entry to the audit log of a guild (`GUILD_AUDIT_LOG_ENTRY_CREATE`).
    pub(crate) fn audit(
        &mut self,
        guild: GuildId,
        action: AuditAction,
        by: UserId,
        target: u64,
        reason: Option<&str>,
    ) {
        let event = self.audit_entry(guild, action, by, target, reason);
        self.emit("GUILD_AUDIT_LOG_ENTRY_CREATE", Scope::guild(guild), &event);
    }

    /// Adds an entry for a change by the bot, with the old and the new values; none if nothing changed.
    pub(crate) fn audit_changes(
        &mut self,
        guild: GuildId,
        action: AuditAction,
        target: u64,
        reason: Option<&str>,
        (before, after): (&Value, &Value),
    ) {
        let changes = changes(before, after);
        if changes.is_empty() {
            return;
        }
        let bot = self.bot;
        let mut event = self.audit_entry(guild, action, bot, target, reason);
        put(&mut event, "changes", json!(changes));
        self.emit("GUILD_AUDIT_LOG_ENTRY_CREATE", Scope::guild(guild), &event);
    }

    fn audit_entry(
        &mut self,
        guild: GuildId,
        action: AuditAction,
        by: UserId,
        target: u64,
        reason: Option<&str>,
    ) -> Value {
        let mut event = json!({
            "id": self.snowflake().to_string(), "guild_id": guild, "user_id": by,
            "target_id": target.to_string(), "action_type": action as u8,
        });
        if let Some(reason) = reason {
            put(&mut event, "reason", json!(reason));
        }
        event
    }
}

/// Returns the changes of an entry. As on Discord, an absent value is omitted.
fn changes(before: &Value, after: &Value) -> Vec<Value> {
    let change = |key: &&str| {
        let (old, new) = (before.get(*key), after.get(*key));
        if old == new {
            return None;
        }
        let mut change = json!({"key": *key});
        for (name, value) in [("old_value", old), ("new_value", new)] {
            if let Some(value) = value.filter(|value| !value.is_null()) {
                put(&mut change, name, value.clone());
            }
        }
        Some(change)
    };
    AUDITED.iter().filter_map(change).collect()
}

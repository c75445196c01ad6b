//! Who is really pinged by a message.

use serde_json::Value;
use serenity::model::{
    Permissions,
    id::{MessageId, RoleId, UserId},
};

use crate::discord::{
    api_error::ApiError,
    world::{MessageRecord, World},
};

/// What `allowed_mentions` lets through.
#[derive(Debug, Clone)]
pub(crate) struct AllowedMentions {
    users: Allowed,
    roles: Allowed,
    everyone: bool,
    replied_user: bool,
}

/// Which mentions of one kind are let through.
#[derive(Debug, Clone)]
enum Allowed {
    All,
    Only(Vec<u64>),
}

impl AllowedMentions {
    /// Without the field, an ordinary message pings all it mentions.
    pub(crate) fn all() -> Self {
        Self { users: Allowed::All, roles: Allowed::All, everyone: true, replied_user: true }
    }

    /// Without the field, responses to interactions ping users only.
    pub(crate) fn users_only() -> Self {
        Self { roles: Allowed::Only(Vec::new()), everyone: false, ..Self::all() }
    }

    /// Follow-ups refer to the original response, which pings nobody.
    pub(crate) fn without_reply_ping(&mut self) {
        self.replied_user = false;
    }

    /// Reads the field of a request, with `default` if it is absent.
    pub(crate) fn parse(field: Option<&Value>, default: Self) -> Result<Self, ApiError> {
        let Some(field) = field else { return Ok(default) };
        Ok(Self {
            users: Allowed::parse(field, "users")?,
            roles: Allowed::parse(field, "roles")?,
            everyone: parses(field, "everyone"),
            replied_user: field.get("replied_user").and_then(Value::as_bool).unwrap_or(false),
        })
    }
}

impl Allowed {
    fn parse(field: &Value, kind: &str) -> Result<Self, ApiError> {
        let listed = ids(field.get(kind));
        if !parses(field, kind) {
            return Ok(Self::Only(listed));
        }
        if listed.is_empty() {
            return Ok(Self::All);
        }
        let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
        Err(ApiError::field("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message))
    }

    fn lets(&self, id: u64) -> bool {
        match self {
            Self::All => true,
            Self::Only(listed) => listed.contains(&id),
        }
    }
}

impl World {
    /// Fills in whom a message pings, from its text, its reply and what is allowed.
    pub(crate) fn resolve_mentions(&self, message: &mut MessageRecord, allowed: &AllowedMentions) {
        let powerful =
            self.permissions_in(message.channel, message.author).contains(Permissions::MENTION_EVERYONE);
        let mut mentions: Vec<UserId> = marked(&message.content, &["<@!", "<@"])
            .into_iter()
            .filter(|id| allowed.users.lets(*id))
            .map(UserId::new)
            .filter(|id| self.users.contains_key(id))
            .collect();
        if allowed.replied_user
            && let Some(author) = message.replies_to.and_then(|id| self.author_of(id))
        {
            mentions.push(author);
        }
        mentions.sort_unstable();
        mentions.dedup();
        let guild = message.guild.and_then(|guild| self.guilds.get(&guild));
        message.mention_roles = marked(&message.content, &["<@&"])
            .into_iter()
            .filter(|id| allowed.roles.lets(*id))
            .map(RoleId::new)
            .filter(|id| {
                let role = guild.and_then(|guild| guild.roles.get(id));
                role.is_some_and(|role| role.mentionable || powerful)
            })
            .collect();
        let named = message.content.contains("@everyone") || message.content.contains("@here");
        message.pings_everyone = named && allowed.everyone && powerful && guild.is_some();
        message.mentions = mentions;
    }

    fn author_of(&self, message: MessageId) -> Option<UserId> {
        self.messages.get(&message).map(|message| message.author)
    }
}

/// The ids in marks like `<@1>`; a longer opening is tried before a shorter one it contains.
fn marked(text: &str, openings: &[&str]) -> Vec<u64> {
    text.match_indices('<')
        .filter_map(|(start, _)| {
            let rest = text.get(start..)?;
            let inner = openings.iter().find_map(|opening| rest.strip_prefix(opening))?;
            inner.split_once('>')?.0.parse().ok().filter(|id| *id != 0)
        })
        .collect()
}

/// Whether `parse` names this kind of mention.
fn parses(field: &Value, kind: &str) -> bool {
    let kinds = field.get("parse").and_then(Value::as_array);
    kinds.is_some_and(|kinds| kinds.iter().any(|listed| listed.as_str() == Some(kind)))
}

fn ids(list: Option<&Value>) -> Vec<u64> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|id| id.as_str().and_then(|id| id.parse().ok()).or_else(|| id.as_u64())).collect()
}

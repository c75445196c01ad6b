//! Resolves the users and roles that a message pings.

use serde_json::Value;
use serenity::model::{
    Permissions,
    id::{MessageId, RoleId, UserId},
};

use crate::discord::{
    api_error::{ApiError, FieldError},
    world::{MessageRecord, World},
};

/// The kinds of mentions that `parse` may list.
const KINDS: [&str; 3] = ["everyone", "roles", "users"];
/// The most users or roles that may be listed.
const LISTED: usize = 100;

/// The mentions that may ping, from `allowed_mentions`.
#[derive(Debug, Clone)]
pub(crate) struct AllowedMentions {
    users: Allowed,
    roles: Allowed,
    everyone: bool,
    replied_user: bool,
}

/// The mentions of one kind that may ping.
#[derive(Debug, Clone)]
enum Allowed {
    All,
    Only(Vec<u64>),
}

impl AllowedMentions {
    /// The default for ordinary messages: all mentions ping.
    pub(crate) fn all() -> Self {
        Self { users: Allowed::All, roles: Allowed::All, everyone: true, replied_user: true }
    }

    /// The default for responses to interactions: only users are pinged.
    pub(crate) fn users_only() -> Self {
        Self { roles: Allowed::Only(Vec::new()), everyone: false, ..Self::all() }
    }

    /// Disables the ping of the replied-to author; follow-ups reply to the original response.
    pub(crate) fn without_reply_ping(&mut self) {
        self.replied_user = false;
    }

    /// Parses the field of a request; returns `default` if it is absent.
    pub(crate) fn parse(field: Option<&Value>, default: Self) -> Result<Self, ApiError> {
        let Some(field) = field else { return Ok(default) };
        check(field)?;
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

    fn allows(&self, id: u64) -> bool {
        match self {
            Self::All => true,
            Self::Only(listed) => listed.contains(&id),
        }
    }
}

impl World {
    /// Sets the users and roles that a message pings, from its text, its reply and the allowed mentions.
    pub(crate) fn resolve_mentions(&self, message: &mut MessageRecord, allowed: &AllowedMentions) {
        let may_ping_all =
            self.permissions_in(message.channel, message.author).contains(Permissions::MENTION_EVERYONE);
        let mut mentions: Vec<UserId> = marked(&message.content, &["<@!", "<@"])
            .into_iter()
            .filter(|id| allowed.users.allows(*id))
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
            .filter(|id| allowed.roles.allows(*id))
            .map(RoleId::new)
            .filter(|id| {
                let role = guild.and_then(|guild| guild.roles.get(id));
                role.is_some_and(|role| role.mentionable || may_ping_all)
            })
            .collect();
        let named = message.content.contains("@everyone") || message.content.contains("@here");
        message.pings_everyone = named && allowed.everyone && may_ping_all && guild.is_some();
        message.mentions = mentions;
    }

    fn author_of(&self, message: MessageId) -> Option<UserId> {
        self.messages.get(&message).map(|message| message.author)
    }
}

/// Returns the ids in mentions such as `<@1>`; in `openings`, a longer one precedes a shorter one that it contains.
fn marked(text: &str, openings: &[&str]) -> Vec<u64> {
    text.match_indices('<')
        .filter_map(|(start, _)| {
            let rest = text.get(start..)?;
            let inner = openings.iter().find_map(|opening| rest.strip_prefix(opening))?;
            inner.split_once('>')?.0.parse().ok().filter(|id| *id != 0)
        })
        .collect()
}

/// Checks the kinds in `parse`, and the number of listed users and roles.
fn check(field: &Value) -> Result<(), ApiError> {
    let mut errors = Vec::new();
    let kinds = field.get("parse").and_then(Value::as_array).into_iter().flatten();
    for (index, kind) in kinds.enumerate() {
        if !kind.as_str().is_some_and(|kind| KINDS.contains(&kind)) {
            let message = "Value must be one of {'everyone', 'roles', 'users'}.";
            let path = format!("allowed_mentions.parse.{index}");
            errors.push(FieldError::new(path, "BASE_TYPE_CHOICES", message));
        }
    }
    for list in ["users", "roles"] {
        if field.get(list).and_then(Value::as_array).is_some_and(|ids| ids.len() > LISTED) {
            let message = format!("Must be {LISTED} or fewer in length.");
            errors.push(FieldError::new(format!("allowed_mentions.{list}"), "BASE_TYPE_MAX_LENGTH", message));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(errors)) }
}

/// Returns whether `parse` lists this kind of mention.
fn parses(field: &Value, kind: &str) -> bool {
    let kinds = field.get("parse").and_then(Value::as_array);
    kinds.is_some_and(|kinds| kinds.iter().any(|listed| listed.as_str() == Some(kind)))
}

fn ids(list: Option<&Value>) -> Vec<u64> {
    let list = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|id| id.as_str().and_then(|id| id.parse().ok()).or_else(|| id.as_u64())).collect()
}

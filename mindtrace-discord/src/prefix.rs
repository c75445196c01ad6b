//! The prefix surface: commands in messages.

pub(crate) mod edits;

pub(crate) use self::edits::Edits;

use std::sync::Arc;
use std::time::Instant;

use memchr::memmem;
use serde::Deserialize;
use serenity::model::Timestamp;
use serenity::model::application::CommandDataResolved;
use serenity::model::channel::{Attachment, Message, MessageType};
use serenity::model::id::{ChannelId, GuildId, MessageId, RoleId, UserId, WebhookId};
use serenity::model::user::User;

use crate::caller::{Caller, Location};
use crate::command::CommandKind;
use crate::discord::MessageTarget;
use crate::dispatch::{Input, Invocation};
use crate::reference::Reference;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// The part of a message that a call is made of.
#[derive(Deserialize)]
pub(crate) struct CallMessage {
    pub(crate) id: MessageId,
    channel_id: ChannelId,
    guild_id: Option<GuildId>,
    author: User,
    member: Option<CallMember>,
    content: String,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(rename = "type")]
    kind: MessageType,
    webhook_id: Option<WebhookId>,
    edited_timestamp: Option<Timestamp>,
}

#[derive(Deserialize)]
struct CallMember {
    roles: Vec<RoleId>,
}

impl From<&Message> for CallMessage {
    fn from(message: &Message) -> Self {
        Self {
            id: message.id,
            channel_id: message.channel_id,
            guild_id: message.guild_id,
            author: message.author.clone(),
            member: message.member.as_ref().map(|member| CallMember { roles: member.roles.clone() }),
            content: message.content.clone(),
            attachments: message.attachments.clone(),
            kind: message.kind,
            webhook_id: message.webhook_id,
            edited_timestamp: message.edited_timestamp,
        }
    }
}

/// Whether the JSON of a message may be a call. Searches for the text instead of parsing the message, and does not allocate.
///
/// A message in a message, such as the one that is replied to, has a text too; then a message that is no call is parsed in vain.
pub(crate) fn may_be_call(runtime: &Runtime, data: &str) -> bool {
    const KEY: &[u8] = b"\"content\":";
    let may_begin = |text: &str| match text.strip_prefix('"') {
        // Other programs than Discord may write white space here, or escape what needs no escape.
        None => !text.starts_with("null"),
        Some(text) => text.starts_with(['\\', '<']) || runtime.settings.prefixes.begins_one(text),
    };
    let mut texts =
        memmem::find_iter(data.as_bytes(), KEY).map(|at| data.get(at + KEY.len()..).unwrap_or_default());
    match texts.next() {
        Some(first) => may_begin(first) || texts.any(may_begin),
        None => true,
    }
}

/// Returns whether a message begins as a call does, so that other messages are not copied. Does not allocate.
pub(crate) fn begins_call(runtime: &Runtime, message: &Message) -> bool {
    let prefix = runtime.settings.prefixes.used(message.guild_id, &message.content);
    called(&message.content, prefix.as_deref(), runtime.identity.id).is_some()
}

/// Returns the invocation of a message that is a call.
pub(crate) fn invocation(runtime: &Arc<Runtime>, message: CallMessage) -> Option<Box<Invocation>> {
    let me = runtime.identity.id;
    if message.author.id == me || message.author.bot || message.author.system || message.webhook_id.is_some()
    {
        return None;
    }
    // Pins, joins and boosts are messages too.
    if !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
        return None;
    }
    let prefix = runtime.settings.prefixes.used(message.guild_id, &message.content);
    let called = called(&message.content, prefix.as_deref(), me)?;
    // In direct messages and after a mention no other bot can be meant.
    let addressed = called.by_mention || message.guild_id.is_none();
    let author = message.author.id;
    Some(Box::new(Invocation {
        reference: Reference::next(),
        surface: Surface::Prefix,
        kind: CommandKind::Chat,
        name: called.name.to_owned(),
        input: Input::Text(called.rest.to_owned()),
        caller: Caller {
            user: Arc::new(message.author),
            roles: message.member.map(|member| member.roles.into()),
            permissions: None,
            token: None,
        },
        location: Location {
            guild_id: message.guild_id,
            channel_id: Some(message.channel_id),
            message_id: Some(message.id),
            bot_permissions: None,
            caller_is_present: true,
            nsfw_checked: false,
        },
        attachments: message.attachments.iter().map(|file| file.id).collect(),
        resolved: resolved(message.attachments),
        locale: None,
        responder: runtime.directory.api().message_responder(MessageTarget {
            channel_id: message.channel_id,
            reply_to: Some((message.id, author)),
            public: message.guild_id.is_some(),
            addressed,
        }),
        interaction: None,
        prefix: prefix.filter(|_| !called.by_mention),
        paid_for: None,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    }))
}

/// Returns the objects that a message's arguments may refer to: its files.
fn resolved(attachments: Vec<Attachment>) -> CommandDataResolved {
    let mut resolved = CommandDataResolved::default();
    resolved.attachments = attachments.into_iter().map(|file| (file.id, file)).collect();
    resolved
}

/// A text split into a command's name and the rest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Called<'a> {
    pub(crate) name: &'a str,
    pub(crate) rest: &'a str,
    pub(crate) by_mention: bool,
}

/// Splits a text into the command's name and the rest, if it starts with a mention of the bot or with `prefix`, which is the one of
/// [`used`](crate::runtime::settings::prefixes::Prefixes::used).
pub(crate) fn called<'a>(content: &'a str, prefix: Option<&str>, me: UserId) -> Option<Called<'a>> {
    // Even if a prefix is the beginning of a mention, such as `<`, mentions work.
    let (text, by_mention) = match after_mention(content, me) {
        Some(text) => (text.trim_start(), true),
        None => (content.strip_prefix(prefix?)?, false),
    };
    // No name contains a backtick, and a block of code may follow without a space.
    let end = text.find(|c: char| c.is_whitespace() || c == '`').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    (!name.is_empty()).then_some(Called { name, rest, by_mention })
}

fn after_mention(content: &str, me: UserId) -> Option<&str> {
    let id = content.strip_prefix("<@")?;
    let id = id.strip_prefix('!').unwrap_or(id);
    let (id, rest) = id.split_once('>')?;
    (id.parse() == Ok(me.get())).then_some(rest)
}

#[cfg(test)]
mod tests {
    use serenity::model::id::UserId;

    use super::{Called, called};

    #[test]
    fn called_finds_prefix_and_mention() {
        let call = |name, rest, by_mention| Some(Called { name, rest, by_mention });
        let cases = [
            ("!hello world", call("hello", " world", false)),
            ("!hello", call("hello", "", false)),
            ("!hello\nworld", call("hello", "\nworld", false)),
            ("!run```rs\n1```", call("run", "```rs\n1```", false)),
            ("!run`1`", call("run", "`1`", false)),
            ("!`1`", None),
            ("<@7> hello you", call("hello", " you", true)),
            ("<@!7>hello", call("hello", "", true)),
            ("<@8> hello", None),
            ("<@7>", None),
            ("<@&7> hello", None),
            ("! hello", None),
            ("!", None),
            ("hello", None),
            ("", None),
        ];
        for (content, expected) in cases {
            assert_eq!(called(content, Some("!"), UserId::new(7)), expected, "{content:?}");
        }
    }

    #[test]
    fn a_mention_works_beside_a_prefix_that_it_begins_with() {
        for prefix in ["<", "<@", "<@7>"] {
            let found = called("<@7> hello", Some(prefix), UserId::new(7));
            assert_eq!(found, Some(Called { name: "hello", rest: "", by_mention: true }), "{prefix}");
        }
        let other = called("<hello", Some("<"), UserId::new(7));
        assert_eq!(other, Some(Called { name: "hello", rest: "", by_mention: false }));
    }
}

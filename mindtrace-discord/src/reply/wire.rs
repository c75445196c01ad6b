//! Renders replies as Discord's JSON, without a tree of values in between.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serenity::model::id::{ChannelId, MessageId, RoleId, StickerId, UserId};

use super::{Embed, File, Forward, Mentions, Poll, Reply, Visibility};
use crate::component::{IS_LAYOUT, Signer};
use crate::random;

/// Discord's message flag `EPHEMERAL`.
const EPHEMERAL: u64 = 1 << 6;

/// Discord's message flag `SUPPRESS_EMBEDS`.
const SUPPRESS_EMBEDS: u64 = 1 << 2;

/// Discord's message flag `SUPPRESS_NOTIFICATIONS`.
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

/// Discord's type `FORWARD` of a message reference.
const FORWARD: u8 = 1;

/// Discord's types of a first response to an interaction.
mod callback {
    pub(super) const MESSAGE: u8 = 4;
    pub(super) const DEFERRED_MESSAGE: u8 = 5;
    pub(super) const DEFERRED_UPDATE: u8 = 6;
    pub(super) const UPDATE: u8 = 7;
    pub(super) const SUGGESTIONS: u8 = 8;
    pub(super) const MODAL: u8 = 9;
}

/// A message as Discord's routes take it.
#[derive(Serialize)]
#[allow(clippy::option_option, reason = "in JSON a field is missing, null or a value")]
pub(crate) struct Body<'a> {
    // A forward has no field of its own, not even an empty one. An edit without components removes them with an empty list.
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<Value>>,
    // A message with a layout may not contain the fields for text and embeds, not even empty ones; an edit removes them with `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embeds: Option<Option<&'a [Embed]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<Attachments<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sticker_ids: Option<&'a [StickerId]>,
    #[serde(skip_serializing_if = "is_zero")]
    flags: u64,
    allowed_mentions: AllowedMentions<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    enforce_nonce: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference>,
}

/// The first response to an interaction.
#[derive(Serialize)]
pub(crate) struct Response<T> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
}

/// The data of a deferral.
#[derive(Serialize)]
pub(crate) struct Flags {
    flags: u64,
}

#[derive(Serialize)]
struct AllowedMentions<'a> {
    parse: &'static [&'static str],
    users: &'a [UserId],
    roles: &'a [RoleId],
    replied_user: bool,
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_id: Option<ChannelId>,
    message_id: MessageId,
    fail_if_not_exists: bool,
}

/// Renders a message that replies to `reply_to` if that message still exists.
pub(crate) fn message<'a>(reply: &'a Reply, reply_to: Option<MessageId>, signer: &Signer) -> Body<'a> {
    let body = body(reply, signer);
    let has_fields = reply.forward.is_none();
    Body {
        components: body.components.filter(|components| has_fields && !components.is_empty()),
        content: body.content.filter(|_| has_fields),
        embeds: body.embeds.filter(|_| has_fields),
        sticker_ids: (!reply.stickers.is_empty()).then_some(reply.stickers.as_slice()),
        // Without a permission of the reply, only the author of the message it replies to is pinged.
        allowed_mentions: allowed(&reply.mentions, reply_to.is_some()),
        // Discord creates one message for a nonce, so a request whose response was lost can be repeated.
        nonce: Some(random::name()),
        enforce_nonce: true,
        message_reference: reference(reply, reply_to),
        ..body
    }
}

/// Renders the message that is forwarded, or else the message that is replied to.
fn reference(reply: &Reply, reply_to: Option<MessageId>) -> Option<Reference> {
    match (reply.forward, reply_to) {
        (Some(Forward { channel_id, message_id }), _) => Some(Reference {
            kind: Some(FORWARD),
            channel_id: Some(channel_id),
            message_id,
            fail_if_not_exists: true,
        }),
        (None, Some(message_id)) => {
            Some(Reference { kind: None, channel_id: None, message_id, fail_if_not_exists: false })
        }
        (None, None) => None,
    }
}

/// Renders the body of an interaction's answer or follow-up.
pub(crate) fn interaction<'a>(reply: &'a Reply, signer: &Signer) -> Body<'a> {
    let body = body(reply, signer);
    Body {
        components: body.components.filter(|components| !components.is_empty()),
        flags: body.flags | if reply.ephemeral { EPHEMERAL } else { 0 },
        ..body
    }
}

/// Renders the body of an edit; parts that are not repeated are removed.
pub(crate) fn edit<'a>(reply: &'a Reply, signer: &Signer) -> Body<'a> {
    let body = body(reply, signer);
    Body {
        // Discord keeps the files that an edit does not name.
        attachments: Some(Attachments(&reply.files)),
        // Notifications were sent with the message.
        flags: body.flags & !SUPPRESS_NOTIFICATIONS,
        content: body.content.or(Some(None)),
        embeds: body.embeds.or(Some(None)),
        ..body
    }
}

/// Renders an interaction's first response.
pub(crate) fn response<'a>(reply: &'a Reply, signer: &Signer) -> Response<Body<'a>> {
    Response { kind: callback::MESSAGE, data: Some(interaction(reply, signer)) }
}

/// Renders a component's first response that replaces its message.
pub(crate) fn update<'a>(reply: &'a Reply, signer: &Signer) -> Response<Body<'a>> {
    Response { kind: callback::UPDATE, data: Some(edit(reply, signer)) }
}

/// Renders a component's first response that replaces the components of its message.
pub(crate) fn components(components: &Value) -> Response<impl Serialize> {
    #[derive(Serialize)]
    struct Components<'a> {
        components: &'a Value,
    }
    Response { kind: callback::UPDATE, data: Some(Components { components }) }
}

/// Renders a modal as the first response.
pub(crate) fn modal(modal: &Value) -> Response<&Value> {
    Response { kind: callback::MODAL, data: Some(modal) }
}

/// Renders the suggestions for an option that is being typed.
pub(crate) fn suggestions(choices: &Value) -> Response<impl Serialize> {
    #[derive(Serialize)]
    struct Suggestions<'a> {
        choices: &'a Value,
    }
    Response { kind: callback::SUGGESTIONS, data: Some(Suggestions { choices }) }
}

/// Renders the acknowledgement of a click, which does not change the message.
pub(crate) fn acknowledgement() -> Response<Flags> {
    Response { kind: callback::DEFERRED_UPDATE, data: None }
}

/// Renders a deferral, which Discord shows as "thinking…".
pub(crate) fn deferral(visibility: Visibility) -> Response<Flags> {
    let flags = if visibility == Visibility::Private { EPHEMERAL } else { 0 };
    Response { kind: callback::DEFERRED_MESSAGE, data: Some(Flags { flags }) }
}

fn body<'a>(reply: &'a Reply, signer: &Signer) -> Body<'a> {
    let mut components: Vec<Value> = reply.layout.iter().map(|block| block.to_json(signer)).collect();
    components.extend(reply.rows.iter().map(|row| row.to_json(signer)));
    let has_layout = !reply.layout.is_empty();
    let flag = |is_set: bool, flag: u64| if is_set { flag } else { 0 };
    Body {
        components: Some(components),
        content: (!has_layout).then_some(Some(reply.content.as_str())),
        embeds: (!has_layout).then_some(Some(reply.embeds.as_slice())),
        attachments: (!reply.files.is_empty()).then_some(Attachments(&reply.files)),
        poll: reply.poll.as_ref().map(Poll::to_json),
        sticker_ids: None,
        flags: flag(has_layout, IS_LAYOUT)
            | flag(reply.suppress_embeds, SUPPRESS_EMBEDS)
            | flag(reply.silent, SUPPRESS_NOTIFICATIONS),
        allowed_mentions: allowed(&reply.mentions, false),
        nonce: None,
        enforce_nonce: false,
        message_reference: None,
    }
}

fn allowed(mentions: &Mentions, replied_user: bool) -> AllowedMentions<'_> {
    AllowedMentions {
        parse: if mentions.everyone { &["everyone"] } else { &[] },
        users: &mentions.users,
        roles: &mentions.roles,
        replied_user,
    }
}

/// The files of a message, by their position in the request.
struct Attachments<'a>(&'a [File]);

impl Serialize for Attachments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Attachment<'a> {
            // Discord takes numbers as well, but describes a snowflake, which is a text.
            id: String,
            filename: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            description: Option<&'a str>,
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for (id, file) in self.0.iter().enumerate() {
            let description = file.description.as_deref();
            list.serialize_element(&Attachment { id: id.to_string(), filename: &file.name, description })?;
        }
        list.end()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests;

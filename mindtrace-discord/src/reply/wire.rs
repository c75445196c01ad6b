//! Renders replies as Discord's JSON, without a tree of values in between.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use serde_json::Value;
use serenity::model::id::{MessageId, RoleId, UserId};

use super::{Embed, File, Mentions, Poll, Reply, Visibility};
use crate::component::{IS_LAYOUT, Signer};
use crate::random;

/// Discord's message flag `EPHEMERAL`.
const EPHEMERAL: u64 = 1 << 6;

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
    components: Vec<Value>,
    // A message with a layout may not contain the fields for text and embeds, not even empty ones; an edit removes them with `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embeds: Option<Option<&'a [Embed]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<Attachments<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<Value>,
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
    message_id: MessageId,
    fail_if_not_exists: bool,
}

/// Renders a message that replies to `reply_to` if that message still exists.
pub(crate) fn message<'a>(reply: &'a Reply, reply_to: Option<MessageId>, signer: &Signer) -> Body<'a> {
    Body {
        // Without a permission of the reply, only the author of the message it replies to is pinged.
        allowed_mentions: allowed(&reply.mentions, reply_to.is_some()),
        // Discord creates one message for a nonce, so a request whose response was lost can be repeated.
        nonce: Some(random::name()),
        enforce_nonce: true,
        message_reference: reply_to.map(|message_id| Reference { message_id, fail_if_not_exists: false }),
        ..body(reply, signer)
    }
}

/// Renders the body of an interaction's answer or follow-up.
pub(crate) fn interaction<'a>(reply: &'a Reply, signer: &Signer) -> Body<'a> {
    let body = body(reply, signer);
    Body { flags: body.flags | if reply.ephemeral { EPHEMERAL } else { 0 }, ..body }
}

/// Renders the body of an edit; parts that are not repeated are removed.
pub(crate) fn edit<'a>(reply: &'a Reply, signer: &Signer) -> Body<'a> {
    let body = body(reply, signer);
    Body {
        // Discord keeps the files that an edit does not name.
        attachments: Some(Attachments(&reply.files)),
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
    Body {
        components,
        content: (!has_layout).then_some(Some(reply.content.as_str())),
        embeds: (!has_layout).then_some(Some(reply.embeds.as_slice())),
        attachments: (!reply.files.is_empty()).then_some(Attachments(&reply.files)),
        poll: reply.poll.as_ref().map(Poll::to_json),
        flags: if has_layout { IS_LAYOUT } else { 0 },
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
            id: usize,
            filename: &'a str,
            description: Option<&'a str>,
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for (id, file) in self.0.iter().enumerate() {
            let description = file.description.as_deref();
            list.serialize_element(&Attachment { id, filename: &file.name, description })?;
        }
        list.end()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::model::id::MessageId;

    use super::{Reply, Signer, interaction, message};

    fn json(body: &impl serde::Serialize) -> Value {
        serde_json::to_value(body).unwrap()
    }

    #[test]
    fn a_reply_pings_only_the_author_it_replies_to() {
        let reply = Reply::new("@everyone <@5>");
        let body = json(&message(
            &reply,
            Some(MessageId::new(9)),
            &Signer::new("t", crate::clock::Clock::default()),
        ));
        assert_eq!(
            body["allowed_mentions"],
            json!({ "parse": [], "users": [], "roles": [], "replied_user": true })
        );
        assert_eq!(body["message_reference"]["message_id"], "9");
    }

    #[test]
    fn an_ephemeral_reply_carries_the_flag() {
        let signer = Signer::new("t", crate::clock::Clock::default());
        assert_eq!(json(&interaction(&Reply::new("x").ephemeral(), &signer))["flags"], 64);
        assert!(json(&interaction(&Reply::new("x"), &signer)).get("flags").is_none());
    }
}

//! Renders replies as Discord's JSON. serenity's routes accept any body, so no builder is used.

use serde_json::{Map, Value, json};
use serenity::model::id::MessageId;

use super::{Mentions, Reply, Visibility};
use crate::component::{IS_LAYOUT, Signer};
use crate::random;

/// Discord's message flag `EPHEMERAL`.
const EPHEMERAL: u64 = 1 << 6;

/// Renders a message that replies to `reply_to` if that message still exists.
pub(crate) fn message(reply: &Reply, reply_to: Option<MessageId>, signer: &Signer) -> Value {
    let mut body = body(reply, signer);
    set_flags(&mut body, layout_flag(reply));
    // Without a permission of the reply, only the author of the message it replies to is pinged.
    body.insert("allowed_mentions".to_owned(), allowed(&reply.mentions, reply_to.is_some()));
    // Discord creates one message for a nonce, so a request whose response was lost can be repeated.
    body.insert("nonce".to_owned(), random::name().into());
    body.insert("enforce_nonce".to_owned(), true.into());
    if let Some(id) = reply_to {
        let reference = json!({ "message_id": id.to_string(), "fail_if_not_exists": false });
        body.insert("message_reference".to_owned(), reference);
    }
    Value::Object(body)
}

/// Renders the body of an interaction's answer or follow-up.
pub(crate) fn interaction(reply: &Reply, signer: &Signer) -> Value {
    let mut body = body(reply, signer);
    body.insert("allowed_mentions".to_owned(), allowed(&reply.mentions, false));
    set_flags(&mut body, layout_flag(reply) | if reply.ephemeral { EPHEMERAL } else { 0 });
    Value::Object(body)
}

/// Renders an interaction's first response: callback type 4.
pub(crate) fn response(reply: &Reply, signer: &Signer) -> Value {
    json!({ "type": 4, "data": interaction(reply, signer) })
}

/// Renders a component's first response that replaces its message: callback type 7.
pub(crate) fn update(reply: &Reply, signer: &Signer) -> Value {
    json!({ "type": 7, "data": edit(reply, signer) })
}

/// Renders a modal as the first response: callback type 9.
pub(crate) fn modal(modal: &Value) -> Value {
    json!({ "type": 9, "data": modal })
}

/// Renders the acknowledgement of a click, which does not change the message: callback type 6.
pub(crate) fn acknowledgement() -> Value {
    json!({ "type": 6 })
}

/// Renders a deferral, which Discord shows as "thinking…": callback type 5.
pub(crate) fn deferral(visibility: Visibility) -> Value {
    let flags = if visibility == Visibility::Private { EPHEMERAL } else { 0 };
    json!({ "type": 5, "data": { "flags": flags } })
}

/// Renders the body of an edit; parts that are not repeated are removed.
pub(crate) fn edit(reply: &Reply, signer: &Signer) -> Value {
    let mut body = body(reply, signer);
    // Discord keeps the files that an edit does not name.
    body.entry("attachments").or_insert_with(|| json!([]));
    set_flags(&mut body, layout_flag(reply));
    body.insert("allowed_mentions".to_owned(), allowed(&reply.mentions, false));
    Value::Object(body)
}

fn body(reply: &Reply, signer: &Signer) -> Map<String, Value> {
    let mut body = Map::new();
    let mut components: Vec<Value> = reply.layout.iter().map(|block| block.to_json(signer)).collect();
    components.extend(reply.rows.iter().map(|row| row.to_json(signer)));
    body.insert("components".to_owned(), json!(components));
    // A message with a layout may not contain the fields for text and embeds, not even empty ones.
    if reply.layout.is_empty() {
        body.insert("content".to_owned(), json!(reply.content));
        body.insert("embeds".to_owned(), json!(reply.embeds));
    }
    if !reply.files.is_empty() {
        let files =
            reply.files.iter().enumerate().map(
                |(id, file)| json!({ "id": id, "filename": file.name, "description": file.description }),
            );
        body.insert("attachments".to_owned(), files.collect());
    }
    if let Some(poll) = &reply.poll {
        body.insert("poll".to_owned(), poll.to_json());
    }
    body
}

fn layout_flag(reply: &Reply) -> u64 {
    if reply.layout.is_empty() { 0 } else { IS_LAYOUT }
}

fn set_flags(body: &mut Map<String, Value>, flags: u64) {
    if flags != 0 {
        body.insert("flags".to_owned(), json!(flags));
    }
}

fn allowed(mentions: &Mentions, replied_user: bool) -> Value {
    let parse: &[&str] = if mentions.everyone { &["everyone"] } else { &[] };
    json!({
        "parse": parse,
        "users": mentions.users.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "roles": mentions.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "replied_user": replied_user,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serenity::model::id::MessageId;

    use super::{Reply, Signer, interaction, message};

    #[test]
    fn a_reply_pings_only_the_author_it_replies_to() {
        let body = message(&Reply::new("@everyone <@5>"), Some(MessageId::new(9)), &Signer::new("t"));
        assert_eq!(
            body["allowed_mentions"],
            json!({ "parse": [], "users": [], "roles": [], "replied_user": true })
        );
        assert_eq!(body["message_reference"]["message_id"], "9");
    }

    #[test]
    fn an_ephemeral_reply_carries_the_flag() {
        let signer = Signer::new("t");
        assert_eq!(interaction(&Reply::new("x").ephemeral(), &signer)["flags"], 64);
        assert!(interaction(&Reply::new("x"), &signer).get("flags").is_none());
    }
}

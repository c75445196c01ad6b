//! Replies as the JSON that Discord takes. serenity's routes accept any body, so no builder stands between.

use serde_json::{Map, Value, json};
use serenity::model::id::MessageId;

use super::{Mentions, Reply, Visibility};

/// Discord's flag for a message that only the caller sees.
const EPHEMERAL: u64 = 1 << 6;

/// A message, replying to `reply_to` if that still exists.
pub(crate) fn message(reply: &Reply, reply_to: Option<MessageId>) -> Value {
    let mut body = body(reply);
    // The author replied to is the one person a reply may ping by itself.
    body.insert("allowed_mentions".to_owned(), allowed(&reply.mentions, reply_to.is_some()));
    if let Some(id) = reply_to {
        let reference = json!({ "message_id": id.to_string(), "fail_if_not_exists": false });
        body.insert("message_reference".to_owned(), reference);
    }
    Value::Object(body)
}

/// The body of an interaction's answer or follow-up.
pub(crate) fn interaction(reply: &Reply) -> Value {
    let mut body = body(reply);
    body.insert("allowed_mentions".to_owned(), allowed(&reply.mentions, false));
    if reply.ephemeral {
        body.insert("flags".to_owned(), json!(EPHEMERAL));
    }
    Value::Object(body)
}

/// An interaction's first response: callback type 4.
pub(crate) fn response(reply: &Reply) -> Value {
    json!({ "type": 4, "data": interaction(reply) })
}

/// "Thinking …": callback type 5.
pub(crate) fn deferral(visibility: Visibility) -> Value {
    let flags = if visibility == Visibility::Private { EPHEMERAL } else { 0 };
    json!({ "type": 5, "data": { "flags": flags } })
}

/// The body of an edit; what is not repeated is removed.
pub(crate) fn edit(reply: &Reply) -> Value {
    let mut body = body(reply);
    body.insert("allowed_mentions".to_owned(), allowed(&reply.mentions, false));
    Value::Object(body)
}

fn body(reply: &Reply) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("content".to_owned(), json!(reply.content));
    body.insert("embeds".to_owned(), json!(reply.embeds));
    body
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

    use super::{Reply, interaction, message};

    #[test]
    fn a_reply_pings_nobody_but_the_author_it_replies_to() {
        let body = message(&Reply::new("@everyone <@5>"), Some(MessageId::new(9)));
        assert_eq!(
            body["allowed_mentions"],
            json!({ "parse": [], "users": [], "roles": [], "replied_user": true })
        );
        assert_eq!(body["message_reference"]["message_id"], "9");
    }

    #[test]
    fn an_ephemeral_reply_carries_the_flag() {
        assert_eq!(interaction(&Reply::new("x").ephemeral())["flags"], 64);
        assert!(interaction(&Reply::new("x")).get("flags").is_none());
    }
}

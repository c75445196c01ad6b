use serde_json::{Value, json};
use serenity::model::id::{ChannelId, MessageId};

use super::{Reply, Signer, edit, interaction, message};

fn json(body: &impl serde::Serialize) -> Value {
    serde_json::to_value(body).unwrap()
}

#[test]
fn a_reply_pings_only_the_author_it_replies_to() {
    let reply = Reply::new("@everyone <@5>");
    let body =
        json(&message(&reply, Some(MessageId::new(9)), &Signer::new("t", crate::clock::Clock::default())));
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
#[test]
fn a_forward_has_only_its_reference() {
    let signer = Signer::new("t", crate::clock::Clock::default());
    let forward = Reply::forward(ChannelId::new(5), MessageId::new(6));
    let body = json(&message(&forward, Some(MessageId::new(9)), &signer));
    let expected = json!({ "type": 1, "channel_id": "5", "message_id": "6", "fail_if_not_exists": true });
    assert_eq!(body["message_reference"], expected);
    for field in ["content", "embeds", "components", "sticker_ids"] {
        assert!(body.get(field).is_none(), "{field}");
    }
}

#[test]
fn flags_are_sent_with_the_message_and_embeds_are_suppressed_in_edits_too() {
    let signer = Signer::new("t", crate::clock::Clock::default());
    let reply = Reply::new("x").silent().suppress_embeds();
    assert_eq!(json(&message(&reply, None, &signer))["flags"], 4 | 4096);
    assert_eq!(json(&interaction(&reply.clone().ephemeral(), &signer))["flags"], 4 | 64 | 4096);
    assert_eq!(json(&edit(&reply, &signer))["flags"], 4);
}

use serde_json::{Value, json};
use serenity::model::id::{ChannelId, MessageId};

use super::{File, Reply, Signer, edit, interaction, message};

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

#[test]
fn a_file_is_referred_to_by_a_text_and_has_no_empty_description() {
    let signer = Signer::new("t", crate::clock::Clock::default());
    let reply = Reply::new("x")
        .file(File::new("a.txt", b"a".as_slice()))
        .file(File::new("b.txt", b"b".as_slice()).description("the second"));
    let expected = json!([
        { "id": "0", "filename": "a.txt" },
        { "id": "1", "filename": "b.txt", "description": "the second" },
    ]);
    assert_eq!(json(&message(&reply, None, &signer))["attachments"], expected);
    assert_eq!(json(&edit(&reply, &signer))["attachments"], expected);
}

#[test]
fn only_an_edit_sends_an_empty_list_of_components() {
    let signer = Signer::new("t", crate::clock::Clock::default());
    let reply = Reply::new("x");
    assert!(json(&message(&reply, None, &signer)).get("components").is_none());
    assert!(json(&interaction(&reply, &signer)).get("components").is_none());
    assert_eq!(json(&edit(&reply, &signer))["components"], json!([]));
}

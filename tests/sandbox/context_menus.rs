//! Commands of context menus, stale commands and other languages.

use mindtrace_discord::sandbox::{Discord, SandboxError};
use serde_json::json;
use tokio::join;

use crate::desk::ManualBot;

#[tokio::test(flavor = "multi_thread")]
async fn context_menu_commands_carry_their_target() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    desk.register(json!([{"type": 2, "name": "Show avatar"}, {"type": 3, "name": "Report"}])).await;
    let (alice, bob) = (discord.member("alice").await.unwrap(), discord.member("bob").await.unwrap());
    let (answer, used) =
        join!(alice.uses("Show avatar").on_user(&bob).send(), desk.answers(4, json!({"content": "here"})));
    assert_eq!((answer.unwrap().content.as_str(), &used["type"]), ("here", &json!(2)));
    let (data, id) = (&used["data"], bob.id().to_string());
    assert_eq!((&data["type"], &data["target_id"]), (&json!(2), &json!(id)));
    assert_eq!(data["resolved"]["users"][&id]["username"], "bob");
    assert!(data["resolved"]["members"][&id]["permissions"].is_string());
    let said = bob.posts("something bad").await.unwrap();
    let (answer, used) =
        join!(alice.uses("Report").on_message(&said).send(), desk.answers(4, json!({"content": "done"})));
    assert_eq!(answer.unwrap().raw["type"], 23);
    let (data, id) = (&used["data"], said.id.to_string());
    assert_eq!((&data["type"], &data["target_id"]), (&json!(3), &json!(id)));
    assert_eq!(data["resolved"]["messages"][&id]["content"], "something bad");
    let in_dm = alice.in_dm();
    let (_, used) = join!(
        in_dm.uses("Show avatar").on_user(discord.bot()).send(),
        desk.answers(4, json!({"content": "me"}))
    );
    assert!(used["data"]["resolved"].get("members").is_none() && used["user"].is_object());
    for call in [
        alice.uses("Show avatar"),
        alice.uses("Show avatar").on_message(&said),
        alice.uses("Report").on_user(&bob),
        alice.uses("Report").on_message(serenity::all::MessageId::new(1)),
    ] {
        let error = call.send().await.unwrap_err();
        assert!(matches!(error, SandboxError::Refused { .. }), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_clients_send_removed_commands() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    assert!(matches!(alice.slash("old").send().await, Err(SandboxError::Refused { .. })));
    let call = alice.slash("old way out").option("why", "because").stale();
    let (answer, used) = join!(call.send(), desk.answers(4, json!({"content": "gone"})));
    assert_eq!(answer.unwrap().content, "gone");
    assert_eq!(used["data"]["name"], "old");
    let way = &used["data"]["options"][0];
    assert_eq!((&way["name"], &way["type"]), (&json!("way"), &json!(2)));
    let inner =
        json!([{"name": "out", "type": 1, "options": [{"name": "why", "type": 3, "value": "because"}]}]);
    assert_eq!(way["options"], inner);
    let (_, used) =
        join!(alice.uses("Old").on_user(&alice).stale().send(), desk.answers(4, json!({"content": "gone"})));
    assert_eq!(used["data"]["name"], "Old");
}

#[tokio::test(flavor = "multi_thread")]
async fn interactions_carry_the_locales_of_client_and_guild() {
    let discord = Discord::start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    desk.register(json!([{"name": "hello", "description": "d"}])).await;
    let alice = discord.member("alice").await.unwrap();
    discord.guild_locale("fr").await.unwrap();
    let call = alice.locale("pt-BR").slash("hello");
    let (_, used) = join!(call.send(), desk.answers(4, json!({"content": "olá"})));
    assert_eq!((&used["locale"], &used["guild_locale"]), (&json!("pt-BR"), &json!("fr")));
    assert!(matches!(alice.locale("xx").slash("hello").send().await, Err(SandboxError::Refused { .. })));
    assert!(matches!(discord.guild_locale("xx").await, Err(SandboxError::Refused { .. })));
}

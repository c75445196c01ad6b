//! Modals, opened by commands and by buttons.

use mindtrace_discord::sandbox::{Answer, Discord, Member, Modal, SandboxError};
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::ModalInteraction;
use tokio::join;

use crate::desk::ManualBot;

async fn setup() -> (Discord, ManualBot, Member) {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    desk.register(json!([{"name": "feedback", "description": "d"}, {"type": 2, "name": "Rate"}])).await;
    let alice = discord.member("alice").await.unwrap();
    (discord, desk, alice)
}

fn label(text: &str, component: &Value) -> Value {
    json!({"type": 18, "label": text, "component": component})
}

/// Returns two modals that together have every component; each has at most five.
fn modals() -> [Value; 2] {
    let option = |label: &str| json!({"label": label, "value": label.to_lowercase()});
    let options = json!([option("One"), option("Two"), option("Three")]);
    [
        json!({"custom_id": "f1", "title": "Feedback", "components": [
            {"type": 10, "content": "Tell us."},
            label("Name", &json!({"type": 4, "custom_id": "name", "style": 1, "min_length": 2, "max_length": 5})),
            label("Why", &json!({"type": 4, "custom_id": "why", "style": 2, "required": false, "value": "so"})),
            label("Topic", &json!({"type": 3, "custom_id": "topic", "options": options, "max_values": 2})),
            label("Who", &json!({"type": 5, "custom_id": "who", "required": false})),
        ]}),
        json!({"custom_id": "f2", "title": "More", "components": [
            label("Where", &json!({"type": 8, "custom_id": "where", "channel_types": [0]})),
            label("Proof", &json!({"type": 19, "custom_id": "proof", "max_values": 2})),
            label("One of", &json!({"type": 21, "custom_id": "radio", "options": options})),
            label("Some of", &json!({"type": 22, "custom_id": "boxes", "options": options, "min_values": 0})),
            label("Sure", &json!({"type": 23, "custom_id": "sure"})),
        ]}),
    ]
}

async fn opened(desk: &mut ManualBot, alice: &Member, modal: Value) -> Modal {
    let (modal, _) = join!(alice.slash("feedback").opens_modal(), desk.answers(9, modal));
    modal.unwrap()
}

/// Returns the submitted components in the labels of a modal.
fn submitted_components(submitted: &Value) -> Vec<Value> {
    let components = submitted["data"]["components"].as_array().unwrap();
    components
        .iter()
        .filter(|component| component["type"] == 18)
        .map(|label| label["component"].clone())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modal_with_labels_is_submitted_and_answered() {
    let (discord, mut desk, alice) = setup().await;
    let [first, second] = modals();
    let modal = opened(&mut desk, &alice, first).await;
    assert_eq!(
        (modal.title(), modal.custom_id(), modal.texts()),
        ("Feedback", "f1", vec!["Tell us.".to_owned()])
    );
    let fields = modal.fields();
    assert_eq!(
        (fields[0].label.as_str(), fields[0].required, fields[1].value.as_deref()),
        ("Name", true, Some("so"))
    );
    assert_eq!(fields[2].options, ["One", "Two", "Three"]);
    let modal = modal.set_text("Name", "Ann").select("topic", ["Two", "one"]).select("Who", ["@alice"]);
    let (answer, submitted) =
        join!(modal.submit(), desk.answers(4, json!({"content": "thanks", "flags": 64})));
    let answer = answer.unwrap();
    assert!(
        answer.ephemeral && answer.content == "thanks" && answer.raw["interaction_metadata"]["type"] == 5
    );
    assert_eq!((&submitted["type"], &submitted["data"]["custom_id"]), (&json!(5), &json!("f1")));
    assert!(submitted.get("message").is_none(), "a command opened it");
    let read: ModalInteraction = serde_json::from_value(submitted.clone()).unwrap();
    assert!(read.data.components.iter().all(|row| row.components.is_empty()), "serenity 0.12.5 loses labels");
    let answers = submitted_components(&submitted);
    assert_eq!(
        (&answers[0]["type"], &answers[0]["custom_id"], &answers[0]["value"]),
        (&json!(4), &json!("name"), &json!("Ann"))
    );
    assert_eq!((&answers[1]["value"], &answers[2]["values"]), (&json!("so"), &json!(["two", "one"])));
    let id = alice.id().to_string();
    assert_eq!(answers[3]["values"], json!([id]));
    assert_eq!(submitted["data"]["resolved"]["users"][&id]["username"], "alice");
    let modal = opened(&mut desk, &alice, second).await;
    let modal =
        modal.select("Where", ["#general"]).attach("Proof", "a b.txt", "proof").select("One of", ["Three"]);
    let (_, submitted) = join!(modal.check("Sure", true).submit(), desk.answers(4, json!({"content": "ok"})));
    let answers = submitted_components(&submitted);
    let file = answers[1]["values"][0].as_str().unwrap();
    let file = &submitted["data"]["resolved"]["attachments"][file];
    assert_eq!((&file["filename"], &file["size"]), (&json!("a_b.txt"), &json!(5)));
    let bytes = reqwest::get(file["url"].as_str().unwrap()).await.unwrap().bytes().await.unwrap();
    assert_eq!(bytes.as_ref(), b"proof");
    assert_eq!(
        (&answers[2]["value"], &answers[3]["values"], &answers[4]["value"]),
        (&json!("three"), &json!([]), &json!(true))
    );
    assert!(discord.transcript().contains("sandbot opened the modal Feedback"), "{}", discord.transcript());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modal_with_action_rows_still_works() {
    let (_discord, mut desk, alice) = setup().await;
    let row = json!({"type": 1, "components": [{"type": 4, "custom_id": "t", "label": "Text", "style": 1}]});
    let modal = json!({"custom_id": "m", "title": "Old", "components": [row]});
    let (modal, _) = join!(alice.uses("Rate").on_user(&alice).opens_modal(), desk.answers(9, modal));
    let (answer, submitted) =
        join!(modal.unwrap().set_text("Text", "hi").submit(), desk.answers(4, json!({"content": "ok"})));
    answer.unwrap();
    let read: ModalInteraction = serde_json::from_value(submitted.clone()).unwrap();
    assert_eq!(read.data.components[0].components.len(), 1);
    let row = &submitted["data"]["components"][0];
    assert_eq!((&row["type"], &row["components"][0]["value"]), (&json!(1), &json!("hi")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modal_opened_by_a_button_updates_its_message() {
    let (discord, mut desk, alice) = setup().await;
    let button = json!({"type": 2, "style": 1, "custom_id": "edit", "label": "Edit"});
    let posted =
        desk.posts(json!({"content": "menu", "components": [{"type": 1, "components": [button]}]})).await;
    assert_eq!(posted.0, 200, "{}", posted.1);
    let menu = alice.sees().await.unwrap();
    let open = || alice.click(&menu, "Edit").opens_modal();
    let [modal, _] = modals();
    let fill = |modal: Modal| modal.set_text("Name", "Ann").select("Topic", ["One"]);
    let (opened, _) = join!(open(), desk.answers(9, modal.clone()));
    let (answer, submitted) =
        join!(fill(opened.unwrap()).submit(), desk.answers(7, json!({"content": "changed"})));
    let answer = answer.unwrap();
    assert!(answer.id == menu.id && answer.content == "changed" && answer.edited);
    assert_eq!(submitted["message"]["id"], json!(menu.id));
    let (opened, _) = join!(open(), desk.answers(9, modal.clone()));
    let (done, submitted) = join!(fill(opened.unwrap()).acknowledged(), desk.answers(6, Value::Null));
    done.unwrap();
    let (status, _) =
        desk.webhook(Method::PATCH, &submitted, "/messages/@original", json!({"content": "again"})).await;
    assert_eq!((status, alice.looks_at(&menu).await.unwrap().content.as_str()), (200, "again"));
    let (opened, _) = join!(open(), desk.answers(9, modal));
    let before = discord.sent(&["INTERACTION_CREATE"]);
    opened.unwrap().closes();
    assert_eq!(discord.sent(&["INTERACTION_CREATE"]), before, "Discord sends no event for a closed modal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modal_that_a_command_opened_is_closed_without_an_answer() {
    let (_discord, mut desk, alice) = setup().await;
    let [modal, _] = modals();
    let (modal, command) = join!(alice.slash("feedback").opens_modal(), desk.answers(9, modal));
    let modal = modal.unwrap().set_text("Name", "Ann").select("Topic", ["One"]);
    let (done, submitted) = join!(modal.acknowledged(), desk.answers(6, Value::Null));
    done.unwrap();
    // Nothing was shown, so there is nothing to edit; the command may still be followed up.
    let text = json!({"content": "thanks"});
    let (status, _) = desk.webhook(Method::PATCH, &submitted, "/messages/@original", text.clone()).await;
    assert_eq!(status, 404);
    let (status, _) = desk.webhook(Method::POST, &command, "", text).await;
    assert_eq!((status, alice.sees().await.unwrap().content.as_str()), (200, "thanks"));
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_refuse_invalid_input() {
    let (_discord, mut desk, alice) = setup().await;
    let [first, second] = modals();
    let modal = opened(&mut desk, &alice, first).await;
    let good = || modal.clone().set_text("Name", "Ann").select("Topic", ["One"]);
    let more = opened(&mut desk, &alice, second).await;
    for (invalid, reason) in [
        (modal.clone(), "`Name` is required"),
        (good().set_text("Name", "A"), "2 to 5 characters, not 1"),
        (good().set_text("Name", "Annabel"), "2 to 5 characters, not 7"),
        (good().set_text("Name", "A\nB"), "one line"),
        (good().set_text("Nam", "Ann"), "no field `Nam`; it has: Name, Why, Topic, Who"),
        (good().select("Topic", ["Four"]), "there are: One, Two, Three"),
        (good().select("Topic", ["One", "Two", "Three"]), "1 to 2 values, not 3"),
        (good().select("Topic", ["One", "one"]), "chosen twice"),
        (good().select("Topic", [""; 0]), "`Topic` is required"),
        (good().select("Who", ["missing"]), "`missing` is not a user"),
        (good().check("Topic", true), "set with `select`"),
        (more.clone().select("Where", ["voice"]), "type that can be chosen"),
        (more.select("Where", ["general"]), "`Proof` is required"),
    ] {
        let error = invalid.submit().await.unwrap_err();
        assert!(matches!(error, SandboxError::Refused { .. }), "{error}");
        assert!(error.to_string().contains(reason), "{reason} is not in {error}");
    }
    let long = good().set_text("Name", "Annabel").unchecked();
    let (answer, submitted): (Result<Answer, _>, _) =
        join!(long.submit(), desk.answers(4, json!({"content": "?"})));
    answer.unwrap();
    assert_eq!(submitted_components(&submitted)[0]["value"], "Annabel");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_modals_are_refused_with_paths() {
    let (_discord, mut desk, alice) = setup().await;
    let valid = || modals()[0].clone();
    let text = |id: &str| json!({"type": 4, "custom_id": id, "style": 1});
    let with = |components: Value| json!({"custom_id": "f", "title": "T", "components": components});
    let mut own_label = text("t");
    own_label["label"] = json!("No");
    for (invalid, path) in [
        (
            json!({"custom_id": "f", "title": "x".repeat(46), "components": [label("L", &text("t"))]}),
            "data.title BASE_TYPE_BAD_LENGTH",
        ),
        (json!({"title": "T", "components": [label("L", &text("t"))]}), "data.custom_id BASE_TYPE_REQUIRED"),
        (with(json!([])), "data.components BASE_TYPE_BAD_LENGTH"),
        (with(json!([text("t")])), "data.components.0.type UNION_TYPE_CHOICES"),
        (with(json!([label(&"x".repeat(46), &text("t"))])), "data.components.0.label BASE_TYPE_BAD_LENGTH"),
        (
            with(json!([label("A", &text("t")), label("B", &text("t"))])),
            "data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            with(json!([label("A", &own_label)])),
            "data.components.0.component.label COMPONENT_LABEL_NOT_ALLOWED",
        ),
        (
            with(json!([label("A", &json!({"type": 4, "custom_id": "t"}))])),
            "data.components.0.component.style BASE_TYPE_REQUIRED",
        ),
        (
            with(json!([label("A", &json!({"type": 2, "custom_id": "t", "style": 1}))])),
            "data.components.0.component.type UNION_TYPE_CHOICES",
        ),
        (
            with(json!([label(
                "A",
                &json!({"type": 4, "custom_id": "t", "style": 1, "min_length": 9, "max_length": 2})
            )])),
            "data.components.0.component.min_length NUMBER_TYPE_RANGE",
        ),
        (
            with(json!([{"type": 1, "components": [text("t")]}])),
            "data.components.0.components.0.label BASE_TYPE_REQUIRED",
        ),
        (
            with(json!([label(
                "A",
                &json!({"type": 21, "custom_id": "r", "options": [{"label": "l", "value": "v"}]})
            )])),
            "data.components.0.component.options BASE_TYPE_BAD_LENGTH",
        ),
    ] {
        let paths = [path];
        let (modal, ()) = join!(
            alice.slash("feedback").opens_modal(),
            desk.fails_then_answers(9, invalid, &paths, valid())
        );
        modal.unwrap();
    }
    let (error, _) = join!(alice.slash("feedback").send(), desk.answers(9, valid()));
    assert!(error.unwrap_err().to_string().contains("the modal `Feedback`, which only `opens_modal`"));
    let (error, _) =
        join!(alice.slash("feedback").opens_modal(), desk.answers(4, json!({"content": "no modal"})));
    assert!(error.unwrap_err().to_string().contains("answered with a message, not with a modal"));
    let modal = opened(&mut desk, &alice, valid()).await.set_text("Name", "Ann").select("Topic", ["One"]);
    let ((), answer) = join!(
        async {
            let submitted = desk.interaction().await;
            for kind in [7, 9] {
                assert_eq!(
                    desk.callback(&submitted, kind, valid()).await.0,
                    400,
                    "no message, no second modal"
                );
            }
            assert_eq!(desk.callback(&submitted, 4, json!({"content": "fine"})).await.0, 204);
        },
        modal.submit(),
    );
    answer.unwrap();
}

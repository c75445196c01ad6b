//! Autocomplete of options.

use mindtrace_discord::sandbox::{Discord, SandboxError};
use serde_json::json;
use tokio::join;

use crate::desk::ManualBot;

async fn setup() -> (Discord, ManualBot) {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let city = json!({"type": 3, "name": "city", "description": "d", "required": true, "autocomplete": true});
    let days = json!({"type": 4, "name": "days", "description": "d", "autocomplete": true, "max_value": 9});
    let unit = json!({"type": 3, "name": "unit", "description": "d"});
    let show = json!({"type": 1, "name": "show", "description": "d", "options": [city]});
    desk.register(json!([
        {"name": "weather", "description": "d", "options": [city, days, unit]},
        {"name": "tag", "description": "d", "options": [{"type": 2, "name": "my", "description": "d", "options": [show]}]},
    ]))
    .await;
    (discord, desk)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_focused_option_is_text_and_the_others_are_converted() {
    let (discord, mut desk) = setup().await;
    let alice = discord.member("alice").await.unwrap().locale("de");
    let typing = alice.slash("weather").option("city", "lon").option("days", 3).option("unit", "c");
    let choices = json!({"choices": [
        {"name": "London", "name_localizations": {"de": "Londen"}, "value": "lon"},
        {"name": "Long Beach", "value": "lgb"},
    ]});
    let (offered, interaction) = join!(typing.clone().suggestions("city"), desk.answers(8, choices));
    let offered = offered.unwrap();
    assert_eq!((offered[0].name.as_str(), offered[1].name.as_str()), ("Londen", "Long Beach"));
    assert_eq!(offered[1].value, "lgb");
    assert_eq!((&interaction["type"], &interaction["locale"]), (&json!(4), &json!("de")));
    let options = interaction["data"]["options"].as_array().unwrap();
    assert!(
        options.contains(&json!({"name": "city", "type": 3, "value": "lon", "focused": true})),
        "{options:?}"
    );
    assert!(options.contains(&json!({"name": "days", "type": 4, "value": 3})), "{options:?}");
    let numbers = json!({"choices": [{"name": "a week", "value": 7}]});
    let (offered, interaction) = join!(typing.suggestions("days"), desk.answers(8, numbers));
    let week = &offered.unwrap()[0];
    let options = interaction["data"]["options"].as_array().unwrap();
    assert!(
        options.contains(&json!({"name": "days", "type": 4, "value": "3", "focused": true})),
        "{options:?}"
    );
    let call = alice.slash("weather").option("city", "anywhere").option("days", week);
    let (sent, interaction) = join!(call.send(), desk.answers(4, json!({"content": "rain"})));
    assert_eq!(sent.unwrap().content, "rain");
    assert_eq!(interaction["data"]["options"][1], json!({"name": "days", "type": 4, "value": 7}));
}

#[tokio::test(flavor = "multi_thread")]
async fn subcommands_suggest_and_an_unset_option_is_empty() {
    let (discord, mut desk) = setup().await;
    let alice = discord.member("alice").await.unwrap();
    let nothing = json!({"choices": []});
    let (offered, interaction) =
        join!(alice.slash("tag my show").suggestions("city"), desk.answers(8, nothing));
    assert_eq!(offered.unwrap(), []);
    let group = &interaction["data"]["options"][0];
    assert_eq!((&group["name"], &group["type"]), (&json!("my"), &json!(2)));
    assert_eq!(
        group["options"][0]["options"][0],
        json!({"name": "city", "type": 3, "value": "", "focused": true})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_suggestions_and_other_responses_are_refused() {
    let (discord, mut desk) = setup().await;
    let alice = discord.member("alice").await.unwrap();
    let valid = json!({"choices": []});
    let choice = |name: &str, value: serde_json::Value| json!({"name": name, "value": value});
    let invalid = json!({"choices": [choice("", json!("v")), choice("n", json!(1)), choice("n", json!("x".repeat(101)))]});
    let paths = [
        "data.choices.0.name BASE_TYPE_BAD_LENGTH",
        "data.choices.1.value STRING_TYPE_CONVERT",
        "data.choices.2.value BASE_TYPE_BAD_LENGTH",
    ];
    let ask = || alice.slash("weather").suggestions("city");
    join!(ask(), desk.fails_then_answers(8, invalid, &paths, valid.clone())).0.unwrap();
    let many = json!({"choices": vec![choice("n", json!("v")); 26]});
    let paths = ["data.choices BASE_TYPE_MAX_LENGTH"];
    join!(ask(), desk.fails_then_answers(8, many, &paths, valid.clone())).0.unwrap();
    let paths = ["data.choices BASE_TYPE_REQUIRED"];
    join!(ask(), desk.fails_then_answers(8, json!({}), &paths, valid.clone())).0.unwrap();
    let text = json!({"choices": [choice("n", json!("seven"))]});
    let paths = ["data.choices.0.value NUMBER_TYPE_COERCE"];
    let days = alice.slash("weather").suggestions("days");
    join!(days, desk.fails_then_answers(8, text, &paths, valid.clone())).0.unwrap();
    let (offered, ()) = join!(ask(), async {
        let interaction = desk.interaction().await;
        for kind in [4, 5, 6, 7, 9] {
            let (status, body) = desk.callback(&interaction, kind, json!({"content": "hi"})).await;
            assert_eq!((status, body["errors"]["type"].is_object()), (400, true), "{body}");
        }
        assert_eq!(desk.callback(&interaction, 8, valid).await.0, 204);
        let (status, _) =
            desk.webhook(reqwest::Method::POST, &interaction, "", json!({"content": "hi"})).await;
        assert_eq!(status, 404, "suggestions have no follow-ups");
    });
    offered.unwrap();
    for error in [
        alice.slash("weather").suggestions("unit").await.unwrap_err(),
        alice.slash("weather").suggestions("nope").await.unwrap_err(),
        alice.slash("tag").suggestions("city").await.unwrap_err(),
    ] {
        assert!(matches!(error, SandboxError::Refused { .. }), "{error}");
    }
}

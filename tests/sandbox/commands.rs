//! Registering commands: defaults, versions and refusals.

use mindtrace_discord::sandbox::Discord;
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::Http;

use crate::{desk::ManualBot, peer};

async fn refused(http: &Http, commands: Value) -> Vec<String> {
    let serenity::Error::Http(error) = http.create_global_commands(&commands).await.unwrap_err() else {
        panic!()
    };
    let serenity::all::HttpError::UnsuccessfulRequest(response) = error else { panic!("{error}") };
    assert_eq!(response.error.code, 50035);
    response.error.errors.into_iter().map(|error| format!("{} {}", error.path, error.code)).collect()
}

fn command(name: &str) -> Value {
    json!({"name": name, "description": "d", "options": null, "nsfw": false, "default_member_permissions": null})
}

#[tokio::test(flavor = "multi_thread")]
async fn stored_commands_are_completed_and_stable() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    http.create_global_commands(&json!([command("one"), command("two")])).await.unwrap();
    let stored = discord.commands();
    assert_eq!((&stored[0]["type"], &stored[0]["integration_types"]), (&json!(1), &json!([0])));
    assert!(stored[0].get("options").is_none());
    http.create_global_commands(&json!([command("two"), command("one")])).await.unwrap();
    assert_eq!(discord.commands()[1], stored[0], "an unchanged command keeps its id and version");
    http.create_global_command(&json!({"name": "one", "description": "changed"})).await.unwrap();
    let changed = &discord.commands()[1];
    assert!(changed["id"] == stored[0]["id"] && changed["version"] != stored[0]["version"]);
    let id = changed["id"].as_str().unwrap().parse::<u64>().unwrap().into();
    http.edit_global_command(id, &json!({"description": "again"})).await.unwrap();
    assert_eq!(http.get_global_command(id).await.unwrap().description, "again");
    http.delete_global_command(id).await.unwrap();
    assert_eq!(http.get_global_commands().await.unwrap().len(), 1);
    http.create_guild_commands(discord.guild(), &json!([command("here")])).await.unwrap();
    assert_eq!(http.get_guild_commands(discord.guild()).await.unwrap()[0].guild_id, Some(discord.guild()));
    assert_eq!(discord.guild_commands(discord.guild()).len(), 1);
    assert_eq!((discord.commands().len(), discord.command_writes()), (1, 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_follow_discords_pattern() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    for name in ["größe", "नमस्ते", "สวัสดี", "挨拶", "a-b_c'd"] {
        http.create_global_commands(&json!([command(name)])).await.unwrap();
    }
    // A circled letter and a combining accent, which Rust calls alphanumeric and a part of a word.
    for name in ["ⓐlpha", "a\u{301}"] {
        assert_eq!(refused(&http, json!([command(name)])).await, ["0.name APPLICATION_COMMAND_INVALID_NAME"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_commands_are_refused_with_paths() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    let option = |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let with = |options: Value| json!([{"name": "c", "description": "d", "options": options}]);
    for (commands, expected) in [
        (json!([command("Upper")]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command("a b")]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command("ⓐ")]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command("a\u{345}")]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command(&"x".repeat(33))]), "0.name BASE_TYPE_BAD_LENGTH"),
        (json!([{"name": "c", "description": ""}]), "0.description BASE_TYPE_BAD_LENGTH"),
        (json!([command("a"), command("a")]), "1.name APPLICATION_COMMANDS_DUPLICATE_NAME"),
        (
            with(json!([option("a", false), option("b", true)])),
            "0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            with(json!([option("a", true), option("a", true)])),
            "0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
        ),
        (with(json!(vec![option("a", true); 26])), "0.options BASE_TYPE_MAX_LENGTH"),
        (
            with(
                json!([{"type": 3, "name": "a", "description": "d", "choices": [{"name": "", "value": "v"}]}]),
            ),
            "0.options.0.choices.0.name BASE_TYPE_BAD_LENGTH",
        ),
        (
            with(json!([option("a", true), {"type": 1, "name": "s", "description": "d"}])),
            "0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            json!([{"type": 2, "name": "User", "description": "d"}]),
            "0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
        ),
        (
            with(json!([{"type": 1, "name": "s", "description": "d", "options": [
                {"type": 1, "name": "t", "description": "d"},
            ]}])),
            "0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            with(json!([{"type": 2, "name": "g", "description": "d", "options": [option("a", true)]}])),
            "0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            with(json!([{"type": 5, "name": "a", "description": "d", "autocomplete": true}])),
            "0.options.0.autocomplete APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        ),
        (
            with(
                json!([{"type": 4, "name": "a", "description": "d", "choices": [{"name": "n", "value": "v"}]}]),
            ),
            "0.options.0.choices.0.value NUMBER_TYPE_COERCE",
        ),
        (
            json!([{"name": "c", "description": "d", "name_localizations": {"de": "Groß"}}]),
            "0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME",
        ),
        (
            json!([{"name": "c", "description": "d", "description_localizations": {"xx": "d"}}]),
            "0.description_localizations.xx BASE_TYPE_CHOICES",
        ),
        (
            with(json!([
                {"type": 3, "name": "a", "description": "d", "name_localizations": {"de": "gleich"}},
                {"type": 3, "name": "gleich", "description": "d"},
            ])),
            "0.options.1.name_localizations.de APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
        ),
    ] {
        let errors = refused(&http, commands).await;
        assert!(errors.contains(&expected.to_owned()), "{expected} is not in {errors:?}");
    }
    let many: Vec<Value> = (0..101).map(|number| command(&format!("c{number}"))).collect();
    assert!(http.create_global_commands(&many).await.is_err());
    http.create_global_command(&command("größe_ไทย")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_show_translations_on_demand() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let names = json!({"de": "wetter", "fr": "weather"});
    let choice = json!({"name": "One", "name_localizations": {"de": "Eins"}, "value": "1"});
    let option = json!({"type": 3, "name": "o", "description": "d", "description_localizations": {"de": "dd"}, "choices": [choice]});
    desk.register(
        json!([{"name": "weather", "description": "d", "name_localizations": names, "options": [option]}]),
    )
    .await;
    let path = format!("/applications/{}/commands", discord.application());
    let (_, brief) = desk.rest(Method::GET, &path, Value::Null).await;
    assert!(
        brief[0].get("name_localizations").is_none() && brief[0]["name_localized"] == "weather",
        "{brief}"
    );
    assert_eq!(brief[0]["options"][0]["description_localized"], "d");
    let (_, whole) = desk.rest(Method::GET, &format!("{path}?with_localizations=true"), Value::Null).await;
    assert_eq!(whole[0]["name_localizations"], json!({"de": "wetter"}), "the default is not repeated");
    assert_eq!(whole[0]["options"][0]["choices"][0]["name_localizations"]["de"], "Eins");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_longest_language_counts() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    let text = |letter: &str| letter.repeat(100);
    let choice = |number: usize| {
        json!({"name": text("n"), "value": format!("{number:0100}"),
            "name_localizations": {"de": text("a"), "fr": text("b")}})
    };
    let option = |name: usize, choices: usize| {
        let choices: Vec<Value> = (0..choices).map(choice).collect();
        json!({"type": 3, "name": format!("o{name}"), "description": text("d"), "choices": choices})
    };
    let command = |choices: usize| json!([{"name": "c", "description": "d", "options": [option(0, 25), option(1, choices)]}]);
    http.create_global_commands(&command(13)).await.unwrap();
    assert_eq!(refused(&http, command(14)).await, ["0 APPLICATION_COMMAND_TOO_LARGE"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_and_their_creation_are_limited() {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let path = format!("/applications/{}/commands", discord.application());
    let menus: Vec<Value> = (0..16).map(|number| json!({"type": 2, "name": format!("M {number}")})).collect();
    let (status, body) = desk.rest(Method::PUT, &path, json!(menus)).await;
    assert_eq!((status, &body["code"]), (400, &json!(30032)));
    discord.limit_command_creates(2);
    desk.register(json!([command("one"), command("two")])).await;
    desk.register(json!([command("one")])).await;
    let (_, body) = desk.rest(Method::POST, &path, command("three")).await;
    assert_eq!(body["code"], 30034);
    let (_, body) = desk.rest(Method::PUT, &path, json!([command("one"), command("three")])).await;
    assert_eq!((&body["code"], discord.commands().len()), (&json!(30034), 1));
    let (status, _) = desk.rest(Method::POST, &path, command("one")).await;
    assert_eq!(status, 200, "an update is not a create");
}

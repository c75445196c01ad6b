//! Registering commands: defaults, versions and refusals.

use mindtrace_discord::sandbox::Discord;
use serde_json::{Value, json};
use serenity::all::Http;

use crate::peer;

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
async fn bad_commands_are_refused_with_paths() {
    let discord = Discord::start().await.unwrap();
    let http = peer::http(&discord);
    let option = |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let with = |options: Value| json!([{"name": "c", "description": "d", "options": options}]);
    for (commands, expected) in [
        (json!([command("Upper")]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
        (json!([command("a b")]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
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
    ] {
        let errors = refused(&http, commands).await;
        assert!(errors.contains(&expected.to_owned()), "{expected} is not in {errors:?}");
    }
    let many: Vec<Value> = (0..101).map(|number| command(&format!("c{number}"))).collect();
    assert!(http.create_global_commands(&many).await.is_err());
    http.create_global_command(&command("größe_ไทย")).await.unwrap();
}

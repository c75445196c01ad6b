//! An emulator that starts from a file.

use mindtrace_discord::sandbox::{Discord, Seed, over_http};
use reqwest::Client;
use serde_json::{Value, json};
use serenity::all::Permissions;

const WORLD: &str = include_str!("../../examples/clients/world.toml");

async fn get(discord: &Discord, path: &str) -> Value {
    let request = Client::new().get(format!("{}/api/v10{path}", discord.url()));
    let request = request.header("authorization", format!("Bot {}", discord.token()));
    request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
}

fn named<'v>(list: &'v Value, name: &str) -> &'v Value {
    let found = list.as_array().unwrap().iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {list}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_is_planted_whole() {
    let seed: Seed = WORLD.parse().unwrap();
    let discord = over_http(Discord::builder()).seed(seed).start().await.unwrap();
    assert_eq!(get(&discord, "/users/@me").await["username"], "tea-bot");
    let guilds = get(&discord, "/users/@me/guilds").await;
    assert_eq!(guilds.as_array().unwrap().len(), 2);
    let guild = discord.guild();
    let home = get(&discord, &format!("/guilds/{guild}")).await;
    assert_eq!(home["name"], "Tea house");
    assert_eq!(home["owner_id"], discord.owner().id().to_string());
    assert_eq!(discord.owner().name(), "olga");

    let channels = get(&discord, &format!("/guilds/{guild}/channels")).await;
    assert_eq!(channels.as_array().unwrap().len(), 4, "the usual channels are replaced: {channels}");
    let general = named(&channels, "general");
    assert_eq!(general["topic"], "Tea, and nothing else");
    assert_eq!(general["rate_limit_per_user"], 5);
    assert_eq!(general["parent_id"], named(&channels, "Public")["id"]);
    assert_eq!(named(&channels, "kettle")["type"], 2);
    assert_eq!(home["system_channel_id"], general["id"]);

    let roles = get(&discord, &format!("/guilds/{guild}/roles")).await;
    let position = |name: &str| named(&roles, name)["position"].as_u64().unwrap();
    assert!(position("regular") < position("helper"));
    assert!(position("helper") < position("tea-bot") && position("tea-bot") < position("admin"));
    assert_eq!(named(&roles, "helper")["color"], 0x46_50d8);

    let alice = discord.member("alice").await.unwrap();
    assert_eq!(alice.nick().as_deref(), Some("Al"));
    assert_eq!(alice.roles().iter().map(|role| role.name().to_owned()).collect::<Vec<_>>(), ["regular"]);
    let staff = discord.channel("staff").unwrap();
    assert!(alice.at(&staff).posts("hello").await.is_err(), "an overwrite forbids it");
    let henry = discord.member("henry").await.unwrap();
    henry.at(&staff).posts("hello").await.unwrap();
    let bob = discord.member("bob").await.unwrap();
    assert!(bob.at(&staff).posts("hello").await.is_err());
    let overwrites = discord.overwrites(&staff);
    assert_eq!((overwrites.len(), overwrites[0].deny), (3, Permissions::VIEW_CHANNEL));
    // A location of another guild is named with it.
    let elsewhere = json!({"user": "alice", "location": "Coffee corner/general", "action": {"type": "send", "text": "hi"}});
    let act = Client::new().post(format!("{}/sandbox/v1/act", discord.url())).bearer_auth(discord.token());
    assert_eq!(act.json(&elsewhere).send().await.unwrap().status(), 200);
}

#[test]
fn the_example_has_every_key() {
    for table in [
        "[bot]",
        "[[guild]]",
        "[[guild]]\n[[guild.role]]",
        "[[guild]]\n[[guild.channel]]",
        "[[guild]]\n[[guild.channel]]\n[[guild.channel.overwrite]]",
        "[[guild]]\n[[guild.member]]",
    ] {
        let error = format!("{table}\nnothing = 1").parse::<Seed>().unwrap_err().to_string();
        let (_, known) = error.split_once("`nothing`, expected ").unwrap_or_else(|| panic!("{error}"));
        for key in known.split('`').skip(1).step_by(2) {
            let is_shown = WORLD.contains(&format!("\n{key} = ")) || WORLD.contains(&format!(".{key}]]"));
            assert!(is_shown, "{table} has the key {key}");
        }
    }
}

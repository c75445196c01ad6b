//! Buttons, select menus, and every response to them.

use mindtrace_discord::sandbox::{Answer, Discord, Member, SandboxError};
use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::Permissions;
use tokio::join;

use crate::desk::{ManualBot, flat};

async fn setup() -> (Discord, ManualBot, Member) {
    let discord = Discord::start().await.unwrap();
    let desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    (discord, desk, alice)
}

async fn posted(desk: &ManualBot, alice: &Member, rows: Value) -> Answer {
    let (status, body) = desk.posts(json!({"content": "menu", "components": rows})).await;
    assert_eq!(status, 200, "{body}");
    alice.sees().await.unwrap()
}

fn buttons() -> Value {
    json!([{"type": 1, "components": [
        {"type": 2, "style": 1, "custom_id": "go", "label": "Go"},
        {"type": 2, "style": 4, "custom_id": "off", "label": "Off", "disabled": true},
        {"type": 2, "style": 5, "url": "https://example.org", "label": "Read"},
    ]}])
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_click_returns_the_next_change() {
    let (_discord, mut desk, alice) = setup().await;
    let menu = posted(&desk, &alice, buttons()).await;
    let (done, click) = join!(alice.click(&menu, "Go").acknowledged(), desk.answers(6, Value::Null));
    done.unwrap();
    assert_eq!((&click["type"], &click["message"]["id"]), (&json!(3), &json!(menu.id)));
    let follow = async |desk: &mut ManualBot, method: Method, path: &str, body: Value| {
        let click = desk.answers(6, Value::Null).await;
        let (status, body) = desk.webhook(method, &click, path, body).await;
        assert!(status < 300, "{body}");
    };
    let edit = follow(&mut desk, Method::PATCH, "/messages/@original", json!({"content": "edited"}));
    let (answer, ()) = join!(alice.clicks(&menu, "go"), edit);
    let answer = answer.unwrap();
    assert!(answer.id == menu.id && answer.content == "edited" && answer.edited);
    let ephemeral = follow(&mut desk, Method::POST, "", json!({"content": "psst", "flags": 64}));
    let (answer, ()) = join!(alice.clicks(&menu, "Go"), ephemeral);
    let answer = answer.unwrap();
    assert!(answer.id != menu.id && answer.ephemeral && answer.content == "psst");
    assert_eq!(answer.raw["interaction_metadata"]["interacted_message_id"], json!(menu.id));
    let later = async {
        let click = desk.answers(5, json!({"flags": 64})).await;
        desk.webhook(Method::PATCH, &click, "/messages/@original", json!({"content": "new"})).await
    };
    let (answer, _) = join!(alice.clicks(&menu, "Go"), later);
    let answer = answer.unwrap();
    assert!(answer.ephemeral && answer.deferred && answer.content == "new");
    assert_eq!(alice.looks_at(&menu).await.unwrap().content, "edited", "type 5 makes a message of its own");
    let delete = follow(&mut desk, Method::DELETE, "/messages/@original", Value::Null);
    let (answer, ()) = join!(alice.clicks(&menu, "Go"), delete);
    assert!(answer.unwrap().deleted);
    assert!(matches!(alice.clicks(&menu, "Go").await, Err(SandboxError::Refused { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn callbacks_return_their_message_on_request() {
    let (_discord, mut desk, alice) = setup().await;
    let menu = posted(&desk, &alice, buttons()).await;
    let (answer, callback) = join!(alice.clicks(&menu, "Go"), async {
        let click = desk.interaction().await;
        let (id, token) = (click["id"].as_str().unwrap(), click["token"].as_str().unwrap());
        let path = format!("/interactions/{id}/{token}/callback?with_response=true");
        desk.rest(Method::POST, &path, json!({"type": 4, "data": {"content": "hi", "flags": 64}})).await
    });
    let (answer, (status, callback)) = (answer.unwrap(), callback);
    assert_eq!(
        (status, &callback["interaction"]["type"], &callback["resource"]["type"]),
        (200, &json!(3), &json!(4))
    );
    assert_eq!(callback["resource"]["message"]["id"], json!(answer.id));
    assert_eq!(callback["interaction"]["response_message_ephemeral"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_without_visible_change_times_out() {
    let timeout = std::time::Duration::from_millis(100);
    let discord = Discord::builder().timeout(timeout).start().await.unwrap();
    let mut desk = ManualBot::open(&discord).await;
    let alice = discord.member("alice").await.unwrap();
    let menu = posted(&desk, &alice, buttons()).await;
    let (answer, _) = join!(alice.clicks(&menu, "Go"), desk.answers(6, Value::Null));
    let error = answer.unwrap_err();
    assert!(error.to_string().contains("wait with `acknowledged` instead"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unusable_components_are_refused() {
    let (_discord, desk, alice) = setup().await;
    let menu = posted(&desk, &alice, buttons()).await;
    for (refused, reason) in [
        (alice.clicks(&menu, "Off").await, "disabled"),
        (alice.clicks(&menu, "Read").await, "the bot receives no event"),
        (alice.clicks(&menu, "Stop").await, "it has: Go, Off, Read"),
        (alice.selects(&menu, "Go", &["x"]).await, "is a button"),
    ] {
        let error = refused.unwrap_err();
        assert!(
            matches!(error, SandboxError::Refused { .. }) && error.to_string().contains(reason),
            "{error}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn select_menus_resolve_the_chosen_values() {
    let (discord, mut desk, alice) = setup().await;
    discord.member("bob").await.unwrap();
    let mods = discord.role("mods", Permissions::empty()).await.unwrap();
    let option = |label: &str| json!({"label": label, "value": label.to_lowercase()});
    let rows = json!([
        {"type": 1, "components": [{"type": 3, "custom_id": "s", "placeholder": "Pick", "min_values": 2, "max_values": 3,
            "options": [option("One"), option("Two"), option("Three")]}]},
        {"type": 1, "components": [{"type": 5, "custom_id": "u", "default_values": [{"id": alice.id(), "type": "user"}]}]},
        {"type": 1, "components": [{"type": 6, "custom_id": "r"}]},
        {"type": 1, "components": [{"type": 7, "custom_id": "m", "max_values": 2}]},
        {"type": 1, "components": [{"type": 8, "custom_id": "c", "channel_types": [2]}]},
    ]);
    let menu = posted(&desk, &alice, rows).await;
    for (name, values, kind, maps) in [
        ("Pick", &["One", "three"][..], 3, &[][..]),
        ("u", &["@bob"], 5, &["members", "users"]),
        ("r", &["mods"], 6, &["roles"]),
        ("m", &["bob", "@mods"], 7, &["members", "roles", "users"]),
        ("c", &["#voice"], 8, &["channels"]),
    ] {
        let (done, used) =
            join!(alice.select(&menu, name, values).acknowledged(), desk.answers(6, Value::Null));
        done.unwrap();
        let data = &used["data"];
        assert_eq!(
            (&data["component_type"], data["values"].as_array().unwrap().len()),
            (&json!(kind), values.len())
        );
        let resolved: Vec<&String> =
            data["resolved"].as_object().into_iter().flat_map(|maps| maps.keys()).collect();
        assert_eq!(resolved, maps);
        // discord.py takes an empty object for values that are ids.
        assert_eq!(data.get("resolved").is_some(), !maps.is_empty(), "{data}");
    }
    let role = json!([mods.id()]);
    let (_, used) = join!(alice.select(&menu, "r", &["mods"]).acknowledged(), desk.answers(6, Value::Null));
    assert_eq!(used["data"]["values"], role);
    for (name, values, reason) in [
        ("Pick", &["One"][..], "2 to 3 values, not 1"),
        ("Pick", &["One", "Four"], "no option `Four`"),
        ("u", &[], "1 to 1 values, not 0"),
        ("u", &["missing"], "not a user"),
        ("c", &["general"], "of a type that can be chosen here"),
    ] {
        let error = alice.selects(&menu, name, values).await.unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
    assert!(alice.clicks(&menu, "u").await.unwrap_err().to_string().contains("is a select menu"));
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_components_are_refused_with_paths() {
    let (_discord, desk, _alice) = setup().await;
    let button = |id: &str| json!({"type": 2, "style": 1, "custom_id": id, "label": "L"});
    let row = |children: Value| json!({"components": [{"type": 1, "components": children}]});
    let select = json!({"type": 5, "custom_id": "u"});
    let twice = json!([{"label": "a", "value": "v"}, {"label": "b", "value": "v"}]);
    for (body, path) in [
        (
            json!({"components": vec![json!({"type": 1, "components": [{"type": 2, "style": 5, "url": "https://a.b", "label": "L"}]}); 6]}),
            "components BASE_TYPE_MAX_LENGTH",
        ),
        (json!({"components": [button("a")]}), "components.0.type UNION_TYPE_CHOICES"),
        (json!({"components": [{"type": 10, "content": "no flag"}]}), "components.0.type UNION_TYPE_CHOICES"),
        (row(json!([])), "components.0.components BASE_TYPE_BAD_LENGTH"),
        (
            row(json!([button("a"), button("a")])),
            "components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (row(json!([button("a"), select])), "components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        (
            row(json!([{"type": 2, "style": 1, "label": "L"}])),
            "components.0.components.0.custom_id BASE_TYPE_REQUIRED",
        ),
        (
            row(json!([{"type": 2, "style": 1, "custom_id": "a"}])),
            "components.0.components.0.label BASE_TYPE_REQUIRED",
        ),
        (
            row(json!([{"type": 2, "style": 7, "custom_id": "a", "label": "L"}])),
            "components.0.components.0.style NUMBER_TYPE_RANGE",
        ),
        (
            row(json!([{"type": 2, "style": 5, "url": "https://a.b", "custom_id": "a", "label": "L"}])),
            "components.0.components.0 BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
        ),
        (
            row(json!([{"type": 3, "custom_id": "s", "options": []}])),
            "components.0.components.0.options BASE_TYPE_BAD_LENGTH",
        ),
        (
            row(json!([{"type": 3, "custom_id": "s", "options": twice}])),
            "components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        (
            row(json!([{"type": 5, "custom_id": "u", "min_values": 3, "max_values": 2}])),
            "components.0.components.0.min_values NUMBER_TYPE_RANGE",
        ),
        (
            row(json!([{"type": 6, "custom_id": "r", "default_values": [{"id": "1", "type": "user"}]}])),
            "components.0.components.0.default_values.0.type BASE_TYPE_CHOICES",
        ),
    ] {
        let (status, answer) = desk.posts(body).await;
        assert_eq!(status, 400, "{path}");
        let paths = flat(&answer["errors"], "");
        assert!(paths.contains(&path.to_owned()), "{path} is not in {paths:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn emoji_and_premium_buttons_are_checked() {
    let (_discord, desk, _alice) = setup().await;
    let row = |children: Value| json!({"components": [{"type": 1, "components": children}]});
    let link = |emoji: Value| row(json!([{"type": 2, "style": 5, "url": "https://a.b", "emoji": emoji}]));
    let option = |emoji: Value| {
        let options = json!([{"label": "a", "value": "a", "emoji": emoji}]);
        row(json!([{"type": 3, "custom_id": "s", "options": options}]))
    };
    let blob = || json!({"id": "7", "name": "blob", "animated": true});
    let premium = json!({"type": 2, "style": 6, "sku_id": "7"});
    for valid in [
        link(json!({"name": "👍"})),
        link(blob()),
        option(json!({"name": "❤", "id": null})),
        option(blob()),
        row(json!([premium])),
    ] {
        let (status, answer) = desk.posts(valid).await;
        assert_eq!(status, 200, "{answer}");
    }
    for (body, path) in [
        (link(json!({"name": ":+1:"})), "emoji.name BUTTON_COMPONENT_INVALID_EMOJI"),
        (link(json!({"name": "blob", "id": "blob"})), "emoji.id NUMBER_TYPE_COERCE"),
        (option(json!({"name": "blob"})), "options.0.emoji.name BUTTON_COMPONENT_INVALID_EMOJI"),
        (row(json!([{"type": 2, "style": 6, "sku_id": "7", "label": "Buy"}])), "label BASE_TYPE_BAD_TYPE"),
        (row(json!([{"type": 2, "style": 6}])), "sku_id BASE_TYPE_REQUIRED"),
    ] {
        let (status, answer) = desk.posts(body).await;
        assert_eq!(status, 400, "{path}");
        assert_eq!(flat(&answer["errors"], ""), [format!("components.0.components.0.{path}")]);
    }
}

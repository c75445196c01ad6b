//! The playground's routes: access, views, actions, refusals and live changes.

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::{Member, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};

use crate::api::{Api, Response, send};

/// Weigh a file.
#[command(ephemeral)]
async fn heft(file: Attachment) -> String {
    format!("{} weighs {}.", file.filename, file.size)
}

/// Say where.
#[command]
async fn head(#[arg(autocomplete = places)] to: String) -> String {
    format!("To {to}!")
}

async fn places(_: &Context, typed: &str) -> Vec<String> {
    vec![format!("{typed}ham")]
}

#[derive(Debug, Modal)]
#[modal(title = "Wish")]
struct Wish {
    #[field(label = "What", max_len = 10)]
    what: String,
}

/// Wish for something.
#[command]
async fn wish(ctx: &Context) -> Result<String> {
    let wish: Wish = ctx.modal().await?;
    Ok(format!("{} it shall be.", wish.what))
}

async fn sandbox() -> Result<Sandbox> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_EXECUTE_TOKEN" => Some("run".to_owned()),
        _ => None,
    })?;
    let registry = Registry::empty().command::<heft>().command::<head>().command::<wish>();
    Ok(Sandbox::start(Bot::builder().registry(registry).config(config)).await?)
}

async fn act(api: &Api, member: &Member, action: Value) -> Response {
    act_in(api, member, "dm", action).await
}

async fn act_in(api: &Api, member: &Member, location: &str, action: Value) -> Response {
    let act = json!({ "user": member.id().to_string(), "location": location, "action": action });
    api.post("/sandbox/act", &act).await
}

async fn view(api: &Api, member: &Member) -> Value {
    api.get(&format!("/sandbox/view?user={}", member.id())).await.body
}

#[tokio::test]
async fn the_playground_needs_the_admin_token() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    assert_eq!(api.get("/discord/status").await.body["playground"], true);
    for path in ["/sandbox/view", "/sandbox/changes"] {
        assert_eq!(send(api.bare(Method::GET, path)).await.status, 401, "{path}");
        assert_eq!(send(api.bare(Method::GET, path).bearer_auth("run")).await.status, 403, "{path}");
    }
    let call = api.bare(Method::POST, "/sandbox/act").bearer_auth("run").json(&json!({}));
    assert_eq!(send(call).await.status, 403);
    let document = api.get("/openapi.json").await;
    assert!(!document.text.contains("/sandbox/"));
    Ok(())
}

#[tokio::test]
async fn each_member_sees_their_own_view() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let general = sandbox.channel("general")?.id().to_string();
    let file = json!({ "name": "tea.txt", "base64": "dGVh" });
    let options = json!([{ "name": "file", "value": file }]);
    let slash = json!({ "type": "slash", "command": "heft", "options": options });
    let done = act_in(&api, &alice, &general, slash).await;
    assert_eq!((done.status.as_u16(), &done.body), (200, &json!({})), "{}", done.text);
    let alices_view = view(&api, &alice).await;
    assert_eq!(alices_view["messages"][0]["content"], "tea.txt weighs 3.");
    assert_eq!(alices_view["messages"][0]["used"], "/heft");
    assert_eq!(alices_view["commands"].as_array().unwrap().len(), 3);
    assert_eq!(view(&api, &bob).await["messages"], json!([]));

    // A direct message is visible to its recipients only.
    let said = act(&api, &alice, json!({ "type": "send", "text": "hi", "files": [file] })).await;
    assert_eq!(said.status, 200, "{}", said.text);
    let path = format!("/sandbox/view?location=dm&user={}", alice.id());
    let dm = api.get(&path).await.body;
    assert_eq!(dm["messages"][0]["attachments"][0]["filename"], "tea.txt");
    let path = format!("/sandbox/view?user={}&location={}", bob.id(), dm["location"].as_str().unwrap());
    let refused = api.get(&path).await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (409, &json!("refused")));
    Ok(())
}

#[tokio::test]
async fn modals_and_suggestions_are_returned_by_the_action() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let (alice, bob) = (sandbox.member("alice").await?, sandbox.member("bob").await?);
    let options = json!([{ "name": "to", "value": "Birming" }]);
    let typing = json!({ "type": "suggest", "command": "head", "options": options, "option": "to" });
    let offered = act(&api, &alice, typing).await.body;
    assert_eq!(offered["suggestions"], json!([{ "name": "Birmingham", "value": "Birmingham" }]));

    let opened = act(&api, &alice, json!({ "type": "slash", "command": "wish" })).await.body;
    let modal = opened["modal"]["id"].clone();
    assert_eq!(opened["modal"]["data"]["title"], "Wish");
    let field = opened["modal"]["data"]["components"][0]["component"]["custom_id"].as_str().unwrap();
    let submit = |text: &str| json!({ "type": "submit", "modal": modal, "fields": { field: text } });
    let refused = act(&api, &alice, submit("more than ten characters")).await;
    assert_eq!(refused.status, 409);
    assert!(refused.body["detail"].as_str().unwrap().contains("characters"), "{}", refused.text);
    assert_eq!(act(&api, &bob, submit("tea")).await.body["detail"], "this modal is not open");
    assert_eq!(act(&api, &alice, submit("tea")).await.status, 200);
    assert_eq!(alice.in_dm().messages().last().unwrap().content, "tea it shall be.");
    Ok(())
}

#[tokio::test]
async fn invalid_actions_are_refused_with_a_reason() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let alice = sandbox.member("alice").await?;
    for (action, status, words) in [
        (json!({ "type": "send", "text": "" }), 409, "1 to 2000 characters"),
        (
            json!({ "type": "send", "text": "x", "files": [{ "name": "x", "base64": "§" }] }),
            409,
            "not valid base64",
        ),
        (json!({ "type": "slash", "command": "nothing" }), 409, "no command /nothing"),
        (json!({ "type": "delete", "message": "1" }), 409, "was deleted"),
        (json!({ "type": "join", "name": "alice" }), 409, "a member already"),
        (json!({ "type": "leave", "user": sandbox.bot().to_string() }), 409, "no user with this id"),
        (json!({ "type": "dance" }), 400, "unknown variant"),
        (json!({ "type": "send", "text": "x", "loud": true }), 400, "unknown field"),
    ] {
        let refused = act(&api, &alice, action.clone()).await;
        assert_eq!(refused.status, status, "{action}: {}", refused.text);
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains(words) && !detail.contains("conversation so far"), "{action}: {detail}");
    }
    let bot = json!({ "user": sandbox.bot().to_string(), "location": "dm", "action": { "type": "send", "text": "x" } });
    assert_eq!(api.post("/sandbox/act", &bot).await.status, 409);
    for path in ["/sandbox/view?location=nowhere", "/sandbox/view?user=0", "/sandbox/view?what=else"] {
        assert_eq!(api.get(path).await.status, 400, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn a_change_is_streamed_at_once() -> Result<()> {
    let sandbox = sandbox().await?;
    let api = Api::of(&sandbox);
    let alice = sandbox.member("alice").await?;
    let watch = api.bare(Method::GET, "/sandbox/changes").bearer_auth(&api.token);
    let mut changes = watch.send().await?.error_for_status()?;
    let mut next_change = async || {
        let chunk = changes.chunk().await.unwrap().unwrap();
        String::from_utf8_lossy(&chunk).into_owned()
    };
    // The first event is sent at once.
    assert!(next_change().await.contains("event: changed"));
    let mut world = sandbox.watch();
    world.mark_unchanged();
    view(&api, &alice).await;
    assert!(!world.has_changed()?, "viewing must not count as a change");
    alice.posts("hello").await?;
    assert!(next_change().await.contains("event: changed"));
    assert_eq!(view(&api, &alice).await["messages"][0]["content"], "hello");
    Ok(())
}

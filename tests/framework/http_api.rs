//! The HTTP API: OpenAPI operations, dry runs, idempotency keys, token scopes, paging, and the pages for browsers.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mindtrace_discord::Registry;
use mindtrace_discord::config::Config;
use mindtrace_discord::prelude::*;
use mindtrace_discord::sandbox::Sandbox;
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::api::{Api, Response, send};

#[derive(Clone, Copy, Debug, Choice)]
enum Shape {
    Round,
    Square,
}

/// Bake a cake.
#[command(category = "Kitchen", cooldown = "1h")]
async fn bake(
    baked: &Arc<AtomicU32>,
    shape: Shape,
    #[arg(min = 1, max = 5, default = 2)] layers: u8,
    toppings: Vec<String>,
) -> String {
    let number = baked.fetch_add(1, Ordering::Relaxed) + 1;
    format!("cake {number}: {shape:?}, {layers}, {}", toppings.join(" and "))
}

/// Recipes.
#[group]
mod recipe {
    use mindtrace_discord::prelude::*;

    /// Find a recipe.
    #[command(permissions(MANAGE_GUILD))]
    pub(super) async fn find(name: String) -> String {
        name
    }
}

fn bot() -> BotBuilder {
    let registry = Registry::empty().command::<bake>().command::<recipe::find>();
    Bot::builder().registry(registry).state(Arc::new(AtomicU32::new(0)))
}

async fn with_key(api: &Api, key: &str, body: &Value) -> Response {
    let request = api.bare(Method::POST, "/discord/commands/bake").bearer_auth(&api.token);
    send(request.header("Idempotency-Key", key).json(body)).await
}

#[tokio::test]
async fn each_command_is_an_openapi_operation() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    let document = api.get("/openapi.json").await.body;
    assert_eq!(document["openapi"], "3.1.0");
    let operation = &document["paths"]["/discord/commands/bake"]["post"];
    assert_eq!((&operation["summary"], &operation["tags"]), (&json!("Bake a cake."), &json!(["Kitchen"])));
    let header = &document["paths"]["/discord/execute"]["post"]["parameters"][0]["description"];
    assert_eq!(&operation["parameters"][0]["description"], header);
    assert!(header.as_str().unwrap().contains("ten minutes"), "{header}");
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(
        schema["properties"]["arguments"],
        json!({
            "type": "object",
            "properties": {
                "shape": { "type": "string", "enum": ["round", "square"], "description": "shape" },
                "layers": {
                    "type": ["integer", "null"], "minimum": 1, "maximum": 5, "default": 2, "description": "layers"
                },
                "toppings": {
                    "type": ["array", "null"], "items": { "type": "string" }, "maxItems": 25,
                    "description": "toppings"
                },
            },
            "required": ["shape"],
            "additionalProperties": false,
        })
    );
    assert!(document["paths"]["/discord/commands/recipe.find"]["post"].is_object());
    // Calls behave as the document says.
    let wrong = api.post("/discord/commands/bake", &json!({ "arguments": { "shape": "flat" } })).await;
    assert_eq!((wrong.status.as_u16(), &wrong.body["parameter"]), (400, &json!("shape")));
    let body = json!({ "arguments": { "shape": "round", "toppings": ["icing", "cherries"] } });
    let baked = api.post("/discord/commands/bake", &body).await;
    assert_eq!(
        (baked.status.as_u16(), &baked.body["response"]),
        (200, &json!("cake 1: Round, 2, icing and cherries"))
    );
    let misspelt = api.post("/discord/commands/bake", &json!({ "argumens": {} })).await;
    assert_eq!(misspelt.status, 400);
    assert_eq!(api.post("/discord/commands/bak", &json!({})).await.body["nearest"], json!(["bake"]));
    Ok(())
}

#[tokio::test]
async fn the_document_lists_every_route_and_resolves_references() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let document = Api::of(&sandbox).get("/openapi.json").await.body;
    let paths = document["paths"].as_object().unwrap();
    let found: Vec<&str> = paths.keys().map(String::as_str).collect();
    // The routes of the pages, of Discord's interactions and of MCP are not in this document.
    let mut expected = vec![
        "/discord.commands",
        "/discord.execute",
        "/discord.status",
        "/discord/categories/{name}/enabled",
        "/discord/commands",
        "/discord/commands/bake",
        "/discord/commands/recipe.find",
        "/discord/commands/{name}/enabled",
        "/discord/drain",
        "/discord/events/{name}",
        "/discord/execute",
        "/discord/handlers",
        "/discord/handlers/{name}/enabled",
        "/discord/history",
        "/discord/live",
        "/discord/log",
        "/discord/resync",
        "/discord/status",
        "/discord/toggles",
        "/class_name",
        "/endpoints",
        "/heartbeat",
        "/livez",
        "/metrics",
        "/pid_file",
        "/readyz",
        "/server_id",
        "/shutdown",
        "/status",
    ];
    expected.sort_unstable();
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, expected);
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_dry_run_checks_the_gates_without_running() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let (alice, api) = (sandbox.member("alice").await?, Api::of(&sandbox));
    let bake = json!({ "arguments": { "shape": "round" }, "dry_run": true });
    for _ in 0..2 {
        let dry = api.post("/discord/commands/bake", &bake).await;
        assert_eq!((dry.status.as_u16(), &dry.body["dry_run"]), (200, &json!(true)));
        assert_eq!(dry.body["response"], Value::Null);
    }
    let wrong = json!({ "content": "!bake", "dry_run": true });
    assert_eq!(api.post("/discord/execute", &wrong).await.status, 400);
    // The dry runs took no use and baked nothing.
    let real = api.execute("!bake square").await;
    assert_eq!(real.body["response"], "cake 1: Square, 2, ");
    assert_eq!(api.post("/discord/commands/bake", &bake).await.status, 429);
    let find = json!({
        "arguments": { "name": "pie" }, "dry_run": true,
        "author_id": alice.id().to_string(), "guild_id": sandbox.guild().to_string(),
    });
    let refused = api.post("/discord/commands/recipe.find", &find).await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (403, &json!("missing_permissions")));
    Ok(())
}

#[tokio::test]
async fn a_call_with_an_idempotency_key_runs_once() -> Result<()> {
    let config = Config::from_lookup(|name| match name {
        "DISCORD_HTTP_ADDR" => Some("127.0.0.1:0".to_owned()),
        "DISCORD_HTTP_EXECUTE_TOKEN" => Some("run".to_owned()),
        _ => None,
    })?;
    let sandbox = Sandbox::start(bot().config(config)).await?;
    let api = Api::of(&sandbox);
    let body = json!({ "arguments": { "shape": "round" } });
    let first = with_key(&api, "one", &body).await;
    let second = with_key(&api, "one", &body).await;
    assert_eq!((first.status.as_u16(), &first.text), (200, &second.text));
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(second.headers["idempotency-replayed"], "true");
    // A refusal is forgotten, so that the call can be made again once the cooldown is over.
    for _ in 0..2 {
        let refused = with_key(&api, "two", &body).await;
        assert_eq!(refused.status, 429);
        assert!(!refused.headers.contains_key("idempotency-replayed"));
    }
    let other = with_key(&api, "one", &json!({ "arguments": { "shape": "square" } })).await;
    assert_eq!((other.status.as_u16(), &other.body["code"]), (422, &json!("key_reused")));
    assert_eq!(with_key(&api, &"x".repeat(256), &body).await.status, 400);
    // A key belongs to the token of its request.
    let request = api.bare(Method::POST, "/discord/commands/bake").bearer_auth("run");
    let another = send(request.header("Idempotency-Key", "one").json(&body)).await;
    assert_eq!(another.status, 429, "{}", another.text);
    assert!(!another.headers.contains_key("idempotency-replayed"));
    Ok(())
}

#[tokio::test]
async fn each_token_is_limited_to_its_scope() -> Result<()> {
    let config = Config::from_lookup(|name| {
        let value = match name {
            "DISCORD_HTTP_ADDR" => "127.0.0.1:0",
            "DISCORD_STATE" => "off",
            "DISCORD_HTTP_TOKEN" => "admin",
            "DISCORD_HTTP_EXECUTE_TOKEN" => "execute",
            "DISCORD_HTTP_READ_TOKEN" => "read",
            _ => return None,
        };
        Some(value.to_owned())
    });
    let sandbox = Sandbox::start(bot().config(config?)).await?;
    let api = Api::of(&sandbox);
    let routes = [
        (Method::GET, "/discord/status", json!(null), [200, 200, 200]),
        (Method::GET, "/discord/history", json!(null), [200, 200, 200]),
        (Method::GET, "/openapi.json", json!(null), [200, 200, 200]),
        (Method::POST, "/discord/execute", json!({ "content": "!nothing" }), [403, 404, 404]),
        (Method::POST, "/discord/commands/bake", json!({ "dry_run": true }), [403, 400, 400]),
        (Method::POST, "/discord/events/none", json!({}), [403, 404, 404]),
        (Method::PUT, "/discord/commands/bake/enabled", json!({ "enabled": true }), [403, 403, 200]),
        (Method::PUT, "/discord/log", json!({ "level": null }), [403, 403, 409]),
    ];
    for (method, path, body, expected) in routes {
        let mut found = Vec::new();
        for token in ["read", "execute", "admin"] {
            let request = api.bare(method.clone(), path).bearer_auth(token).json(&body);
            found.push(send(request).await.status.as_u16());
        }
        assert_eq!(found, expected, "{path}");
        assert_eq!(send(api.bare(method, path).json(&body)).await.status, 401, "{path}");
    }
    for token in ["read", "execute"] {
        assert_eq!(send(api.bare(Method::POST, "/shutdown").bearer_auth(token)).await.status, 403);
    }
    Ok(())
}

#[tokio::test]
async fn lists_come_in_pages() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    let page = api.get("/discord/commands?limit=1&offset=1").await.body;
    assert_eq!((&page["total"], page["commands"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(page["commands"][0]["name"], "recipe find");
    assert_eq!(api.get("/discord/commands?limit=0").await.status, 400);
    assert_eq!(api.get("/discord/commands?limit=x").await.status, 400);
    Ok(())
}

#[tokio::test]
async fn the_service_routes_match_other_mindtrace_services() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    let mut ids = Vec::new();
    for method in [Method::GET, Method::POST] {
        let ask = async |path: &str| send(api.bare(method.clone(), path).bearer_auth(&api.token)).await.body;
        assert_eq!(ask("/status").await, json!({ "status": "Available" }));
        assert_eq!(ask("/class_name").await, json!({ "class_name": "DiscordService" }));
        assert_eq!(ask("/pid_file").await, json!({ "pid_file": null }));
        let heartbeat = &ask("/heartbeat").await["heartbeat"];
        assert_eq!(
            (&heartbeat["status"], &heartbeat["details"]["state"]),
            (&json!("Available"), &json!("connected"))
        );
        ids.push((ask("/server_id").await["server_id"].clone(), heartbeat["server_id"].clone()));
        for name in ["endpoints", "heartbeat", "discord.execute"] {
            assert!(
                ask("/endpoints").await["endpoints"].as_array().unwrap().contains(&json!(name)),
                "{name}"
            );
        }
    }
    let id = &ids[0].0;
    assert!(id.as_str().is_some_and(|id| id.len() == 36) && ids.iter().all(|(a, b)| (a, b) == (id, id)));
    assert_eq!(api.get("/shutdown").await.status, 405);
    Ok(())
}

#[tokio::test]
async fn the_docs_page_loads_nothing_from_other_hosts() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    let page = send(api.bare(Method::GET, "/docs")).await;
    assert_eq!(page.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str()?;
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!page.text.contains("//"), "the page loads from another host: {}", page.text);
    for file in ["start.js", "page.css", "swagger-ui.css", "swagger-ui-bundle.js"] {
        let file = send(api.bare(Method::GET, &format!("/docs/{file}"))).await;
        assert_eq!(file.status, 200);
        assert!(file.text.len() > 500);
    }
    assert_eq!(send(api.bare(Method::GET, "/docs/secret")).await.status, 404);
    Ok(())
}

#[tokio::test]
async fn the_dashboard_is_built_in_and_empty_without_a_token() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    for (path, kind) in
        [("/", "text/html"), ("/page/page.js", "text/javascript"), ("/page/page.css", "text/css")]
    {
        let file = send(api.bare(Method::GET, path)).await;
        assert!(file.headers[header::CONTENT_TYPE].to_str()?.starts_with(kind), "{path}");
        let policy = file.headers[header::CONTENT_SECURITY_POLICY].to_str()?;
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe") && !file.text.contains("https:"), "{path}");
        assert!(!file.text.contains("bake"), "{path} names commands");
    }
    for path in ["/", "/docs"] {
        let icon = "<link rel=\"icon\" href=\"/page/icon.svg\"";
        assert!(send(api.bare(Method::GET, path)).await.text.contains(icon), "{path} has no icon");
    }
    for path in ["/page/icon.svg", "/favicon.ico"] {
        let icon = send(api.bare(Method::GET, path)).await;
        assert_eq!(icon.status, 200, "{path}");
        assert_eq!(icon.headers[header::CONTENT_TYPE], "image/svg+xml", "{path}");
        assert!(icon.text.starts_with("<svg"), "{path}");
    }
    // Every script that another one imports is served.
    let mut names = vec!["page.js".to_owned()];
    let mut position = 0;
    while let Some(name) = names.get(position).cloned() {
        position += 1;
        let script = send(api.bare(Method::GET, &format!("/page/{name}"))).await;
        assert_eq!(script.status, 200, "{name}");
        let imports = script.text.lines().filter_map(|line| {
            let (_, file) = line.strip_prefix("import ")?.split_once("from \"./")?;
            file.strip_suffix("\";").map(str::to_owned)
        });
        for name in imports {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    assert!(names.len() > 12, "{names:?}");
    Ok(())
}

#[tokio::test]
async fn cross_site_requests_are_refused() -> Result<()> {
    let sandbox = Sandbox::start(bot()).await?;
    let api = Api::of(&sandbox);
    let call = |site: &str| {
        let request = api.bare(Method::POST, "/discord/execute").bearer_auth(&api.token);
        send(request.header("Sec-Fetch-Site", site).json(&json!({ "content": "!bake round" })))
    };
    let refused = call("cross-site").await;
    assert_eq!((refused.status.as_u16(), &refused.body["code"]), (403, &json!("cross_site")));
    assert_eq!(call("same-origin").await.status, 200);
    Ok(())
}

/// Waits at the gate and answers with a file that is too large to be stored.
#[command(timeout = "1m")]
async fn feast(gate: &Arc<tokio::sync::Semaphore>, baked: &Arc<AtomicU32>) -> Result<Reply> {
    gate.acquire().await?.forget();
    let number = baked.fetch_add(1, Ordering::Relaxed);
    Ok(Reply::new(format!("feast {number}")).file(File::new("cake.bin", vec![0; 1_500_000])))
}

/// Fail, after something was done that must not be done twice.
#[command]
async fn burn(baked: &Arc<AtomicU32>) -> Result<()> {
    baked.fetch_add(1, Ordering::Relaxed);
    Err("the oven is on fire".into())
}

#[tokio::test]
async fn a_call_that_failed_after_its_start_does_not_run_again_for_its_key() -> Result<()> {
    let baked = Arc::new(AtomicU32::new(0));
    let bot = Bot::builder().registry(Registry::empty().command::<burn>()).state(Arc::clone(&baked));
    let sandbox = Sandbox::start(bot).await?;
    let api = Api::of(&sandbox);
    for _ in 0..2 {
        let request = api.bare(Method::POST, "/discord/commands/burn").bearer_auth(&api.token);
        let answer = send(request.header("Idempotency-Key", "one").json(&json!({}))).await;
        assert_eq!(answer.status, 500, "{}", answer.text);
    }
    assert_eq!(baked.load(Ordering::Relaxed), 1);
    Ok(())
}

#[tokio::test]
async fn an_idempotent_call_runs_once_even_if_its_answer_is_lost() -> Result<()> {
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let baked = Arc::new(AtomicU32::new(0));
    let bot = Bot::builder().registry(Registry::empty().command::<feast>());
    let sandbox = Sandbox::start(bot.state(Arc::clone(&gate)).state(Arc::clone(&baked))).await?;
    let api = Arc::new(Api::of(&sandbox));
    let ask = |api: Arc<Api>| async move {
        let request = api.bare(Method::POST, "/discord/commands/feast").bearer_auth(&api.token);
        send(request.header("Idempotency-Key", "one").json(&json!({}))).await
    };
    let first = tokio::spawn(ask(Arc::clone(&api)));
    // The first call has started once a second one is refused as `in_progress`.
    while ask(Arc::clone(&api)).await.body["code"] != "in_progress" {}
    // The caller disconnects; the call goes on.
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    assert_eq!(ask(Arc::clone(&api)).await.status, 409);
    gate.add_permits(2);
    let answer = loop {
        let answer = ask(Arc::clone(&api)).await;
        if answer.body["code"] != "in_progress" {
            break answer;
        }
    };
    assert_eq!(
        (answer.status.as_u16(), &answer.body["code"]),
        (409, &json!("response_not_stored")),
        "{}",
        answer.text.len()
    );
    assert_eq!(baked.load(Ordering::Relaxed), 1);
    Ok(())
}

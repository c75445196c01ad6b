//! `/openapi.json`: the routes, and an operation for each command.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::problem::Problem;
use super::state::Shared;
use super::{
    commands, events, execute, handlers, history, live, metrics, mindtrace, operate, status, toggles,
};
use crate::command::{CommandKind, CommandSpec, arguments};
use crate::event::HttpEventSpec;
use crate::registry::Registry;
use crate::surface::Surface;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "A Discord bot",
        description = "Each command of the bot is an operation, with the same gates as on Discord. Ids are strings."
    ),
    paths(
        status::livez,
        status::readyz,
        status::status,
        commands::list,
        execute::execute,
        events::raise,
        handlers::list,
        live::live,
        history::history,
        metrics::metrics,
        toggles::list,
        toggles::command,
        toggles::category,
        toggles::handler,
        toggles::log,
        toggles::set_log,
        operate::drain,
        operate::resync,
        mindtrace::endpoints,
        mindtrace::status,
        mindtrace::heartbeat,
        mindtrace::server_id,
        mindtrace::class_name,
        mindtrace::pid_file,
        mindtrace::shutdown
    ),
    components(schemas(Problem, execute::Executed))
)]
struct Routes;

/// Generates the document of a bot with this name and version. It is generated once, at start.
pub(super) fn document(registry: &Registry, name: &str, version: Option<&str>) -> Value {
    let mut routes = Routes::openapi();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    let signature =
        ApiKeyValue::with_description("X-Hub-Signature-256", "`sha256=` and the HMAC-SHA-256 of the body");
    let signature = SecurityScheme::ApiKey(ApiKey::Header(signature));
    let components = routes.components.get_or_insert_default();
    components.add_security_scheme("token", bearer);
    components.add_security_scheme("signature", signature);
    name.clone_into(&mut routes.info.title);
    // The license of the framework is not that of the bot.
    routes.info.license = None;
    // The format requires a version.
    version.unwrap_or("unknown").clone_into(&mut routes.info.version);
    let mut document = json!(routes);
    document["info"]["x-framework-version"] = json!(env!("CARGO_PKG_VERSION"));
    document["tags"] = json!(tags(registry));
    // `content` and `command` exclude each other, which no attribute can express.
    if let Some(execute) = document.pointer_mut("/components/schemas/Execute") {
        let by = |field: &str, other: &str| {
            let text = json!({ "type": "string", "minLength": 1 });
            json!({ "required": [field], "properties": { field: text, other: { "type": "null" } } })
        };
        execute["oneOf"] = json!([by("content", "command"), by("command", "content")]);
    }
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return document };
    add_aliases(paths);
    add_get(paths);
    for command in registry.commands() {
        if is_operation(command) {
            paths.insert(
                format!("/discord/commands/{}", path(command)),
                json!({ "post": operation(command) }),
            );
        }
    }
    for event in registry.http_events() {
        let schema = (event.schema)();
        let token = json!([{ "token": [] }]);
        paths.insert(
            format!("/discord/events/{}", event.name),
            json!({ "post": raise(event, &schema, "event", token) }),
        );
        if event.secret.is_some() {
            let webhook = webhook(event, schema);
            paths.insert(format!("/discord/webhooks/{}", event.name), json!({ "post": webhook }));
        }
    }
    for path in paths.values_mut() {
        let operations = path.as_object_mut().into_iter().flat_map(Map::values_mut);
        for responses in operations.filter_map(|operation| operation.get_mut("responses")) {
            // All errors have the same shape.
            responses["default"] = problem();
        }
    }
    document
}

fn is_operation(command: &CommandSpec) -> bool {
    command.kind == CommandKind::Chat && command.is_offered_at(Surface::Http)
}

/// Returns the tag of a command: its category.
fn tag(command: &CommandSpec) -> &'static str {
    if command.category.is_empty() { "Commands" } else { command.category }
}

/// The tags of the other routes, in the order in which they are shown.
const TAGS: [&str; 6] = ["Events", "Bot", "Toggles", "Log", "Probes", "Mindtrace"];

/// Returns the tags in the order in which Swagger UI shows them: first those of the commands.
fn tags(registry: &Registry) -> Vec<Value> {
    let names: BTreeSet<&str> =
        registry.commands().filter(|command| is_operation(command)).map(tag).collect();
    let has_events = registry.http_events().next().is_some();
    let is_shown = |name: &&str| !names.contains(name) && (has_events || *name != "Events");
    let others = TAGS.into_iter().filter(is_shown);
    names.iter().copied().chain(others).map(|name| json!({ "name": name })).collect()
}

/// Returns a command's segment of the URL: `tag.create` for `tag create`.
fn path(command: &CommandSpec) -> String {
    command.name.replace(' ', ".")
}

/// Adds the original service's aliases of three routes.
fn add_aliases(paths: &mut Map<String, Value>) {
    for (alias, path, method) in [
        ("/discord.status", "/discord/status", "get"),
        ("/discord.commands", "/discord/commands", "get"),
        ("/discord.execute", "/discord/execute", "post"),
    ] {
        let Some(mut operation) = paths.get(path).map(|path| path[method].clone()) else { continue };
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        operation["operationId"] = json!(format!("{id}_original"));
        paths.insert(alias.to_owned(), json!({ "post": operation }));
    }
}

/// Adds GET to the routes that only read; the original service has POST only.
fn add_get(paths: &mut Map<String, Value>) {
    for name in ["endpoints", "status", "heartbeat", "server_id", "class_name", "pid_file"] {
        let Some(path) = paths.get_mut(&format!("/{name}")) else { continue };
        let mut operation = path["post"].clone();
        operation["operationId"] = json!(format!("service_{name}_get"));
        path["get"] = operation;
    }
}

fn operation(command: &CommandSpec) -> Value {
    // Swagger UI fills its example with the default; an id that it makes up would be refused.
    let id = json!({ "type": ["string", "null"], "pattern": "^[1-9][0-9]{0,18}$", "default": null });
    let schema = json!({
        "type": "object",
        "properties": {
            "arguments": arguments(command),
            "author_id": id, "channel_id": id, "guild_id": id, "message_id": id,
            "dry_run": { "type": "boolean", "default": false },
        },
        "additionalProperties": false,
    });
    json!({
        "operationId": format!("command_{}", command.name.replace(' ', "_")),
        "summary": command.description,
        "description": command.help,
        "tags": [tag(command)],
        "security": [{ "token": [] }],
        "parameters": [{
            "name": "Idempotency-Key", "in": "header", "required": false, "description": execute::KEY,
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$" },
        }],
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": {
            "200": {
                "description": "The answer of the command; with `dry_run`, that it would run.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Executed" } } },
            },
        },
    })
}

/// Returns the operation that raises an event.
fn raise(event: &HttpEventSpec, schema: &Value, way: &str, security: Value) -> Value {
    let name = event.name;
    let mut operation = json!({
        "operationId": format!("{way}_{name}"),
        "summary": format!("Raise the event {name}."),
        "tags": ["Events"],
        "requestBody": { "required": true, "content": { "application/json": { "schema": schema } } },
        "responses": {
            "202": {
                "description": "The event was raised.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Accepted" } } },
            },
        },
    });
    operation["security"] = security;
    operation
}

/// Returns the operation of a webhook: the fields that take a header are parameters, and not in the body.
fn webhook(event: &HttpEventSpec, mut schema: Value) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    for (field, header) in event.headers {
        let remove = |object: Option<&mut Value>| object?.as_object_mut()?.remove(*field);
        let value = remove(schema.get_mut("properties")).unwrap_or_else(|| json!({ "type": "string" }));
        remove(schema.get_mut("example"));
        let mut is_required = event.delivery_id.is_some_and(|id| id.eq_ignore_ascii_case(header));
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            let before = required.len();
            required.retain(|name| name != field);
            is_required |= required.len() < before;
        }
        parameters.push(json!({ "name": header, "in": "header", "required": is_required, "schema": value }));
    }
    let is_listed = |id: &&str| event.headers.iter().any(|(_, header)| header.eq_ignore_ascii_case(id));
    if let Some(id) = event.delivery_id.filter(|id| !is_listed(id)) {
        let text = json!({ "type": "string", "minLength": 1 });
        parameters.push(json!({ "name": id, "in": "header", "required": true, "schema": text }));
    }
    let mut operation = raise(event, &schema, "webhook", json!([{ "signature": [] }]));
    if !parameters.is_empty() {
        operation["parameters"] = json!(parameters);
    }
    operation
}

fn problem() -> Value {
    json!({
        "description": "An error (RFC 9457).",
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    })
}

pub(super) async fn openapi(State(shared): State<Shared>) -> Json<Value> {
    Json((*shared.document).clone())
}

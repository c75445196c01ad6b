//! `/mcp-server/mcp`: the commands as tools of the Model Context Protocol, through the same gates as everywhere.

use std::sync::Arc;

use axum::Router;
use axum::http::request::Parts;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, SubscriptionFilter, Tool, ToolAnnotations,
};
use rmcp::service::{NotificationContext, RequestContext, RoleServer, SubscriptionContext};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, ServerHandler};
use serde_json::{Map, Value, json};
use serenity::model::Permissions;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::execute::{self, Execute};
use super::state::{BODY_LIMIT, Shared};
use super::tokens::Scope;
use crate::command::{CommandKind, CommandSpec, Contexts, arguments};
use crate::runtime::Runtime;
use crate::surface::Surface;
use crate::telemetry::Entry;

/// Where the original service has it.
const PATH: &str = "/mcp-server/mcp";

/// What only a command has that changes or takes away something: it is no tool unless it says `tool`.
const DESTRUCTIVE: Permissions = Permissions::ADMINISTRATOR
    .union(Permissions::BAN_MEMBERS)
    .union(Permissions::KICK_MEMBERS)
    .union(Permissions::MODERATE_MEMBERS)
    .union(Permissions::MANAGE_CHANNELS)
    .union(Permissions::MANAGE_EVENTS)
    .union(Permissions::MANAGE_GUILD)
    .union(Permissions::MANAGE_GUILD_EXPRESSIONS)
    .union(Permissions::MANAGE_MESSAGES)
    .union(Permissions::MANAGE_NICKNAMES)
    .union(Permissions::MANAGE_ROLES)
    .union(Permissions::MANAGE_THREADS)
    .union(Permissions::MANAGE_WEBHOOKS)
    .union(Permissions::DEAFEN_MEMBERS)
    .union(Permissions::MOVE_MEMBERS)
    .union(Permissions::MUTE_MEMBERS)
    .union(Permissions::MENTION_EVERYONE);

/// Where a call is made, beside the command's own arguments.
const PLACES: [&str; 2] = ["guild_id", "channel_id"];

/// The route. Who may ask, which hosts and which sites is decided before it.
pub(super) fn routes(shared: &Shared) -> Router<Shared> {
    let mut config = StreamableHttpServerConfig::default().with_max_request_body_bytes(BODY_LIMIT);
    config.allowed_hosts = Vec::new();
    config.cancellation_token = shared.runtime.draining.clone();
    let server = Tools { shared: shared.clone() };
    let sessions = Arc::new(LocalSessionManager::default());
    let service = StreamableHttpService::new(move || Ok(server.clone()), sessions, config);
    Router::new().route_service(PATH, service)
}

/// The bot as a server of tools.
#[derive(Clone)]
struct Tools {
    shared: Shared,
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_tool_list_changed().build();
        let name = &self.shared.runtime.identity.user.name;
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new(name, env!("CARGO_PKG_VERSION")))
            .with_instructions("Each tool is a command of a Discord bot, with the permissions it has there.")
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let runtime = &self.shared.runtime;
        let commands = runtime.registry.commands().enumerate();
        let offered = commands
            .filter(|(position, command)| is_tool(command) && runtime.toggles.is_enabled(*position, None))
            .map(|(_, command)| tool(command));
        Ok(ListToolsResult::with_all_items(offered.collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let scope = context.extensions.get::<Parts>().and_then(|parts| parts.extensions.get::<Scope>());
        let Some(scope) = scope.copied().filter(|scope| *scope >= Scope::Execute) else {
            return Ok(refused("This token may only look.").into());
        };
        let registry = &self.shared.runtime.registry;
        let found = registry.commands().find(|command| is_tool(command) && name(command) == request.name);
        let Some(command) = found else {
            return Err(ErrorData::invalid_params(format!("There is no tool `{}`.", request.name), None));
        };
        let mut arguments = request.arguments.unwrap_or_default();
        let places =
            PLACES.map(|place| takes_place(command, place).then(|| arguments.remove(place)).flatten());
        let call = match Execute::of(command.name, &arguments, places) {
            Ok(call) => call,
            Err(error) => return Ok(refused(&error).into()),
        };
        Ok(match execute::call(&self.shared, scope, call).await {
            Ok(executed) => {
                let structured = json!(executed.0);
                let text = structured["response"].as_str().filter(|text| !text.is_empty());
                let text = text.map_or_else(|| structured.to_string(), str::to_owned);
                let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
                result.structured_content = Some(structured);
                result
            }
            Err(problem) => refused(problem.detail()),
        }
        .into())
    }

    fn accepted_subscription_filter(&self, _: &SubscriptionFilter) -> Option<SubscriptionFilter> {
        Some(SubscriptionFilter::builder().tools_list_changed().build())
    }

    /// Tells a client that asked for it whenever a switch moves, until either of the two ends.
    async fn listen(&self, context: SubscriptionContext) -> Result<(), ErrorData> {
        let mut moves = Moves::of(&self.shared.runtime);
        loop {
            let goes_on = tokio::select! {
                is_there_one = moves.next() => is_there_one,
                () = context.cancelled() => false,
            };
            if !goes_on || context.sink().notify_tool_list_changed().await.is_err() {
                return Ok(());
            }
        }
    }

    /// The same for a client that speaks as they did before 2026-07-28: its session is told unasked.
    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        let mut moves = Moves::of(&self.shared.runtime);
        tokio::spawn(async move {
            while moves.next().await && context.peer.notify_tool_list_changed().await.is_ok() {}
        });
    }
}

/// The moves of switches, from now on.
struct Moves {
    runtime: Arc<Runtime>,
    entries: Receiver<Arc<Entry>>,
}

impl Moves {
    fn of(runtime: &Arc<Runtime>) -> Self {
        Self { entries: runtime.telemetry.watch(), runtime: Arc::clone(runtime) }
    }

    /// Waits for one; `false` when the bot stops.
    async fn next(&mut self) -> bool {
        loop {
            let entry = tokio::select! {
                entry = self.entries.recv() => entry,
                () = self.runtime.draining.cancelled() => return false,
            };
            match entry {
                Ok(entry) if entry.kind() != "switched" => {}
                // One of those that were missed may have been a move.
                Ok(_) | Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            }
        }
    }
}

/// Whether a command is a tool: as it says itself, and if it says nothing when it neither destroys nor hides.
fn is_tool(command: &CommandSpec) -> bool {
    let destroys = (command.permissions | command.bot_permissions).intersects(DESTRUCTIVE);
    let is_harmless = !destroys && !command.owners_only && !command.hidden;
    command.kind == CommandKind::Chat
        && command.is_offered_at(Surface::Http)
        && command.tool.unwrap_or(is_harmless)
}

/// Clients take letters, digits, `_` and `-`: `tag create` is `tag_create`.
fn name(command: &CommandSpec) -> String {
    command.name.replace(' ', "_")
}

fn tool(command: &CommandSpec) -> Tool {
    let Value::Object(mut schema) = arguments(command) else { return Tool::default() };
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        for place in PLACES.into_iter().filter(|place| takes_place(command, place)) {
            let what = if place == "guild_id" { "server" } else { "channel" };
            properties.insert(
                place.to_owned(),
                json!({ "type": "string", "description": format!("The id of the {what} in which the command is called") }),
            );
        }
    }
    let description = [command.description, command.help].join("\n\n");
    let destroys = (command.permissions | command.bot_permissions).intersects(DESTRUCTIVE);
    let annotations = ToolAnnotations::with_title(command.name).destructive(destroys).open_world(true);
    Tool::new(name(command), description.trim().to_owned(), Arc::new(schema)).with_annotations(annotations)
}

/// Whether a place can be named beside the arguments: where it matters, and no argument has that name.
fn takes_place(command: &CommandSpec, place: &str) -> bool {
    let matters = command.contexts() != Contexts::Any || !command.permissions.is_empty();
    matters && command.params.iter().all(|param| param.name != place)
}

fn refused(sentence: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(sentence)])
}

impl Execute {
    /// A call of a command by its name, in the places that were named.
    fn of(command: &str, arguments: &Map<String, Value>, places: [Option<Value>; 2]) -> Result<Self, String> {
        let [guild_id, channel_id] = places;
        let call = json!({
            "command": command, "arguments": arguments, "guild_id": guild_id, "channel_id": channel_id,
        });
        serde_json::from_value(call).map_err(|error| format!("The call does not fit: {error}."))
    }
}

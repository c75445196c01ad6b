//! `/mcp-server/mcp`: the commands as tools of the Model Context Protocol, with the same gates as on other surfaces.

mod schema;
mod sessions;

use std::sync::Arc;

use axum::Router;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, SubscriptionFilter, Tool, ToolAnnotations,
};
use rmcp::service::{NotificationContext, RequestContext, RoleServer, SubscriptionContext};
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, ServerHandler};
use serde_json::{Map, Value, json};
use serenity::model::Permissions;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use self::schema::{LOCATION_PARAMS, input, takes_location};
use self::sessions::Sessions;

use super::execute::{self, Execute};
use super::state::{BODY_LIMIT, Shared};
use super::tokens::Scope;
use crate::command::{CommandKind, CommandSpec};
use crate::runtime::Runtime;
use crate::surface::Surface;
use crate::telemetry::Entry;

/// The path of the original service.
const PATH: &str = "/mcp-server/mcp";

/// Permissions that mark a command as destructive. Such a command is a tool only with the key `tool`.
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

/// The version of a bot whose author named none; the protocol requires one.
const NO_VERSION: &str = "unknown";

/// Creates the route. Tokens, hosts and origins are checked by the router's middleware.
pub(super) fn routes(shared: &Shared) -> Router<Shared> {
    let mut config = StreamableHttpServerConfig::default().with_max_request_body_bytes(BODY_LIMIT);
    config.allowed_hosts = Vec::new();
    config.cancellation_token = shared.runtime.draining.clone();
    let server = Tools { shared: shared.clone() };
    let sessions = Sessions::new();
    let service =
        StreamableHttpService::new(move || Ok(server.clone()), Arc::clone(&sessions.manager), config);
    Router::new().route_service(PATH, service).route_layer(from_fn_with_state(sessions, sessions::bound))
}

/// The MCP server.
#[derive(Clone)]
struct Tools {
    shared: Shared,
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_tool_list_changed().build();
        let runtime = &self.shared.runtime;
        let (name, version) = (&runtime.identity.user.name, runtime.version.as_deref());
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new(name, version.unwrap_or(NO_VERSION)))
            .with_instructions(
                "Each tool is a command of a Discord bot, with the permissions that it needs on Discord.",
            )
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let runtime = &self.shared.runtime;
        let commands = runtime.registry.commands().enumerate();
        let tools = commands
            .filter(|(position, command)| is_tool(command) && runtime.toggles.is_enabled(*position, None))
            .map(|(_, command)| tool(command));
        Ok(ListToolsResult::with_all_items(tools.collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let scope = context.extensions.get::<Parts>().and_then(|parts| parts.extensions.get::<Scope>());
        let Some(scope) = scope.copied().filter(|scope| *scope >= Scope::Execute) else {
            return Ok(error("This token is read-only.").into());
        };
        let registry = &self.shared.runtime.registry;
        let found = registry.commands().find(|command| is_tool(command) && name(command) == request.name);
        let Some(command) = found else {
            return Err(ErrorData::invalid_params(format!("There is no tool `{}`.", request.name), None));
        };
        let mut arguments = request.arguments.unwrap_or_default();
        let location = LOCATION_PARAMS
            .map(|name| takes_location(command, name).then(|| arguments.remove(name)).flatten());
        let call = match Execute::of(command.name, &arguments, location) {
            Ok(call) => call,
            Err(message) => return Ok(error(&message).into()),
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
            Err(problem) => error(problem.detail()),
        }
        .into())
    }

    fn accepted_subscription_filter(&self, _: &SubscriptionFilter) -> Option<SubscriptionFilter> {
        Some(SubscriptionFilter::builder().tools_list_changed().build())
    }

    /// Notifies a subscribed client of each change of a toggle, until the client cancels or the bot stops.
    async fn listen(&self, context: SubscriptionContext) -> Result<(), ErrorData> {
        let mut changes = ToggleChanges::of(&self.shared.runtime);
        loop {
            let goes_on = tokio::select! {
                has_changed = changes.next() => has_changed,
                () = context.cancelled() => false,
            };
            if !goes_on || context.sink().notify_tool_list_changed().await.is_err() {
                return Ok(());
            }
        }
    }

    /// Does the same for clients of protocol versions before 2026-07-28, whose sessions are notified without a subscription.
    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        let mut changes = ToggleChanges::of(&self.shared.runtime);
        tokio::spawn(async move {
            while changes.next().await && context.peer.notify_tool_list_changed().await.is_ok() {}
        });
    }
}

/// The changes of toggles from now on.
struct ToggleChanges {
    runtime: Arc<Runtime>,
    entries: Receiver<Arc<Entry>>,
}

impl ToggleChanges {
    fn of(runtime: &Arc<Runtime>) -> Self {
        Self { entries: runtime.telemetry.subscribe(), runtime: Arc::clone(runtime) }
    }

    /// Waits for the next change; returns `false` when the bot stops.
    async fn next(&mut self) -> bool {
        loop {
            let entry = tokio::select! {
                entry = self.entries.recv() => entry,
                () = self.runtime.draining.cancelled() => return false,
            };
            match entry {
                Ok(entry) if entry.kind() != "toggled" => {}
                // One of the missed entries may have been a change.
                Ok(_) | Err(RecvError::Lagged(_)) => return true,
                Err(RecvError::Closed) => return false,
            }
        }
    }
}

/// Whether a command is a tool: by its key `tool`, else if it is neither destructive nor hidden nor for owners only.
fn is_tool(command: &CommandSpec) -> bool {
    let is_destructive = (command.permissions | command.bot_permissions).intersects(DESTRUCTIVE);
    let is_harmless = !is_destructive && !command.owners_only && !command.hidden;
    command.kind == CommandKind::Chat
        && command.is_offered_at(Surface::Http)
        && command.tool.unwrap_or(is_harmless)
}

/// Returns the name of a tool: `tag_create` for `tag create`, because clients accept letters, digits, `_` and `-` only.
fn name(command: &CommandSpec) -> String {
    command.name.replace(' ', "_")
}

fn tool(command: &CommandSpec) -> Tool {
    let description = [command.description, command.help].join("\n\n");
    let is_destructive = (command.permissions | command.bot_permissions).intersects(DESTRUCTIVE);
    let annotations = ToolAnnotations::with_title(command.name).destructive(is_destructive).open_world(true);
    Tool::new(name(command), description.trim().to_owned(), Arc::new(input(command)))
        .with_annotations(annotations)
}

fn error(message: &str) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(message)])
}

impl Execute {
    /// Creates a call of a command, with `guild_id` and `channel_id` as its location.
    fn of(
        command: &str,
        arguments: &Map<String, Value>,
        location: [Option<Value>; 2],
    ) -> Result<Self, String> {
        let [guild_id, channel_id] = location;
        let call = json!({
            "command": command, "arguments": arguments, "guild_id": guild_id, "channel_id": channel_id,
        });
        serde_json::from_value(call).map_err(|error| format!("The call is invalid: {error}."))
    }
}

//! `POST /discord/execute`: runs a command, as text or as JSON, through the pipeline.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use serenity::model::application::CommandDataResolved;
use serenity::model::channel::Channel;
use serenity::model::id::{ChannelId, GuildId, MessageId, StickerId, UserId};
use serenity::model::user::User;
use tokio::task::JoinError;
use utoipa::ToSchema;

use super::body::Body;
use super::ids::Id;
use super::problem::Problem;
use super::state::Shared;
use super::tokens::Scope;
use crate::caller::{Caller, Location, Token};
use crate::command::CommandKind;
use crate::discord::LookupError;
use crate::dispatch::{self, Input, Invocation, Outcome};
use crate::error::BoxError;
use crate::prefix;
use crate::redact::redacted;
use crate::reference::Reference;
use crate::reply::{Embed, File, Forward, Poll, Reply};
use crate::responder::CollectingResponder;
use crate::responder::Responder;
use crate::runtime::Runtime;
use crate::surface::Surface;

/// A call of a command.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Execute {
    /// The command and its arguments as text, with or without the prefix.
    content: Option<String>,
    /// The full name of the command, such as `tag create`, instead of `content`.
    command: Option<String>,
    /// Its arguments by name: strings, numbers, booleans, and lists of them.
    #[schema(value_type = Option<Object>)]
    arguments: Option<Map<String, Value>>,
    /// The calling user. Default: the user configured for the token.
    #[serde(default)]
    author_id: Option<Id>,
    #[serde(default)]
    channel_id: Option<Id>,
    #[serde(default)]
    guild_id: Option<Id>,
    #[serde(default)]
    message_id: Option<Id>,
    /// Whether this is a dry run: gates and arguments are checked, and the command does not run.
    #[serde(default)]
    dry_run: bool,
}

/// A call of the command that the path names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    #[serde(default)]
    arguments: Map<String, Value>,
    #[serde(default)]
    author_id: Option<Id>,
    #[serde(default)]
    channel_id: Option<Id>,
    #[serde(default)]
    guild_id: Option<Id>,
    #[serde(default)]
    message_id: Option<Id>,
    #[serde(default)]
    dry_run: bool,
}

/// The answer of a command.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Executed {
    /// The name of the command that ran, not an alias.
    command: Option<&'static str>,
    /// The text of the answer; empty when it is an embed, `null` when there is no answer.
    response: Option<String>,
    /// The first embed of the answer.
    #[schema(value_type = Option<Object>)]
    embed: Option<Embed>,
    /// Every embed of the answer.
    #[schema(value_type = Vec<Object>)]
    embeds: Vec<Embed>,
    /// Seconds after which the answer should be deleted.
    delete_after: Option<f64>,
    /// Whether the answer is visible to the caller only.
    ephemeral: bool,
    /// The files of the answer, with their content in base64.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    files: Vec<File>,
    /// The poll of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    poll: Option<Poll>,
    /// The ids of the answer's stickers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    stickers: Vec<StickerId>,
    /// The message that the answer forwards, by `channel_id` and `message_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    forward: Option<Forward>,
    /// The replies that followed the answer.
    #[schema(value_type = Vec<Object>)]
    followups: Vec<Reply>,
    /// The reference id of the call in the log.
    reference: String,
    /// Duration of the call in milliseconds.
    elapsed_ms: f64,
    /// Whether this was a dry run.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
}

/// The description of the header `Idempotency-Key`.
pub(super) const KEY: &str = "A call whose handler started does not run again for the same key while its answer is stored: for ten \
minutes, with the newest thousand answers, 32 MiB together. The same request gets the stored answer. A call that was refused before \
its handler started is forgotten at once.";

/// Runs a command, as text or by name.
#[utoipa::path(
    post,
    path = "/discord/execute",
    tag = "Bot",
    request_body = Execute,
    params(("Idempotency-Key" = Option<String>, Header, description = KEY, min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    security(("token" = [])),
    responses((status = 200, body = Executed))
)]
pub(super) async fn execute(
    State(shared): State<Shared>,
    Extension(scope): Extension<Scope>,
    Body(request): Body<Execute>,
) -> Result<Json<Executed>, Problem> {
    call(&shared, scope, request).await
}

/// Runs the command that the path names: `tag create` is `/discord/commands/tag.create`.
pub(super) async fn command(
    State(shared): State<Shared>,
    Extension(scope): Extension<Scope>,
    name: Result<Path<String>, PathRejection>,
    Body(request): Body<Call>,
) -> Result<Json<Executed>, Problem> {
    let Path(name) = name?;
    let Call { arguments, author_id, channel_id, guild_id, message_id, dry_run } = request;
    let (command, arguments) = (Some(name.replace('.', " ")), Some(arguments));
    let request =
        Execute { content: None, command, arguments, author_id, channel_id, guild_id, message_id, dry_run };
    call(&shared, scope, request).await
}

pub(super) async fn call(shared: &Shared, scope: Scope, request: Execute) -> Result<Json<Executed>, Problem> {
    let runtime = &shared.runtime;
    let me = &runtime.identity;
    let token = if scope == Scope::Admin { Token::Admin } else { Token::Execute };
    let author = request.author_id.map(|id| UserId::new(id.0));
    if author.is_some_and(|author| !shared.principals.may_act_as(scope, author, me.id)) {
        return Err(Problem::author_not_allowed());
    }
    let acting = author.or(shared.principals.of(scope));
    let user = match acting {
        Some(id) if id != me.id => find_user(runtime, id).await?.into(),
        _ => Arc::clone(&me.user),
    };
    let location = find_location(runtime, &request, user.id).await?;
    let called_with = |text: &str| runtime.settings.prefixes.used(location.guild_id, text);
    let (name, input) = parse(&request, &called_with, me.id).map_err(Problem::bad_request)?;
    let responder = Arc::new(CollectingResponder::default());
    let invocation = Invocation {
        reference: Reference::next(),
        surface: Surface::Http,
        kind: CommandKind::Chat,
        name,
        input,
        caller: Caller { user, roles: None, permissions: None, token: Some(token) },
        location,
        resolved: CommandDataResolved::default(),
        // Files come from Discord only.
        attachments: Vec::new(),
        // The language of an HTTP caller is unknown.
        locale: Some(runtime.locales.fallback_language().to_owned()),
        responder: Arc::clone(&responder) as Arc<dyn Responder>,
        interaction: None,
        prefix: None,
        paid_for: None,
        received: Instant::now(),
        cancel: runtime.cancel.child_token(),
    };
    if request.dry_run {
        return dry_run(runtime, invocation).await;
    }
    let outcome = run(Arc::clone(runtime), Box::new(invocation)).await?;
    match outcome.result {
        Ok(()) => Ok(Json(executed(&outcome, responder.collected()))),
        Err(_) => Err(Problem::from(&outcome)),
    }
}

/// Checks the gates and arguments of a call without running it.
async fn dry_run(runtime: &Arc<Runtime>, invocation: Invocation) -> Result<Json<Executed>, Problem> {
    let (reference, received) = (invocation.reference, invocation.received);
    // Checks and the types of arguments are the bot's own code.
    let checked = Arc::clone(runtime);
    let task = runtime.spawn(async move { dispatch::dry_run(&checked, &invocation).await });
    let result = task.await.map_err(|error| task_failed(&error, reference))?;
    let command = result.map_err(|error| Problem::of(&error, Some(reference)))?;
    let (elapsed, error_reply) = (received.elapsed(), None);
    let outcome =
        Outcome { command: Some(command), reference, result: Ok(()), error_reply, started: false, elapsed };
    Ok(Json(Executed { dry_run: true, ..executed(&outcome, Vec::new()) }))
}

/// Returns the prefix that a text begins with.
type Used<'a> = &'a dyn Fn(&str) -> Option<Arc<str>>;

/// Returns the name of the command and its input, from `content` or from `command` and `arguments`.
pub(super) fn parse(request: &Execute, used: Used<'_>, me: UserId) -> Result<(String, Input), &'static str> {
    match (&request.content, &request.command, &request.arguments) {
        (Some(content), None, None) => parse_content(content, used, me),
        (None, Some(command), arguments) => {
            let name = command.split_whitespace().collect::<Vec<_>>().join(" ");
            if name.is_empty() {
                return Err("`command` is empty. Write a command's name, such as `hello`.");
            }
            Ok((name, Input::Json(arguments.clone().unwrap_or_default())))
        }
        _ => Err("Send either `content`, such as `!hello world`, or `command` with its `arguments`."),
    }
}

fn parse_content(content: &str, used: Used<'_>, me: UserId) -> Result<(String, Input), &'static str> {
    let content = content.trim();
    // A command copied from a chat starts with the prefix or a slash; one in a script may start with neither.
    let text = content.strip_prefix('/').unwrap_or(content);
    let (name, rest) = match prefix::called(text, used(text).as_deref(), me) {
        Some(called) => (called.name, called.rest),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    if name.is_empty() {
        return Err("`content` is empty. Write a command, such as `!hello world`.");
    }
    Ok((name.to_owned(), Input::Text(rest.to_owned())))
}

/// Runs a call in a task of its own: if the client disconnects, the handler is cancelled and its outcome is still logged.
async fn run(runtime: Arc<Runtime>, invocation: Box<Invocation>) -> Result<Outcome, Problem> {
    let reference = invocation.reference;
    let cancel_on_drop = invocation.cancel.clone().drop_guard();
    let spawning = Arc::clone(&runtime);
    let task = spawning.spawn(async move { dispatch::execute(&runtime, invocation).await });
    let outcome = task.await;
    // Tasks that the handler has started may go on.
    cancel_on_drop.disarm();
    outcome.map_err(|error| task_failed(&error, reference))
}

fn task_failed(error: &JoinError, reference: Reference) -> Problem {
    tracing::error!(%error, %reference, "a command's task failed");
    Problem::internal(reference)
}

async fn find_user(runtime: &Runtime, id: UserId) -> Result<User, Problem> {
    let cached = runtime.cache.user(id).map(|user| user.clone());
    if let Some(user) = cached {
        return Ok(user);
    }
    runtime.directory.api().user(id).await.map_err(|error| match error {
        LookupError::NotFound => Problem::unknown_user(),
        LookupError::Failed(error) => unavailable(&error),
    })
}

/// Returns the location of the call. The guild is that of the channel; another `guild_id` is refused.
async fn find_location(runtime: &Runtime, request: &Execute, acting: UserId) -> Result<Location, Problem> {
    let mut location = Location {
        guild_id: request.guild_id.map(|id| GuildId::new(id.0)),
        channel_id: request.channel_id.map(|id| ChannelId::new(id.0)),
        message_id: request.message_id.map(|id| MessageId::new(id.0)),
        ..Location::default()
    };
    let Some(channel_id) = location.channel_id else { return Ok(location) };
    let is_cached = location.guild_id.is_some_and(|guild_id| {
        runtime.cache.guild(guild_id).is_some_and(|guild| guild.channels.contains_key(&channel_id))
    });
    if is_cached {
        return Ok(location);
    }
    let guild_id = match runtime.directory.api().channel(channel_id).await {
        Ok(Channel::Guild(channel)) => Some(channel.guild_id),
        // A direct message channel can only be used by its recipient.
        Ok(Channel::Private(channel)) if channel.recipient.id == acting => None,
        Ok(_) | Err(LookupError::NotFound) => return Err(no_such_channel()),
        Err(LookupError::Failed(error)) => return Err(unavailable(&error)),
    };
    if location.guild_id.is_some() && location.guild_id != guild_id {
        return Err(Problem::bad_request("`channel_id` is not a channel of `guild_id`."));
    }
    location.guild_id = guild_id;
    Ok(location)
}

fn executed(outcome: &Outcome, replies: Vec<Reply>) -> Executed {
    let mut replies = replies.into_iter();
    let answer = replies.next();
    let embeds = answer.as_ref().map(|answer| answer.embeds.clone()).unwrap_or_default();
    Executed {
        command: outcome.command,
        response: answer.as_ref().map(Reply::text),
        files: answer.as_ref().map(|answer| answer.files.clone()).unwrap_or_default(),
        poll: answer.as_ref().and_then(|answer| answer.poll.clone()),
        stickers: answer.as_ref().map(|answer| answer.stickers.clone()).unwrap_or_default(),
        forward: answer.as_ref().and_then(|answer| answer.forward),
        embed: embeds.first().cloned(),
        embeds,
        delete_after: answer.as_ref().and_then(|answer| answer.delete_after).map(|after| after.as_secs_f64()),
        ephemeral: answer.is_some_and(|answer| answer.ephemeral),
        followups: replies.collect(),
        dry_run: false,
        reference: outcome.reference.to_string(),
        elapsed_ms: (outcome.elapsed.as_secs_f64() * 1_000_000.0).round() / 1000.0,
    }
}

fn no_such_channel() -> Problem {
    Problem::bad_request(
        "There is no channel with this `channel_id` that both the bot and the caller can see.",
    )
}

fn unavailable(error: &BoxError) -> Problem {
    tracing::warn!(error = %redacted(error), "a request to Discord failed while handling an HTTP call");
    Problem::unavailable()
}

//! The state of the bot, and waiting until it is ready.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use serenity::model::id::{GuildId, UserId};
use tokio::time::Instant;
use utoipa::{IntoParams, ToSchema};

use super::problem::Problem;
use super::wait::{stopped, wait};
use crate::Discord;
use crate::discord::world::World;

/// The state that is waited for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Until {
    /// How long to wait until a bot is connected, in milliseconds, at most 25000. An error if it is not.
    #[serde(default)]
    wait_ms: u64,
    /// Waits until this command is registered as well.
    command: Option<String>,
}

/// The state of the bot.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Status {
    /// Whether a bot has identified on the gateway and is connected.
    connected: bool,
    #[schema(value_type = String)]
    bot: UserId,
    /// The first guild.
    #[schema(value_type = String)]
    guild: GuildId,
    /// The registered commands.
    commands: Vec<String>,
    /// How many sessions were started.
    identifies: u64,
    /// How many times a session was resumed.
    resumes: u64,
}

impl Status {
    fn read(world: &World) -> Self {
        Self {
            connected: world.sessions.all_connected(),
            bot: world.bot,
            guild: world.home,
            commands: world.commands.all.iter().map(|command| command.name().to_owned()).collect(),
            identifies: world.sessions.identifies,
            resumes: world.sessions.resumes,
        }
    }
}

/// Returns the state of the bot. With `wait_ms`, it waits until a bot is connected, and `command` registered.
#[utoipa::path(
    get,
    path = "/sandbox/v1/status",
    tag = "Sandbox",
    params(Until),
    security(("token" = [])),
    responses((status = 200, body = Status), (status = "default", description = "An error.", body = Problem))
)]
pub(super) async fn status(
    State(discord): State<Discord>,
    query: Result<Query<Until>, QueryRejection>,
) -> Result<Json<Status>, Problem> {
    let Query(Until { wait_ms, command }) = query?;
    let command = command.as_deref().map(|name| name.trim_start_matches('/'));
    if let Some(wait) = wait(wait_ms)? {
        let ready = discord.wait_until(Instant::now() + wait, |world| {
            let is_registered =
                command.is_none_or(|name| world.commands.all.iter().any(|known| known.name() == name));
            (world.sessions.all_connected() && is_registered).then_some(())
        });
        let mut stop = discord.shutdown_signal();
        let ready = tokio::select! {
            ready = ready => ready,
            () = stopped(&mut stop) => None,
        };
        if ready.is_none() {
            let Status { connected, commands, .. } = discord.look(Status::read);
            let state = if connected { "it is connected" } else { "none is connected" };
            let waiting_for = match command {
                Some(name) if commands.is_empty() => {
                    format!("a bot to connect and register /{name}: {state}, and no command is registered")
                }
                Some(name) => {
                    let names = commands.join(", ");
                    format!("a bot to connect and register /{name}: {state}, and the commands are {names}")
                }
                None => format!("a bot to connect: {state}"),
            };
            return Err(discord.timeout(&waiting_for).into());
        }
    }
    Ok(Json(discord.look(Status::read)))
}

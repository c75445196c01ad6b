//! Requests to Discord's list of commands. Only this module reads and writes it.

use std::fmt;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use serenity::http::{Http, HttpError, LightMethod, Request, Route, StatusCode};
use serenity::model::id::{ApplicationId, CommandId};

use super::Plan;
use super::plan::{Found, Update, label};
use crate::payload::{Entry, Scope};
use crate::redact::redacted;

/// The most changes that are written one by one; more are one request that replaces the list.
const HANDFUL: usize = 5;

/// The timeout of a request. serenity waits for as long as a rate limit requires, which may be a day.
const TIMEOUT: Duration = Duration::from_mins(2);

/// Discord: the limit of commands in the scope is reached.
const TOO_MANY_COMMANDS: isize = 30032;

/// Discord: the daily limit of created commands is reached.
const TOO_MANY_CREATED: isize = 30034;

/// Discord's list of commands of one application.
pub(crate) struct Api<'a> {
    pub(crate) http: &'a Http,
    pub(crate) application: ApplicationId,
}

/// The error of a failed request.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The action that failed, such as `create /hello`.
    action: String,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Refused(Box<serenity::Error>),
    /// A limit of Discord's is reached; retrying would not help.
    Limit(&'static str),
    Timeout,
}

impl Api<'_> {
    /// Fetches the commands registered in a scope, with all translations.
    pub(crate) async fn fetch(&self, scope: Scope) -> Result<Vec<Value>, Fault> {
        let request = Request::new(self.list(scope), LightMethod::Get)
            .params(Some(vec![("with_localizations", "true".to_owned())]));
        let fetched = within(format!("fetch the {scope}"), self.http.fire(request));
        fetched.await
    }

    /// Applies a plan.
    pub(crate) async fn apply(&self, plan: &Plan) -> Result<(), Fault> {
        match plan.changes() {
            0 => Ok(()),
            1..=HANDFUL => self.apply_one_by_one(plan).await,
            _ => self.replace(plan).await,
        }
    }

    /// Writes each change in its own request, deletions first because they make room.
    async fn apply_one_by_one(&self, plan: &Plan) -> Result<(), Fault> {
        for Found { id, json } in &plan.delete {
            let action = format!("delete {}", label(json));
            let route = self.one(plan.scope, id);
            match self.send(action, route, LightMethod::Delete, None::<&Value>).await {
                // It was deleted by another program.
                Err(fault) if fault.is_status(StatusCode::NOT_FOUND) => {}
                result => result?,
            }
        }
        for Update { id, entry, .. } in &plan.update {
            let action = format!("update {}", label(&entry.json));
            let mut body = entry.json.clone();
            if let Some(body) = body.as_object_mut() {
                // The type of a command cannot change.
                body.remove("type");
            }
            self.send(action, self.one(plan.scope, id), LightMethod::Patch, Some(&body)).await?;
        }
        for Entry { json, .. } in &plan.create {
            let action = format!("create {}", label(json));
            self.send(action, self.list(plan.scope), LightMethod::Post, Some(json)).await?;
        }
        Ok(())
    }

    /// Replaces the whole list; commands that are not in the request are deleted.
    async fn replace(&self, plan: &Plan) -> Result<(), Fault> {
        let entries = plan.unchanged.iter().chain(plan.update.iter().map(|update| &update.entry));
        let ours = entries.chain(&plan.create).map(|entry| &entry.json);
        let theirs = plan.refused.iter().map(|found| &found.json).chain(&plan.entry_points);
        let list: Vec<&Value> = ours.chain(theirs).collect();
        let action = format!("write {} {}", list.len(), plan.scope);
        self.send(action, self.list(plan.scope), LightMethod::Put, Some(&list)).await
    }

    async fn send(
        &self,
        action: String,
        route: Route<'_>,
        method: LightMethod,
        body: Option<&impl Serialize>,
    ) -> Result<(), Fault> {
        let body = match body.map(serde_json::to_vec).transpose() {
            Ok(body) => body,
            Err(error) => return Err(Fault { action, cause: Cause::Refused(Box::new(error.into())) }),
        };
        let request = Request::new(route, method).body(body);
        within(action, self.http.request(request)).await.map(drop)
    }

    fn list(&self, scope: Scope) -> Route<'static> {
        let application_id = self.application;
        match scope {
            Scope::Global => Route::Commands { application_id },
            Scope::Guild(guild_id) => Route::GuildCommands { application_id, guild_id },
        }
    }

    fn one(&self, scope: Scope, id: &str) -> Route<'static> {
        let application_id = self.application;
        // An invalid id becomes 1, for which Discord answers that there is no such command.
        let command_id = CommandId::new(id.parse().ok().filter(|id| *id != 0).unwrap_or(1));
        match scope {
            Scope::Global => Route::Command { application_id, command_id },
            Scope::Guild(guild_id) => Route::GuildCommand { application_id, guild_id, command_id },
        }
    }
}

async fn within<T>(
    action: String,
    request: impl Future<Output = Result<T, serenity::Error>>,
) -> Result<T, Fault> {
    let cause = match tokio::time::timeout(TIMEOUT, request).await {
        Ok(Ok(answer)) => return Ok(answer),
        Ok(Err(error)) => match code(&error) {
            Some(TOO_MANY_COMMANDS) => {
                Cause::Limit("Discord's limit of commands is reached; delete some, or move them into groups")
            }
            Some(TOO_MANY_CREATED) => Cause::Limit(
                "Discord's daily limit of new commands is reached; restart the bot tomorrow to register the rest",
            ),
            _ => Cause::Refused(Box::new(error)),
        },
        Err(_) => Cause::Timeout,
    };
    Err(Fault { action, cause })
}

fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

impl Fault {
    /// Whether a retry may succeed: Discord is busy or not reachable, or limits the rate.
    pub(crate) fn is_temporary(&self) -> bool {
        match &self.cause {
            // A single request times out much earlier, so a timeout here is a long rate limit, such as the daily one.
            Cause::Limit(_) | Cause::Timeout => false,
            Cause::Refused(error) => match &**error {
                serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                    let status = response.status_code;
                    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
                }
                serenity::Error::Http(_) => true,
                _ => false,
            },
        }
    }

    /// Whether Discord answered with this status.
    pub(crate) fn is_status(&self, status: StatusCode) -> bool {
        matches!(&self.cause, Cause::Refused(error)
            if matches!(&**error, serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) if response.status_code == status))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}: ", self.action)?;
        match &self.cause {
            Cause::Refused(error) => f.write_str(&redacted(error)),
            Cause::Limit(reason) => f.write_str(reason),
            Cause::Timeout => write!(
                f,
                "Discord's rate limit requires a wait of more than {TIMEOUT:?}, probably because too many commands were created today"
            ),
        }
    }
}

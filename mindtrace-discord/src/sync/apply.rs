//! Requests to Discord's list of commands. Only this module reads and writes it.

use std::fmt;
use std::time::Duration;

use http::Method;
use serde::Serialize;
use serde_json::Value;
use serenity::model::id::ApplicationId;

use super::Plan;
use super::plan::{Found, Update, label};
use crate::error::RequestError;
use crate::payload::{Entry, Scope};
use crate::rest::{Client, Request, Route};

/// The most changes that are written one by one; more are one request that replaces the list.
const HANDFUL: usize = 5;

/// The time for a request. A rate limit may last longer, such as that of a day, and then the request fails.
const DEADLINE: Duration = Duration::from_mins(2);

/// Discord: the limit of commands in the scope is reached.
const TOO_MANY_COMMANDS: u32 = 30032;

/// Discord: the daily limit of created commands is reached.
const TOO_MANY_CREATED: u32 = 30034;

/// Discord's list of commands of one application.
pub(crate) struct Api<'a> {
    pub(crate) client: &'a Client,
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
    Request(RequestError),
    /// A limit of Discord's is reached; retrying would not help.
    Limit(&'static str),
}

impl Api<'_> {
    /// Fetches the commands registered in a scope, with all translations.
    pub(crate) async fn fetch(&self, scope: Scope) -> Result<Vec<Value>, Fault> {
        let path = format!("{}?with_localizations=true", self.list(scope));
        let request = Request::new(Route::get(path)).within(DEADLINE);
        self.client.fetch(request).await.map_err(|error| Fault::new(format!("fetch the {scope}"), error))
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
            match self.send(action, Method::DELETE, self.one(plan.scope, id), None::<&Value>).await {
                // It was deleted by another program.
                Err(fault) if fault.is_status(404) => {}
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
            self.send(action, Method::PATCH, self.one(plan.scope, id), Some(&body)).await?;
        }
        for Entry { json, .. } in &plan.create {
            let action = format!("create {}", label(json));
            self.send(action, Method::POST, self.list(plan.scope), Some(json)).await?;
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
        self.send(action, Method::PUT, self.list(plan.scope), Some(&list)).await
    }

    async fn send(
        &self,
        action: String,
        method: Method,
        path: String,
        body: Option<&impl Serialize>,
    ) -> Result<(), Fault> {
        // Creating a command of the same name again replaces it.
        let mut request = Request::new(Route::new(method, path)).repeatable().within(DEADLINE);
        if let Some(body) = body {
            request = match request.json(body) {
                Ok(request) => request,
                Err(error) => return Err(Fault::new(action, RequestError::invalid(error))),
            };
        }
        self.client.run(request).await.map_err(|error| Fault::new(action, error))
    }

    fn list(&self, scope: Scope) -> String {
        match scope {
            Scope::Global => format!("/applications/{}/commands", self.application),
            Scope::Guild(guild) => format!("/applications/{}/guilds/{guild}/commands", self.application),
        }
    }

    fn one(&self, scope: Scope, id: &str) -> String {
        // An invalid id becomes 0, for which Discord answers that there is no such command.
        let id: u64 = id.parse().unwrap_or_default();
        format!("{}/{id}", self.list(scope))
    }
}

impl Fault {
    fn new(action: String, error: RequestError) -> Self {
        let cause = match error.code() {
            Some(TOO_MANY_COMMANDS) => {
                Cause::Limit("Discord's limit of commands is reached; delete some, or move them into groups")
            }
            Some(TOO_MANY_CREATED) => Cause::Limit(
                "Discord's daily limit of new commands is reached; restart the bot tomorrow to register the rest",
            ),
            _ => Cause::Request(error),
        };
        Self { action, cause }
    }

    /// Whether a retry may succeed: Discord is busy or not reachable, or limits the rate for less than the time of a request.
    pub(crate) fn is_temporary(&self) -> bool {
        match &self.cause {
            Cause::Limit(_) => false,
            // A longer limit is one such as the daily one.
            Cause::Request(RequestError::RateLimited { retry_after }) => *retry_after <= DEADLINE,
            Cause::Request(error) => error.is_temporary(),
        }
    }

    /// Whether Discord answered with this status.
    pub(crate) fn is_status(&self, status: u16) -> bool {
        matches!(&self.cause, Cause::Request(error) if error.status() == Some(status))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}: ", self.action)?;
        match &self.cause {
            Cause::Request(error) => write!(f, "{error}"),
            Cause::Limit(reason) => f.write_str(reason),
        }
    }
}

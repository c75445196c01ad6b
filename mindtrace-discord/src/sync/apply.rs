//! The only place that asks Discord for its list of commands and writes to it.

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

/// More changes than this are one request that replaces the list.
const HANDFUL: usize = 5;

/// serenity itself waits as long as Discord says before it tries again, and Discord may say a day.
const PATIENCE: Duration = Duration::from_mins(2);

/// Discord: as many commands as there may be.
const TOO_MANY_COMMANDS: isize = 30032;

/// Discord: as many new commands as there may be in a day.
const TOO_MANY_CREATED: isize = 30034;

/// The commands of one application, as Discord has them.
pub(crate) struct Api<'a> {
    pub(crate) http: &'a Http,
    pub(crate) application: ApplicationId,
}

/// A request that did not work out.
#[derive(Debug)]
pub(crate) struct Fault {
    /// What was being done, such as `create /hello`.
    doing: String,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Refused(Box<serenity::Error>),
    /// Discord takes no more of them; trying again makes it worse.
    Enough(&'static str),
    TooSlow,
}

impl Api<'_> {
    /// The commands registered in a scope, with all translations.
    pub(crate) async fn fetch(&self, scope: Scope) -> Result<Vec<Value>, Fault> {
        let request = Request::new(self.list(scope), LightMethod::Get)
            .params(Some(vec![("with_localizations", "true".to_owned())]));
        let fetched = within(format!("fetch the commands of {scope}"), self.http.fire(request));
        fetched.await
    }

    /// Writes what a plan says.
    pub(crate) async fn apply(&self, plan: &Plan) -> Result<(), Fault> {
        match plan.changes() {
            0 => Ok(()),
            1..=HANDFUL => self.apply_one_by_one(plan).await,
            _ => self.replace(plan).await,
        }
    }

    /// Deletions first: they make room.
    async fn apply_one_by_one(&self, plan: &Plan) -> Result<(), Fault> {
        for Found { id, json } in &plan.delete {
            let doing = format!("delete {}", label(json));
            let route = self.one(plan.scope, id);
            match self.send(doing, route, LightMethod::Delete, None::<&Value>).await {
                // Somebody else was faster.
                Err(fault) if fault.is_status(StatusCode::NOT_FOUND) => {}
                result => result?,
            }
        }
        for Update { id, entry, .. } in &plan.update {
            let doing = format!("update {}", label(&entry.json));
            let mut body = entry.json.clone();
            if let Some(body) = body.as_object_mut() {
                // What a command is cannot change.
                body.remove("type");
            }
            self.send(doing, self.one(plan.scope, id), LightMethod::Patch, Some(&body)).await?;
        }
        for Entry { json, .. } in &plan.create {
            let doing = format!("create {}", label(json));
            self.send(doing, self.list(plan.scope), LightMethod::Post, Some(json)).await?;
        }
        Ok(())
    }

    /// Replaces the whole list: whatever is not in the request is deleted.
    async fn replace(&self, plan: &Plan) -> Result<(), Fault> {
        let entries = plan.unchanged.iter().chain(plan.update.iter().map(|update| &update.entry));
        let ours = entries.chain(&plan.create).map(|entry| &entry.json);
        let theirs = plan.refused.iter().map(|found| &found.json).chain(&plan.kept);
        let list: Vec<&Value> = ours.chain(theirs).collect();
        let doing = format!("write the {} commands of {}", list.len(), plan.scope);
        self.send(doing, self.list(plan.scope), LightMethod::Put, Some(&list)).await
    }

    async fn send(
        &self,
        doing: String,
        route: Route<'_>,
        method: LightMethod,
        body: Option<&impl Serialize>,
    ) -> Result<(), Fault> {
        let body = match body.map(serde_json::to_vec).transpose() {
            Ok(body) => body,
            Err(error) => return Err(Fault { doing, why: Why::Refused(Box::new(error.into())) }),
        };
        let request = Request::new(route, method).body(body);
        within(doing, self.http.request(request)).await.map(drop)
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
        // An id that is none is answered as a command that is not there.
        let command_id = CommandId::new(id.parse().ok().filter(|id| *id != 0).unwrap_or(1));
        match scope {
            Scope::Global => Route::Command { application_id, command_id },
            Scope::Guild(guild_id) => Route::GuildCommand { application_id, guild_id, command_id },
        }
    }
}

async fn within<T>(
    doing: String,
    request: impl Future<Output = Result<T, serenity::Error>>,
) -> Result<T, Fault> {
    let why = match tokio::time::timeout(PATIENCE, request).await {
        Ok(Ok(answer)) => return Ok(answer),
        Ok(Err(error)) => match code(&error) {
            Some(TOO_MANY_COMMANDS) => {
                Why::Enough("Discord takes no more commands here; delete some, or move them into groups")
            }
            Some(TOO_MANY_CREATED) => Why::Enough(
                "Discord takes no more new commands here today; the rest follows at a start tomorrow",
            ),
            _ => Why::Refused(Box::new(error)),
        },
        Err(_) => Why::TooSlow,
    };
    Err(Fault { doing, why })
}

fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

impl Fault {
    /// Whether another try may work out: Discord is busy or away, or wants to be asked later.
    pub(crate) fn is_passing(&self) -> bool {
        match &self.why {
            // A request ends by itself long before: what takes longer is Discord asking to wait, as it does at the limits of a day.
            Why::Enough(_) | Why::TooSlow => false,
            Why::Refused(error) => match &**error {
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
        matches!(&self.why, Why::Refused(error)
            if matches!(&**error, serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) if response.status_code == status))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {}: ", self.doing)?;
        match &self.why {
            Why::Refused(error) => f.write_str(&redacted(error)),
            Why::Enough(reason) => f.write_str(reason),
            Why::TooSlow => write!(
                f,
                "Discord asks to wait longer than {PATIENCE:?}, as it does when too many commands were created in a day"
            ),
        }
    }
}

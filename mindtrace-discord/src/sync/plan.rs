//! Plans the changes that make Discord's list equal to the wanted one. This module sends no requests.

use std::fmt;

use serde_json::Value;

use super::diff;
use crate::payload::{Entry, Scope};

/// Discord's command type of an activity's entry point, which Discord creates and a plan never deletes.
const ENTRY_POINT: u64 = 4;

/// The number of deletions that never need consent.
const FEW: usize = 3;

/// Whether a plan may delete most of the registered commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Deletions {
    /// No, because a program may have lost its commands by mistake.
    #[default]
    Careful,
    /// Yes, an operator has consented.
    Allowed,
}

/// The changes to the list of one scope.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) scope: Scope,
    pub(crate) create: Vec<Entry>,
    pub(crate) update: Vec<Update>,
    pub(crate) delete: Vec<Found>,
    /// Commands that are not deleted without consent, because they are too many.
    pub(crate) refused: Vec<Found>,
    pub(crate) unchanged: Vec<Entry>,
    /// Entry point commands, which are never deleted.
    pub(crate) entry_points: Vec<Value>,
}

/// A registered command that differs from the wanted one.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) id: String,
    pub(crate) entry: Entry,
    pub(crate) changes: Vec<String>,
}

/// A registered command that is not wanted any more.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) id: String,
    pub(crate) json: Value,
}

/// Compares the wanted commands with the registered ones.
pub(crate) fn plan(scope: Scope, wanted: Vec<Entry>, found: Vec<Value>, deletions: Deletions) -> Plan {
    let (entry_points, mut found): (Vec<Value>, Vec<Value>) =
        found.into_iter().partition(|command| kind(command) == ENTRY_POINT);
    let registered = found.len();
    let mut plan = Plan {
        scope,
        create: Vec::new(),
        update: Vec::new(),
        delete: Vec::new(),
        refused: Vec::new(),
        unchanged: Vec::new(),
        entry_points,
    };
    for entry in wanted {
        let same =
            |command: &Value| kind(command) == kind(&entry.json) && command["name"] == entry.json["name"];
        let Some(position) = found.iter().position(same) else {
            plan.create.push(entry);
            continue;
        };
        let old = found.swap_remove(position);
        let changes = diff::changes(&old, &entry.json, scope);
        if changes.is_empty() {
            plan.unchanged.push(entry);
        } else {
            plan.update.push(Update { id: id(&old), entry, changes });
        }
    }
    found.sort_by_cached_key(|command| (kind(command), command["name"].to_string()));
    let gone: Vec<Found> = found.into_iter().map(|json| Found { id: id(&json), json }).collect();
    let too_many = gone.len() > FEW && gone.len() * 2 > registered;
    if too_many && deletions == Deletions::Careful {
        plan.refused = gone;
    } else {
        plan.delete = gone;
    }
    plan
}

impl Plan {
    /// Returns the number of commands that would be written.
    pub(crate) fn changes(&self) -> usize {
        self.create.len() + self.update.len() + self.delete.len()
    }

    /// Whether Discord's list already equals the wanted one.
    pub(crate) fn is_done(&self) -> bool {
        self.changes() == 0 && self.refused.is_empty()
    }

    /// Returns the names of the commands that are not deleted without consent: `/a, /b`.
    pub(crate) fn refused_names(&self) -> String {
        self.refused.iter().map(|found| label(&found.json)).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_done() {
            return write!(f, "{}: nothing to do, {} unchanged", self.scope, self.unchanged.len());
        }
        write!(f, "{}: {} unchanged", self.scope, self.unchanged.len())?;
        for entry in &self.create {
            write!(f, "\n+ create {}", label(&entry.json))?;
        }
        for update in &self.update {
            write!(f, "\n~ update {}", label(&update.entry.json))?;
            match update.changes.as_slice() {
                [change] => write!(f, ": {change}")?,
                changes => {
                    for change in changes {
                        write!(f, "\n    {change}")?;
                    }
                }
            }
        }
        for found in &self.delete {
            write!(f, "\n- delete {}", label(&found.json))?;
        }
        for found in &self.refused {
            write!(f, "\n! keep {}, which is not in this program", label(&found.json))?;
        }
        Ok(())
    }
}

/// Returns the name of a command as it is shown: `/roll`, `user command "Show avatar"`.
pub(super) fn label(command: &Value) -> String {
    let name = command["name"].as_str().unwrap_or_default();
    match kind(command) {
        2 => format!("user command \"{name}\""),
        3 => format!("message command \"{name}\""),
        _ => format!("/{name}"),
    }
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn id(command: &Value) -> String {
    command["id"].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;

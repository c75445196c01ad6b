//! Rules about schedules, and about events that are raised by name.

use std::any::TypeId;
use std::collections::HashMap;

use crate::event::HttpEventSpec;
use crate::problem::Problem;
use crate::registry::Registry;
use crate::schedule::{Tick, Times};

pub(crate) fn check(registry: &Registry, problems: &mut Vec<Problem>) {
    for schedule in registry.schedules() {
        // The attributes check this too; a specification may have been written by hand.
        if let Err(error) = Times::new(schedule.when, jiff::Timestamp::UNIX_EPOCH) {
            let message = format!("the times of the schedule `{}` are invalid: {error}", schedule.name());
            problems.push(Problem { source: schedule.declared_at(), message });
        }
    }
    for handler in registry.event_handlers().filter(|handler| handler.event_id == TypeId::of::<Tick>()) {
        let message = format!(
            "the handler `{}` of `Tick` can never run: a tick reaches only the function of its schedule; use `#[every(…)]` or \
             `#[cron(…)]`",
            handler.name
        );
        problems.push(Problem { source: handler.source, message });
    }
    names(registry.http_events(), problems);
    names(registry.stored_events().map(|event| &event.0), problems);
}

/// Checks that the events of one kind differ in their names.
fn names<'a>(events: impl Iterator<Item = &'a HttpEventSpec>, problems: &mut Vec<Problem>) {
    let mut names: HashMap<&str, &HttpEventSpec> = HashMap::new();
    for event in events {
        if let Some(other) = names.insert(event.name, event) {
            let message = format!(
                "two events are named `{}`, the other is at {}; rename one with `#[event(name = \"…\")]`",
                event.name, other.source
            );
            problems.push(Problem { source: event.source, message });
        }
    }
}

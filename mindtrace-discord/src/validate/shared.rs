//! Rules about resources that commands share: cooldown buckets and prefixes of custom ids.

use std::collections::HashMap;

use crate::command::CommandSpec;
use crate::component::literal;
use crate::limits::cooldown_spec::Cooldown;
use crate::problem::Problem;
use crate::registry::Registry;

pub(crate) fn check(registry: &Registry, problems: &mut Vec<Problem>) {
    buckets(registry, problems);
    templates(registry, problems);
}

/// Checks that all commands of a cooldown bucket declare the same rate.
fn buckets(registry: &Registry, problems: &mut Vec<Problem>) {
    let mut first: HashMap<&str, (&CommandSpec, Cooldown)> = HashMap::new();
    for command in registry.commands() {
        let Some(cooldown) = command.cooldown else { continue };
        let Some(bucket) = cooldown.bucket_name() else { continue };
        let (owner, rate) = *first.entry(bucket).or_insert((command, cooldown));
        if rate != cooldown {
            let message = format!(
                "`{}` shares the cooldown `{bucket}` with `{}` at {}, which has another rate: {} here, {} there; use one rate",
                command.name,
                owner.name,
                owner.source,
                words(cooldown),
                words(rate)
            );
            problems.push(Problem { source: command.source, message });
        }
    }
}

fn words(cooldown: Cooldown) -> String {
    let scope = format!("{:?}", cooldown.counted_for()).to_lowercase();
    format!("{} in {} for each {scope}", cooldown.uses(), humantime::format_duration(cooldown.period()))
}

/// Checks that custom ids of different handlers differ before their first placeholder.
fn templates(registry: &Registry, problems: &mut Vec<Problem>) {
    let mut first: HashMap<&str, &CommandSpec> = HashMap::new();
    for command in registry.commands() {
        let Some(template) = command.template else { continue };
        let beginning = literal(template);
        let owner = *first.entry(beginning).or_insert(command);
        if owner.source != command.source {
            let message = format!(
                "custom ids of `{}` and of `{}` at {} both begin with `{beginning}`; begin one of the two with another word",
                command.name, owner.name, owner.source
            );
            problems.push(Problem { source: command.source, message });
        }
    }
}

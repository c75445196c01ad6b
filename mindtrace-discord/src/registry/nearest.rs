//! "Did you mean": commands whose name is similar to the one that was typed.

use crate::command::CommandSpec;

/// Returns up to three names, nearest first. The name that was typed is excluded, because it was not found.
pub(crate) fn nearest<'a>(name: &str, commands: impl Iterator<Item = &'a CommandSpec>) -> Vec<&'static str> {
    let typed: String = name.chars().take(32).flat_map(char::to_lowercase).collect();
    let mut near: Vec<(usize, &'static str)> = commands
        .filter(|command| command.name != name)
        .filter_map(|command| {
            let names = std::iter::once(command.name).chain(command.aliases.iter().copied());
            let distance = names.filter_map(|name| distance(&typed, name)).min()?;
            Some((distance, command.name))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Returns the number of edits, if they are few enough for a typing mistake.
fn distance(typed: &str, name: &str) -> Option<usize> {
    let distance = strsim::osa_distance(typed, name);
    let allowed = match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    (distance <= allowed).then_some(distance)
}

//! Compares the floors of ARCHITECTURE.md with the code: imports run down, and import circles are small and listed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod circles;
mod imports;

use std::collections::BTreeSet;
use std::path::Path;

use self::circles::circles;
use self::imports::{Crate, Module};

/// The floors of the runtime crate from the bottom up, each with its top-level modules. A module imports modules of its own line
/// and of the lines above it. `ARCHITECTURE.md` has the same list.
const FLOORS: &[(&str, &[&[&str]])] = &[
    (
        "base",
        &[
            &[
                "activity",
                "channels",
                "characters",
                "connection_threads",
                "error",
                "logging",
                "object",
                "permissions",
                "proxy",
                "random",
                "redact",
                "redis_server",
                "reference",
                "salvage",
                "source",
                "surface",
                "tls",
            ],
            &["clock", "shared_state"],
        ],
    ),
    (
        "model",
        &[
            &["caller", "component", "config", "problem", "store"],
            &["reply"],
            &["responder"],
            &["discord", "locale"],
            &["args"],
            &["limits", "outcome", "toggles"],
        ],
    ),
    ("heart", &[&["command", "context", "event", "registry", "runtime", "schedule", "telemetry"]]),
    (
        "engine",
        &[&["payload"], &["validate"], &["dispatch"], &["modal"], &["dialog", "operations"], &["builtin"]],
    ),
    ("surfaces", &[&["interaction", "prefix", "rest"], &["client", "gateway", "http", "sync"]]),
    ("bot", &[&["bot"], &["sandbox"], &["cli"]]),
];

/// The one circle that spans folders. A specification holds a function that takes the context, and the context gives access to
/// the specification, the registry and the runtime.
const HEART: &[&str] = &[
    "command::handler",
    "command::param",
    "command::spec",
    "context",
    "event::spec",
    "registry",
    "runtime",
    "schedule::spec",
];

/// Modules that re-export everything; they belong to no floor.
const FACADES: &[&str] = &["", "__private", "fuzzing", "prelude"];

fn is_heart(module: &str) -> bool {
    let top = module.split("::").next().unwrap_or_default();
    FLOORS.iter().any(|(floor, lines)| *floor == "heart" && lines.iter().any(|line| line.contains(&top)))
}

#[test]
fn imports_run_down() {
    let runtime = Crate::read(&root().join("mindtrace-discord/src"));
    let floor = |module: &Module| {
        let top = module.split("::").next().unwrap_or_default();
        let mut lines = FLOORS.iter().flat_map(|(_, lines)| lines.iter());
        lines.position(|line| line.contains(&top))
    };
    let mut problems = Vec::new();
    for (from, to, name) in runtime.imports() {
        if FACADES.contains(&from.as_str()) || FACADES.contains(&to.as_str()) {
            continue;
        }
        let (Some(lower), Some(upper)) = (floor(from), floor(to)) else {
            problems
                .push(format!("`{from}` or `{to}` is on no floor; add it to FLOORS and to ARCHITECTURE.md"));
            continue;
        };
        let is_beside = upper == lower && from.split("::").next() != to.split("::").next() && !is_heart(from);
        if upper > lower || is_beside {
            problems.push(format!("`{from}` imports `{name}` of `{to}`, which is above or beside it"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn circles_are_small_and_listed() {
    for (folder, heart) in [
        ("mindtrace-discord/src", HEART),
        ("mindtrace-discord/sandbox/src", &[]),
        ("mindtrace-discord-macros/src", &[]),
    ] {
        let source = Crate::read(&root().join(folder));
        for circle in circles(&source, FACADES) {
            let names: BTreeSet<&str> = circle.iter().map(String::as_str).collect();
            if names == heart.iter().copied().collect() {
                continue;
            }
            let tops: BTreeSet<&str> = names.iter().filter_map(|name| name.split("::").next()).collect();
            assert!(names.len() <= 3 && tops.len() == 1, "a circle in {folder}: {names:?}");
        }
    }
}

#[test]
fn architecture_md_names_every_floor() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (floor, lines) in FLOORS {
        let row = page.lines().find(|line| line.starts_with(&format!("| *{floor}*")));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for the floor `{floor}`"));
        for module in lines.iter().copied().flatten() {
            assert!(row.contains(&format!("`{module}`")), "the row of `{floor}` does not name `{module}`");
        }
    }
    for module in HEART {
        assert!(
            page.contains(&format!("`{}`", module.replace("::", "/"))),
            "ARCHITECTURE.md does not list `{module}` in the circle of the heart"
        );
    }
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

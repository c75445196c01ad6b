//! `mindtrace-discord new`: creates a bot from the files in `template/`.

use std::fs;
use std::io;
use std::path::{self, Component, Path, PathBuf};

use clap::Args;

/// The template: the path of each file, and its text.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../../../template/Cargo.toml.liquid")),
    ("src/lib.rs", include_str!("../../../template/src/lib.rs.liquid")),
    ("src/main.rs", include_str!("../../../template/src/main.rs.liquid")),
    ("tests/conversations.rs", include_str!("../../../template/tests/conversations.rs.liquid")),
    ("README.md", include_str!("../../../template/README.md.liquid")),
    ("Dockerfile", include_str!("../../../template/Dockerfile.liquid")),
    (".env.example", include_str!("../../../template/.env.example")),
    (".gitignore", include_str!("../../../template/gitignore")),
];

/// Names that cannot be those of a crate: keywords, and crates that the bot depends on.
const RESERVED: &[&str] = &[
    "as",
    "async",
    "await",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "alloc",
    "core",
    "std",
    "proc_macro",
    "tokio",
    "mindtrace_discord",
];

/// The arguments of `new`.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder to create; its last part is the name of the crate
    path: PathBuf,
    /// The mindtrace-discord to use: the folder of a checkout, or a git address
    #[arg(long, value_name = "FOLDER|ADDRESS")]
    framework: Option<PathBuf>,
    /// Use the published crate
    // Hidden until there is one; CI packages the crate and tests a new bot against the package.
    #[arg(long, hide = true, conflicts_with = "framework")]
    published: bool,
}

/// Why no bot was created.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NewError {
    /// The name is not one that cargo accepts.
    #[error("`{0}` cannot be the name of a crate; use letters, digits, `-` and `_`, and begin with a letter")]
    Name(String),
    /// There is something at the path already.
    #[error("`{}` exists already; choose another name", .0.display())]
    Exists(PathBuf),
    /// Neither a checkout nor an address is given.
    #[error(
        "mindtrace-discord is not published yet; give the folder of a checkout, `--framework ../mindtrace-discord`, or its address, \
         `--framework {}`",
        env!("CARGO_PKG_REPOSITORY")
    )]
    Unpublished,
    /// The folder of `--framework` is not a checkout.
    #[error("`{}` has no `mindtrace-discord/Cargo.toml`; give the folder of a checkout, or a git address", .0.display())]
    Framework(PathBuf),
    /// A file could not be written.
    #[error("could not write `{}`: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}

/// Writes the files of the template, and returns what to do next.
pub(crate) fn create(new: &New) -> Result<String, NewError> {
    let name = new.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !is_crate_name(&name) {
        return Err(NewError::Name(name));
    }
    if new.path.exists() {
        return Err(NewError::Exists(new.path.clone()));
    }
    let dependency = dependency(new)?;
    let crate_name = name.replace('-', "_");
    for (file, text) in FILES {
        let text = text
            .replace("version = \"{{framework-version}}\"", &dependency)
            .replace("{{project-name}}", &name)
            .replace("{{crate_name}}", &crate_name);
        write(&new.path.join(file), &text)?;
    }
    let folder = new.path.display();
    Ok(format!(
        "Created `{name}`.\n\n    cd {folder}\n    cargo run     # chat with the bot\n    cargo test    # test it, offline"
    ))
}

/// Returns the part of the dependency that says where the framework is.
fn dependency(new: &New) -> Result<String, NewError> {
    let Some(folder) = new.framework.as_deref() else {
        let version = || format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
        return new.published.then(version).ok_or(NewError::Unpublished);
    };
    if let Some(address) = folder.to_str().filter(|text| is_git_address(text)) {
        return Ok(format!("git = \"{address}\""));
    }
    let missing = || NewError::Framework(folder.to_owned());
    let runtime = folder.join("mindtrace-discord").canonicalize().map_err(|_| missing())?;
    if !runtime.join("Cargo.toml").is_file() {
        return Err(missing());
    }
    let path = relative(&new.path, &runtime).unwrap_or(runtime);
    // A literal string of TOML, because a path may contain backslashes.
    Ok(format!("path = '{}'", path.display()))
}

/// Returns the path from a folder that does not exist yet to one that does, so that both may be moved together or copied into an image.
/// `None` if they have no folder in common but the root.
fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let from = path::absolute(from).ok()?;
    let existing = from.ancestors().find(|folder| folder.exists())?;
    let from = existing.canonicalize().ok()?.join(from.strip_prefix(existing).ok()?);
    if from.components().any(|part| part == Component::ParentDir) {
        return None;
    }
    let shared = from.components().zip(to.components()).take_while(|(from, to)| from == to).count();
    if !from.components().take(shared).any(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(shared)).collect())
}

fn is_git_address(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\');
    ["https://", "ssh://", "file://"].iter().any(|scheme| text.starts_with(scheme))
        && text.chars().all(is_plain)
}

fn is_crate_name(name: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(is_allowed)
        && !RESERVED.contains(&name.replace('-', "_").as_str())
}

fn write(path: &Path, text: &str) -> Result<(), NewError> {
    let failed = |source| NewError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

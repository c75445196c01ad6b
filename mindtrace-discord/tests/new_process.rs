//! Runs `mindtrace-discord new` as a process. `tests/new-bot.sh` builds and tests the bot that it creates.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A folder that is removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("new-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Returns standard output, standard error and whether the program succeeded.
    fn create(&self, args: &[&str]) -> (String, String, bool) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mindtrace-discord"));
        let output = command.arg("new").args(args).current_dir(&self.0).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.success())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_bot_is_created_with_its_name() {
    let folder = Folder::new("name");
    let (said, error, succeeded) = folder.create(&["my-bot", "--published"]);
    assert!(succeeded && said.contains("cd my-bot") && said.contains("cargo test"), "{said}{error}");
    let read = |file: &str| fs::read_to_string(folder.0.join("my-bot").join(file)).unwrap();
    assert!(read("Cargo.toml").contains("name = \"my-bot\""));
    assert!(read("src/main.rs").contains("my_bot::bot()"));
    assert!(read(".gitignore").contains("/.env"));
    for file in
        ["Cargo.toml", "src/lib.rs", "src/main.rs", "tests/conversations.rs", "README.md", "Dockerfile"]
    {
        assert!(!read(file).contains("{{"), "{file} has a placeholder left");
    }
}

#[test]
fn a_checkout_replaces_the_published_crate() {
    let folder = Folder::new("checkout");
    let checkout = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    assert!(folder.create(&["bot", "--framework", checkout]).2);
    let manifest = fs::read_to_string(folder.0.join("bot/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("path = '") && !manifest.contains("version = \"0.1.0\", features"),
        "{manifest}"
    );
    let address = "https://example.com/mindtrace-discord";
    assert!(folder.create(&["remote", "--framework", address]).2);
    let manifest = fs::read_to_string(folder.0.join("remote/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("mindtrace-discord = { git = \"https://example.com/mindtrace-discord\","),
        "{manifest}"
    );
    let (_, error, succeeded) = folder.create(&["none"]);
    assert!(
        !succeeded && error.contains("not published yet") && error.contains("--framework https://"),
        "{error}"
    );
    assert!(!folder.0.join("none").exists());
    let (_, error, succeeded) = folder.create(&["other", "--framework", "nowhere"]);
    assert!(!succeeded && error.contains("`nowhere`") && !folder.0.join("other").exists(), "{error}");
}

#[test]
fn a_checkout_beside_the_bot_is_a_relative_path() {
    let folder = Folder::new("relative");
    let checkout = folder.0.join("framework/mindtrace-discord");
    fs::create_dir_all(&checkout).unwrap();
    fs::write(checkout.join("Cargo.toml"), "").unwrap();
    for (path, expected) in
        [("bot", "../framework"), ("bots/my-bot", "../../framework"), ("bots/../other", "../framework")]
    {
        let (_, error, succeeded) = folder.create(&[path, "--framework", "framework"]);
        assert!(succeeded, "{error}");
        let manifest = fs::read_to_string(folder.0.join(path).join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("path = '{expected}/mindtrace-discord'")), "{manifest}");
    }
}

#[test]
fn names_that_cargo_refuses_and_existing_folders_are_left_alone() {
    let folder = Folder::new("refused");
    for name in ["2bot", "my bot", "bót", "fn", "tokio", "mindtrace-discord", "a.b"] {
        let (_, error, succeeded) = folder.create(&[name]);
        assert!(!succeeded && error.contains("cannot be the name of a crate"), "{name}: {error}");
    }
    assert!(folder.create(&["bot", "--published"]).2);
    let (_, error, succeeded) = folder.create(&["bot"]);
    assert!(!succeeded && error.contains("exists already"), "{error}");
}

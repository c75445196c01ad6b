//! Notices subcommands on the command line of a bot that reads none.

/// The subcommands of `cli()`. Other arguments may be those of the program itself.
pub(crate) const SUBCOMMANDS: &[&str] =
    &["run", "sandbox", "check", "commands", "sync", "toggle", "log", "exec", "completions"];

/// Warns if the first argument of the process is a subcommand, which `run_or_sandbox()` ignores.
pub(crate) fn warn_of_subcommand() {
    let first = std::env::args_os().nth(1);
    if let Some(warning) = first.and_then(|first| warning(first.to_str()?)) {
        // Also where only errors are logged.
        #[expect(clippy::print_stderr, reason = "it is about the terminal in which the program was started")]
        {
            eprintln!("{warning}");
        }
    }
}

fn warning(argument: &str) -> Option<String> {
    let text = || {
        format!(
            "warning: `{argument}` is ignored, because this bot starts with `run_or_sandbox()`\n\nhelp: the subcommands of a bot need \
             `Bot::builder().cli()` in its place"
        )
    };
    SUBCOMMANDS.contains(&argument).then(text)
}

#[cfg(test)]
mod tests {
    use super::warning;

    #[test]
    fn only_subcommands_are_warned_of() {
        assert!(
            warning("check")
                .is_some_and(|text| text.contains("`check` is ignored") && text.contains("cli()"))
        );
        for own in ["", "--check", "checks", "config.toml", "Run"] {
            assert_eq!(warning(own), None, "{own}");
        }
    }
}

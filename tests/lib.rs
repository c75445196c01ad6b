//! Integration tests of the workspace. Each `[[test]]` of the manifest is a separate program, because a program tests the
//! commands that are linked into it.

/// The pages of the book. `cargo test --doc -p tests` compiles their code; `tests/book.rs` checks that no page is missing.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../docs/book/src/quick-start.md")]
    mod quick_start {}
    #[doc = include_str!("../docs/book/src/commands.md")]
    mod commands {}
    #[doc = include_str!("../docs/book/src/gates.md")]
    mod gates {}
    #[doc = include_str!("../docs/book/src/replies.md")]
    mod replies {}
    #[doc = include_str!("../docs/book/src/modals.md")]
    mod modals {}
    #[doc = include_str!("../docs/book/src/events.md")]
    mod events {}
    #[doc = include_str!("../docs/book/src/schedules.md")]
    mod schedules {}
    #[doc = include_str!("../docs/book/src/store.md")]
    mod store {}
    #[doc = include_str!("../docs/book/src/languages.md")]
    mod languages {}
    #[doc = include_str!("../docs/book/src/testing.md")]
    mod testing {}
    #[doc = include_str!("../docs/book/src/sandbox.md")]
    mod sandbox {}
    #[doc = include_str!("../docs/book/src/cli.md")]
    mod cli {}
    #[doc = include_str!("../docs/book/src/http.md")]
    mod http {}
    #[doc = include_str!("../docs/book/src/mcp.md")]
    mod mcp {}
    #[doc = include_str!("../docs/book/src/configuration.md")]
    mod configuration {}
    #[doc = include_str!("../docs/book/src/deployment.md")]
    mod deployment {}
    #[doc = include_str!("../docs/book/src/observability.md")]
    mod observability {}
    #[doc = include_str!("../docs/book/src/security.md")]
    mod security {}
    #[doc = include_str!("../docs/book/src/reference.md")]
    mod reference {}
    #[doc = include_str!("../docs/book/src/reference/commands.md")]
    mod reference_commands {}
    #[doc = include_str!("../docs/book/src/reference/handlers.md")]
    mod reference_handlers {}
    #[doc = include_str!("../docs/book/src/reference/types.md")]
    mod reference_types {}
    #[doc = include_str!("../docs/book/src/reference/errors.md")]
    mod reference_errors {}
    #[doc = include_str!("../docs/book/src/internals.md")]
    mod internals {}
    #[doc = include_str!("../docs/book/src/faq.md")]
    mod faq {}
    #[doc = include_str!("../docs/book/src/migration/poise.md")]
    mod migration_poise {}
    #[doc = include_str!("../docs/book/src/migration/serenity.md")]
    mod migration_serenity {}
    #[doc = include_str!("../docs/book/src/migration/discord-py.md")]
    mod migration_discord_py {}
    #[doc = include_str!("../docs/book/src/migration/mindtrace-python.md")]
    mod migration_mindtrace_python {}
}

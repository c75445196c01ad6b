#[allow(clippy::unused_async)]
async fn ping() -> &'static str {
    "Pong!"
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_ping {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct ping {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_ping::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_ping::ping {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "ping",
                "ping",
                Self::invoke,
            )
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            _: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<&'static str, _>(ping())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_ping::ping as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
#[cfg(unix)]
pub async fn r#move() -> anyhow::Result<Option<String>> {
    Ok(None)
}
#[cfg(unix)]
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_move {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct r#move {}
}
#[cfg(unix)]
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
pub use __mindtrace_move::*;
#[cfg(unix)]
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_move::r#move {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "move",
                "move",
                Self::invoke,
            )
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            _: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<anyhow::Result<Option<String>>, _>(r#move())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_move::r#move as __discord::CommandItem > ::SPEC
    }
};

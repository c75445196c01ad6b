/// Not used: the key wins.
///
/// Long *help*.
#[allow(clippy::unused_async)]
pub(crate) async fn every_key() {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_every_key {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct every_key {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
pub(crate) use __mindtrace_every_key::*;
#[allow(clippy::unused_async)]
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_every_key::every_key {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "every-key",
                "Everything at once.",
                Self::invoke,
            )
            .help("Long *help*.")
            .usage("!every-key")
            .category("Test")
            .aliases(&["all", "each"])
            .permissions(
                __discord::Permissions::MANAGE_MESSAGES
                    .union(__discord::Permissions::KICK_MEMBERS),
            )
            .bot_permissions(
                __discord::Permissions::BAN_MEMBERS
                    .union(__discord::permissions::PIN_MESSAGES),
            )
            .cooldown_millis(30000)
            .entitled(&[1088510053843210999, 7])
            .hidden()
            .disabled()
            .guild_only()
            .nsfw()
            .owners_only()
            .ephemeral()
            .ignore_extra()
            .tool(true)
            .track_edits(true)
            .defer(__discord::Defer::Never)
            .timeout_millis(90000)
            .surfaces(&[__discord::Surface::Slash, __discord::Surface::Http])
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            _: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(every_key())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_every_key::every_key as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn flags_off() {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_flags_off {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct flags_off {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_flags_off::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_flags_off::flags_off {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "flags_off",
                "flags off",
                Self::invoke,
            )
            .track_edits(false)
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            _: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(flags_off())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_flags_off::flags_off as __discord::CommandItem > ::SPEC
    }
};

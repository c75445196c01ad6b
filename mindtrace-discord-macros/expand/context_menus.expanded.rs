#[allow(clippy::unused_async)]
/// Show a user's picture.
///
/// In full size.
async fn show_avatar(ctx: &Context, user: User) -> String {
    user.face()
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_show_avatar {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct show_avatar {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_show_avatar::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_show_avatar::show_avatar {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "Show avatar",
                "",
                Self::invoke,
            )
            .user_command()
            .help("Show a user's picture.\n\nIn full size.")
            .permissions(__discord::Permissions::MANAGE_MESSAGES)
            .installs(&[__discord::Install::Guild, __discord::Install::User])
            .ephemeral()
            .params(const { &[__discord::ParamSpec::of::<User>("target", "")] })
            .state(const { &[__discord::StateSpec::of::<Context>("Context")] })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            __ctx: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<String, _>(show_avatar(__ctx.injected()?, __args.take()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_show_avatar::show_avatar as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn report(message: MessageId) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_report {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct report {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_report::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_report::report {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "Report this",
                "",
                Self::invoke,
            )
            .message_command()
            .params(const { &[__discord::ParamSpec::of::<MessageId>("target", "")] })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(report(__args.take()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_report::report as __discord::CommandItem > ::SPEC
    }
};

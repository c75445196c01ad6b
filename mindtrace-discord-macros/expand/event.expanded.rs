#[allow(clippy::unused_async)]
/// Welcomes new members.
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_welcome {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct welcome {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_welcome::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_welcome::welcome {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            ::mindtrace_discord::event::MemberJoin,
        >("welcome", Self::handle)
            .state(const { &[__discord::StateSpec::of::<Context>("Context")] })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            __event: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<
                Result<()>,
                _,
            >(
                welcome(
                    __ctx.injected()?,
                    __event.get::<::mindtrace_discord::event::MemberJoin>()?,
                ),
            )
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_welcome::welcome as __discord::EventItem > ::SPEC
    }
};

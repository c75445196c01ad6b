#[allow(clippy::unused_async)]
async fn tidy(ctx: &Context, store: &Store) -> Result<()> {
    store.tidy().await
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_tidy {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct tidy {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_tidy::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::ScheduleItem for __mindtrace_tidy::tidy {
        const SPEC: __discord::ScheduleSpec = __discord::ScheduleSpec::every(
                "tidy",
                300000,
                Self::handle,
            )
            .run_at_start()
            .overlap()
            .jitter_millis(10000)
            .missed(__discord::Missed::Skip)
            .timeout_millis(30000)
            .intents(__discord::GatewayIntents::GUILD_MEMBERS)
            .state(const {
                &[
                    __discord::StateSpec::of::<Context>("Context"),
                    __discord::StateSpec::of::<Store>("Store"),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            _: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<
                Result<()>,
                _,
            >(tidy(__ctx.injected()?, __ctx.injected()?))
        }
    }
    const _: () = {
        #[allow(unused_imports)]
        use __discord::NotAnEvent as _;
        ::core::assert!(
            ! < __discord::Probe < Store >> ::IS_EVENT,
            "a schedule takes no event except `Tick`"
        );
    };
    __discord::inventory::submit! {
        < __mindtrace_tidy::tidy as __discord::ScheduleItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn report(tick: &Tick) {}
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
    impl __discord::ScheduleItem for __mindtrace_report::report {
        const SPEC: __discord::ScheduleSpec = __discord::ScheduleSpec::cron(
                "report",
                "0 9 * * Mon-Fri",
                "Europe/London",
                Self::handle,
            )
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            _: &'a __discord::Context,
            __event: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<(), _>(report(__event.get::<__discord::Tick>()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_report::report as __discord::ScheduleItem > ::SPEC
    }
};

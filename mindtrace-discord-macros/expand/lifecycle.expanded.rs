#[allow(clippy::unused_async)]
async fn migrate(store: &Store) -> Result<()> {
    store.migrate().await
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_migrate {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct migrate {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_migrate::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_migrate::migrate {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            __discord::lifecycle::Start,
        >("migrate", Self::handle)
            .order(1)
            .state(const { &[__discord::StateSpec::of::<Store>("Store")] })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            _: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<Result<()>, _>(migrate(__ctx.injected()?))
        }
    }
    const _: () = {
        #[allow(unused_imports)]
        use __discord::NotAnEvent as _;
        ::core::assert!(
            ! < __discord::Probe < Store >> ::IS_EVENT, "a lifecycle hook takes no event"
        );
    };
    __discord::inventory::submit! {
        < __mindtrace_migrate::migrate as __discord::EventItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn greet(ctx: &Context) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_greet {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct greet {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_greet::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_greet::greet {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            __discord::lifecycle::FirstReady,
        >("greet", Self::handle)
            .state(const { &[__discord::StateSpec::of::<Context>("Context")] })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            _: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<(), _>(greet(__ctx.injected()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_greet::greet as __discord::EventItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn flush(store: &Store) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_flush {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct flush {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_flush::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_flush::flush {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            __discord::lifecycle::Shutdown,
        >("flush", Self::handle)
            .timeout_millis(2000)
            .state(const { &[__discord::StateSpec::of::<Store>("Store")] })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            _: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<(), _>(flush(__ctx.injected()?))
        }
    }
    const _: () = {
        #[allow(unused_imports)]
        use __discord::NotAnEvent as _;
        ::core::assert!(
            ! < __discord::Probe < Store >> ::IS_EVENT, "a lifecycle hook takes no event"
        );
    };
    __discord::inventory::submit! {
        < __mindtrace_flush::flush as __discord::EventItem > ::SPEC
    }
};

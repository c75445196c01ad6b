#[allow(clippy::unused_async)]
pub async fn count(event: &mindtrace_discord::event::Message, counter: &Counter) {
    counter.add(&event.author);
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_count {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct count {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
pub use __mindtrace_count::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_count::count {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            ::mindtrace_discord::event::Message,
        >("count", Self::handle)
            .order(-10)
            .state(const { &[__discord::StateSpec::of::<Counter>("Counter")] })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            __event: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<
                (),
                _,
            >(
                count(
                    __event.get::<::mindtrace_discord::event::Message>()?,
                    __ctx.injected()?,
                ),
            )
        }
    }
    const _: () = {
        #[allow(unused_imports)]
        use __discord::NotAnEvent as _;
        ::core::assert!(
            ! < __discord::Probe < Counter >> ::IS_EVENT,
            "this handler is for `Message`, not for this event"
        );
    };
    __discord::inventory::submit! {
        < __mindtrace_count::count as __discord::EventItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn ready() {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_ready {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct ready {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_ready::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_ready::ready {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            ::mindtrace_discord::event::Ready,
        >("ready", Self::handle)
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            _: &'a __discord::Context,
            _: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<(), _>(ready())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_ready::ready as __discord::EventItem > ::SPEC
    }
};

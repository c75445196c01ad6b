pub async fn count(event: &mindtrace_discord::event::Message, counter: &Counter) {
    counter.add(&event.author);
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct count {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for count {
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
        < count as __discord::EventItem > ::SPEC
    }
};
async fn ready() {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct ready {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for ready {
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
        < ready as __discord::EventItem > ::SPEC
    }
};

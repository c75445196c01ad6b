#[allow(clippy::unused_async)]
async fn every(ctx: &Context, event: &Message, store: &Store) -> Result<()> {
    store.remember(ctx, event).await
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_every {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct every {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_every::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_every::every {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            ::mindtrace_discord::event::Message,
        >("every", Self::handle)
            .order(-5)
            .filter(|__event| __discord::passes::<
                ::mindtrace_discord::event::Message,
            >(__event, from_people))
            .once()
            .timeout_millis(30000)
            .guilds(&[1, 2])
            .channels(&[3])
            .intents(
                __discord::GatewayIntents::GUILD_MEMBERS
                    .union(__discord::GatewayIntents::GUILD_PRESENCES),
            )
            .state(const {
                &[
                    __discord::StateSpec::of::<Context>("Context"),
                    __discord::StateSpec::of::<Store>("Store"),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            __event: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<
                Result<()>,
                _,
            >(
                every(
                    __ctx.injected()?,
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
            ! < __discord::Probe < Store >> ::IS_EVENT,
            "this handler is for `Message`, not for this event"
        );
    };
    __discord::inventory::submit! {
        < __mindtrace_every::every as __discord::EventItem > ::SPEC
    }
};

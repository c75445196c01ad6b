#[allow(clippy::unused_async)]
/// Say hello to someone.
///
/// Everything after the first paragraph is the long help.
async fn hello(ctx: &Context, who: Option<String>) -> String {
    format!("Hello {}!", who.unwrap_or_else(|| ctx.author().display_name().to_owned()))
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_hello {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct hello {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_hello::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_hello::hello {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "hello",
                "Say hello to someone.",
                Self::invoke,
            )
            .help("Everything after the first paragraph is the long help.")
            .usage("!hello [who]")
            .category("Fun")
            .cooldown_millis(5000)
            .params(const {
                &[__discord::ParamSpec::of::<Option<String>>("who", "Who to greet")]
            })
            .state(const { &[__discord::StateSpec::of::<Context>("Context")] })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            __ctx: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<String, _>(hello(__ctx.injected()?, __args.take()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_hello::hello as __discord::CommandItem > ::SPEC
    }
};

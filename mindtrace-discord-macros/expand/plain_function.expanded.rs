async fn ping() -> &'static str {
    "Pong!"
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct ping {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for ping {
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
        < ping as __discord::CommandItem > ::SPEC
    }
};
#[cfg(unix)]
pub async fn r#move() -> anyhow::Result<Option<String>> {
    Ok(None)
}
#[cfg(unix)]
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct r#move {}
#[cfg(unix)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for r#move {
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
        < r#move as __discord::CommandItem > ::SPEC
    }
};

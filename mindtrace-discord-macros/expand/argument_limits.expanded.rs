#[allow(clippy::unused_async)]
/// Every limit.
async fn limits(whole: i8, half: f32, text: String, percent: u8) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_limits {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct limits {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_limits::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_limits::limits {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "limits",
                "Every limit.",
                Self::invoke,
            )
            .params(const {
                &[
                    __discord::ParamSpec::of::<i8>("whole", "whole")
                        .min(__discord::Bound::Integer(-10))
                        .max(__discord::Bound::Integer(10)),
                    __discord::ParamSpec::of::<f32>("half", "half")
                        .min(__discord::Bound::Number(0.5)),
                    __discord::ParamSpec::of::<String>("text", "text")
                        .min_length(2)
                        .max_length(32),
                    __discord::ParamSpec::of::<u8>("percent", "percent")
                        .default(__discord::Literal::Integer(50))
                        .max(__discord::Bound::Integer(100)),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<
                (),
                _,
            >(limits(__args.take()?, __args.take()?, __args.take()?, __args.take()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_limits::limits as __discord::CommandItem > ::SPEC
    }
};

#[allow(clippy::unused_async)]
/// Every way to take arguments.
async fn shapes(
    required: String,
    #[allow(unused_mut)]
    mut changed: u32,
    r#type: bool,
    _unused: std::time::Duration,
    number: i64,
    ratio: f64,
    color: Color,
    loud: bool,
    optional: Option<User>,
    list: Vec<Member>,
) -> Reply {
    Reply::new("")
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_shapes {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct shapes {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_shapes::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_shapes::shapes {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "shapes",
                "Every way to take arguments.",
                Self::invoke,
            )
            .params(const {
                &[
                    __discord::ParamSpec::of::<String>("required", "required"),
                    __discord::ParamSpec::of::<u32>("changed", "changed"),
                    __discord::ParamSpec::of::<bool>("type", "type"),
                    __discord::ParamSpec::of::<std::time::Duration>("unused", "unused"),
                    __discord::ParamSpec::of::<i64>("number", "number")
                        .default(__discord::Literal::Integer(-5)),
                    __discord::ParamSpec::of::<f64>("ratio", "ratio")
                        .default(__discord::Literal::Number(0.5)),
                    __discord::ParamSpec::of::<Color>("color", "color")
                        .default(__discord::Literal::Text("red")),
                    __discord::ParamSpec::of::<bool>("loud", "loud")
                        .default(__discord::Literal::Boolean(true)),
                    __discord::ParamSpec::of::<Option<User>>("optional", "optional"),
                    __discord::ParamSpec::of::<Vec<Member>>("others", "Everybody else"),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<
                Reply,
                _,
            >(
                shapes(
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                ),
            )
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_shapes::shapes as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn echo(text: String) -> String {
    text
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_echo {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct echo {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_echo::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_echo::echo {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "echo",
                "echo",
                Self::invoke,
            )
            .params(const {
                &[__discord::ParamSpec::of::<String>("text", "text").rest()]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<String, _>(echo(__args.take()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_echo::echo as __discord::CommandItem > ::SPEC
    }
};

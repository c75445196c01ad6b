/// The filter of a search.
pub struct Filter {
    /// How many
    #[arg(min = 1, max = 50, default = 10)]
    pub limit: u8,
    #[arg(flatten)]
    range: Range,
    from: Option<User>,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Args for Filter {
        const PARAMS: &'static [__discord::ParamSpec] = const {
            &__discord::concat::<
                { 1 + <Range as __discord::Args>::PARAMS.len() + 1 },
            >(
                &[
                    &[
                        __discord::ParamSpec::of::<u8>("limit", "How many")
                            .default(__discord::Literal::Integer(10))
                            .min(__discord::Bound::Integer(1))
                            .max(__discord::Bound::Integer(50)),
                    ],
                    <Range as __discord::Args>::PARAMS,
                    &[__discord::ParamSpec::of::<Option<User>>("from", "from")],
                ],
            )
        };
        fn take(
            __args: &mut __discord::Arguments,
        ) -> ::core::result::Result<Self, __discord::Internal> {
            ::core::result::Result::Ok(Self {
                limit: __args.take()?,
                range: <Range as __discord::Args>::take(__args)?,
                from: __args.take()?,
            })
        }
    }
};
#[allow(clippy::unused_async)]
/// Find messages.
async fn find(ctx: &Context, text: String, filter: Filter, quiet: bool) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_find {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct find {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_find::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_find::find {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "find",
                "Find messages.",
                Self::invoke,
            )
            .params(const {
                &__discord::concat::<
                    { 1 + <Filter as __discord::Args>::PARAMS.len() + 1 },
                >(
                    &[
                        &[__discord::ParamSpec::of::<String>("text", "text")],
                        <Filter as __discord::Args>::PARAMS,
                        &[__discord::ParamSpec::of::<bool>("quiet", "quiet").flag()],
                    ],
                )
            })
            .state(const { &[__discord::StateSpec::of::<Context>("Context")] })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            __ctx: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<
                (),
                _,
            >(
                find(
                    __ctx.injected()?,
                    __args.take()?,
                    <Filter as __discord::Args>::take(__args)?,
                    __args.take()?,
                ),
            )
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_find::find as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn all(filter: Filter) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_all {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct all {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_all::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_all::all {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "all",
                "all",
                Self::invoke,
            )
            .params(const {
                &__discord::concat::<
                    { <Filter as __discord::Args>::PARAMS.len() },
                >(&[<Filter as __discord::Args>::PARAMS])
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(all(<Filter as __discord::Args>::take(__args)?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_all::all as __discord::CommandItem > ::SPEC
    }
};

#[allow(clippy::unused_async)]
/// Every gate.
async fn gates() {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_gates {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct gates {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_gates::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_gates::gates {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "gates",
                "Every gate.",
                Self::invoke,
            )
            .cooldown(
                __discord::Cooldown::new(3, 60000)
                    .scope(__discord::CooldownScope::Guild)
                    .bucket("search")
                    .strict(),
            )
            .concurrency(
                __discord::Concurrency::new(__discord::CooldownScope::User, 1)
                    .wait_millis(30000),
            )
            .checks(const {
                &[
                    __discord::Check::Any(
                        &[
                            __discord::Check::Is(
                                "is_admin",
                                |__ctx| __discord::run_check(&is_admin, __ctx),
                            ),
                            __discord::Check::All(
                                &[
                                    __discord::Check::Is(
                                        "checks::is_vip",
                                        |__ctx| __discord::run_check(&checks::is_vip, __ctx),
                                    ),
                                    __discord::Check::Is(
                                        "in_lounge",
                                        |__ctx| __discord::run_check(&in_lounge, __ctx),
                                    ),
                                ],
                            ),
                        ],
                    ),
                ]
            })
            .before(const { &[|__ctx| __discord::run_before(&log, __ctx)] })
            .after(const {
                &[
                    |__ctx, __outcome| __discord::run_after(&count, __ctx, __outcome),
                    |__ctx, __outcome| __discord::run_after(
                        &log_outcome,
                        __ctx,
                        __outcome,
                    ),
                ]
            })
            .on_error(const {
                &[|__ctx, __error| __discord::run_on_error(&explain, __ctx, __error)]
            })
            .function_state(const {
                &[
                    __discord::FunctionState::new(
                        "is_admin",
                        __discord::check_state(&is_admin),
                    ),
                    __discord::FunctionState::new(
                        "checks::is_vip",
                        __discord::check_state(&checks::is_vip),
                    ),
                    __discord::FunctionState::new(
                        "in_lounge",
                        __discord::check_state(&in_lounge),
                    ),
                    __discord::FunctionState::new("log", __discord::before_state(&log)),
                    __discord::FunctionState::new(
                        "count",
                        __discord::after_state(&count),
                    ),
                    __discord::FunctionState::new(
                        "log_outcome",
                        __discord::after_state(&log_outcome),
                    ),
                    __discord::FunctionState::new(
                        "explain",
                        __discord::on_error_state(&explain),
                    ),
                ]
            })
            .guilds(&[1234, 5678])
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            _: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(gates())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_gates::gates as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn other_forms() {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_other_forms {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct other_forms {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_other_forms::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_other_forms::other_forms {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "other_forms",
                "other forms",
                Self::invoke,
            )
            .cooldown_millis(5000)
            .concurrency(
                __discord::Concurrency::new(__discord::CooldownScope::Global, 2)
                    .wait_millis(10000),
            )
            .checks(const {
                &[
                    __discord::Check::Is(
                        "is_admin",
                        |__ctx| __discord::run_check(&is_admin, __ctx),
                    ),
                    __discord::Check::Is(
                        "any",
                        |__ctx| __discord::run_check(&any, __ctx),
                    ),
                ]
            })
            .function_state(const {
                &[
                    __discord::FunctionState::new(
                        "is_admin",
                        __discord::check_state(&is_admin),
                    ),
                    __discord::FunctionState::new("any", __discord::check_state(&any)),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            _: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(other_forms())
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_other_forms::other_forms as __discord::CommandItem > ::SPEC
    }
};
mod admin {
    #[allow(clippy::unused_async)]
    async fn adds_up() {}
    #[doc(hidden)]
    #[allow(non_snake_case)]
    mod __mindtrace_adds_up {
        #[allow(
            non_camel_case_types,
            dead_code,
            unreachable_pub,
            missing_debug_implementations,
            missing_copy_implementations
        )]
        pub struct adds_up {}
    }
    #[doc(hidden)]
    #[allow(
        unused_imports,
        unreachable_pub,
        hidden_glob_reexports,
        ambiguous_glob_reexports,
        clippy::wildcard_imports
    )]
    use __mindtrace_adds_up::*;
    #[allow(unused_qualifications)]
    const _: () = {
        use ::mindtrace_discord::__private as __discord;
        impl __discord::CommandItem for __mindtrace_adds_up::adds_up {
            const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                    "adds_up",
                    "adds up",
                    Self::invoke,
                )
                .cooldown(__discord::Cooldown::new(2, 10000))
                .checks(const {
                    &[
                        __discord::Check::Is(
                            "is_admin",
                            |__ctx| __discord::run_check(&is_admin, __ctx),
                        ),
                        __discord::Check::Is(
                            "is_vip",
                            |__ctx| __discord::run_check(&is_vip, __ctx),
                        ),
                    ]
                })
                .before(const {
                    &[
                        |__ctx| __discord::run_before(&log, __ctx),
                        |__ctx| __discord::run_before(&count, __ctx),
                    ]
                })
                .function_state(const {
                    &[
                        __discord::FunctionState::new(
                            "is_admin",
                            __discord::check_state(&is_admin),
                        ),
                        __discord::FunctionState::new(
                            "is_vip",
                            __discord::check_state(&is_vip),
                        ),
                        __discord::FunctionState::new(
                            "log",
                            __discord::before_state(&log),
                        ),
                        __discord::FunctionState::new(
                            "count",
                            __discord::before_state(&count),
                        ),
                    ]
                })
                .source(::core::file!(), ::core::line!());
            fn invoke<'a>(
                _: &'a __discord::Context,
                _: &mut __discord::Arguments,
            ) -> __discord::Invoked<'a> {
                __discord::run::<(), _>(adds_up())
            }
        }
        __discord::inventory::submit! {
            < __mindtrace_adds_up::adds_up as __discord::CommandItem > ::SPEC
        }
    };
}

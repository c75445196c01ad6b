/// Every gate.
async fn gates() {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct gates {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for gates {
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
                                |__ctx| __discord::check(is_admin(__ctx)),
                            ),
                            __discord::Check::All(
                                &[
                                    __discord::Check::Is(
                                        "checks::is_vip",
                                        |__ctx| __discord::check(checks::is_vip(__ctx)),
                                    ),
                                    __discord::Check::Is(
                                        "in_lounge",
                                        |__ctx| __discord::check(in_lounge(__ctx)),
                                    ),
                                ],
                            ),
                        ],
                    ),
                ]
            })
            .before(const { &[|__ctx| __discord::hook(log(__ctx))] })
            .after(const {
                &[
                    |__ctx, __outcome| __discord::hook(count(__ctx, __outcome)),
                    |__ctx, __outcome| __discord::hook(log_outcome(__ctx, __outcome)),
                ]
            })
            .on_error(const {
                &[|__ctx, __error| __discord::error_hook(explain(__ctx, __error))]
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
        < gates as __discord::CommandItem > ::SPEC
    }
};
async fn other_forms() {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct other_forms {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for other_forms {
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
                        |__ctx| __discord::check(is_admin(__ctx)),
                    ),
                    __discord::Check::Is("any", |__ctx| __discord::check(any(__ctx))),
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
        < other_forms as __discord::CommandItem > ::SPEC
    }
};
mod admin {
    async fn adds_up() {}
    #[doc(hidden)]
    #[allow(non_camel_case_types, dead_code)]
    struct adds_up {}
    const _: () = {
        use ::mindtrace_discord::__private as __discord;
        impl __discord::CommandItem for adds_up {
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
                            |__ctx| __discord::check(is_admin(__ctx)),
                        ),
                        __discord::Check::Is(
                            "is_vip",
                            |__ctx| __discord::check(is_vip(__ctx)),
                        ),
                    ]
                })
                .before(const {
                    &[
                        |__ctx| __discord::hook(log(__ctx)),
                        |__ctx| __discord::hook(count(__ctx)),
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
            < adds_up as __discord::CommandItem > ::SPEC
        }
    };
}

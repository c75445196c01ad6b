#[allow(clippy::unused_async)]
async fn hello(ctx: &Context, count: u8) -> String {
    String::new()
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
    use bots::framework::__private as __discord;
    impl __discord::CommandItem for __mindtrace_hello::hello {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "hello",
                "hello",
                Self::invoke,
            )
            .permissions(__discord::Permissions::MANAGE_MESSAGES)
            .defer(__discord::Defer::Immediately)
            .surfaces(&[__discord::Surface::Http])
            .params(const {
                &[
                    __discord::ParamSpec::of::<u8>("count", "count")
                        .default(__discord::Literal::Integer(2))
                        .min(__discord::Bound::Integer(1)),
                ]
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
#[allow(clippy::unused_async)]
async fn welcome(ctx: &Context, event: &MemberJoin) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_welcome {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct welcome {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_welcome::*;
#[allow(unused_qualifications)]
const _: () = {
    use bots::framework::__private as __discord;
    impl __discord::EventItem for __mindtrace_welcome::welcome {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            bots::framework::event::MemberJoin,
        >("welcome", Self::handle)
            .state(const { &[__discord::StateSpec::of::<Context>("Context")] })
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            __ctx: &'a __discord::Context,
            __event: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<
                (),
                _,
            >(
                welcome(
                    __ctx.injected()?,
                    __event.get::<bots::framework::event::MemberJoin>()?,
                ),
            )
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_welcome::welcome as __discord::EventItem > ::SPEC
    }
};
mod tag {
    #[allow(clippy::unused_async)]
    async fn create() {}
    #[doc(hidden)]
    #[allow(non_snake_case)]
    mod __mindtrace_create {
        #[allow(
            non_camel_case_types,
            dead_code,
            unreachable_pub,
            missing_debug_implementations,
            missing_copy_implementations
        )]
        pub struct create {}
    }
    #[doc(hidden)]
    #[allow(
        unused_imports,
        unreachable_pub,
        hidden_glob_reexports,
        ambiguous_glob_reexports,
        clippy::wildcard_imports
    )]
    use __mindtrace_create::*;
    #[allow(unused_qualifications)]
    const _: () = {
        use bots::framework::__private as __discord;
        impl __discord::CommandItem for __mindtrace_create::create {
            const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                    "tag create",
                    "create",
                    Self::invoke,
                )
                .groups(const { &[__discord::GroupSpec::new("tag", "tag")] })
                .checks(const {
                    &[
                        __discord::Check::Is(
                            "is_admin",
                            |__ctx| __discord::run_check(&is_admin, __ctx),
                        ),
                    ]
                })
                .after(const {
                    &[|__ctx, __outcome| __discord::run_after(&count, __ctx, __outcome)]
                })
                .function_state(const {
                    &[
                        __discord::FunctionState::new(
                            "is_admin",
                            __discord::check_state(&is_admin),
                        ),
                        __discord::FunctionState::new(
                            "count",
                            __discord::after_state(&count),
                        ),
                    ]
                })
                .source(::core::file!(), ::core::line!());
            fn invoke<'a>(
                _: &'a __discord::Context,
                _: &mut __discord::Arguments,
            ) -> __discord::Invoked<'a> {
                __discord::run::<(), _>(create())
            }
        }
        __discord::inventory::submit! {
            < __mindtrace_create::create as __discord::CommandItem > ::SPEC
        }
    };
    #[allow(clippy::unused_async)]
    async fn open(id: u64) {}
    #[doc(hidden)]
    #[allow(non_snake_case)]
    mod __mindtrace_open {
        #[allow(
            non_camel_case_types,
            dead_code,
            unreachable_pub,
            missing_debug_implementations,
            missing_copy_implementations
        )]
        pub struct open {}
    }
    #[doc(hidden)]
    #[allow(
        unused_imports,
        unreachable_pub,
        hidden_glob_reexports,
        ambiguous_glob_reexports,
        clippy::wildcard_imports
    )]
    use __mindtrace_open::*;
    #[allow(unused_qualifications)]
    const _: () = {
        use bots::framework::__private as __discord;
        impl __discord::CommandItem for __mindtrace_open::open {
            const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                    "open",
                    "",
                    Self::invoke,
                )
                .component(
                    "tag:{id}",
                    const { &[<u64 as __discord::CustomIdValue>::LONGEST] },
                )
                .params(const { &[__discord::ParamSpec::of::<u64>("id", "id")] })
                .source(::core::file!(), ::core::line!());
            fn invoke<'a>(
                _: &'a __discord::Context,
                __args: &mut __discord::Arguments,
            ) -> __discord::Invoked<'a> {
                __discord::run::<(), _>(open(__args.take()?))
            }
        }
        impl __mindtrace_open::open {
            /// Returns the custom id of a component that [`open`](open()) handles.
            #[allow(dead_code)]
            fn id(id: u64) -> __discord::ComponentId {
                __discord::ComponentId::new(
                    "tag:{id}",
                    [<u64 as __discord::CustomIdValue>::encode(&id)],
                )
            }
        }
        __discord::inventory::submit! {
            < __mindtrace_open::open as __discord::CommandItem > ::SPEC
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
        use bots::framework::__private as __discord;
        impl __discord::EventItem for __mindtrace_ready::ready {
            const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
                bots::framework::event::Ready,
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
}
#[args(crate = bots::framework)]
struct Filter {
    limit: u8,
}
const _: () = {
    use bots::framework::__private as __discord;
    impl __discord::Args for Filter {
        const PARAMS: &'static [__discord::ParamSpec] = const {
            &[__discord::ParamSpec::of::<u8>("limit", "limit")]
        };
        fn take(
            __args: &mut __discord::Arguments,
        ) -> ::core::result::Result<Self, __discord::Internal> {
            ::core::result::Result::Ok(Self { limit: __args.take()? })
        }
    }
};
#[modal(crate = bots::framework)]
struct Feedback {
    text: String,
}
const _: () = {
    use bots::framework::__private as __discord;
    impl __discord::Modal for Feedback {
        const SPEC: __discord::ModalSpec = __discord::ModalSpec::new(
            "Feedback",
            const {
                &[
                    __discord::FieldSpec::new(
                        "Text",
                        __discord::ParamSpec::of::<String>("text", ""),
                    ),
                ]
            },
        );
        fn take(
            __args: &mut __discord::Arguments,
        ) -> ::core::result::Result<Self, __discord::Internal> {
            ::core::result::Result::Ok(Self { text: __args.take()? })
        }
    }
    impl ::core::convert::From<Feedback> for __discord::ModalDraft<Feedback> {
        fn from(__modal: Feedback) -> Self {
            #[allow(unused_imports)]
            use __discord::NoFieldValue as _;
            __discord::ModalDraft::new()
                .fill("text", __discord::Fill(__modal.text).value())
        }
    }
};
#[choice(crate = bots::framework)]
enum Color {
    Red,
}
const _: () = {
    use bots::framework::__private as __discord;
    impl __discord::Choice for Color {
        const CHOICES: &'static [__discord::ChoiceSpec] = const {
            &[__discord::ChoiceSpec::new("Red", "red")]
        };
        fn from_value(__value: &str) -> ::core::option::Option<Self> {
            match __value {
                "red" => ::core::option::Option::Some(Self::Red),
                _ => ::core::option::Option::None,
            }
        }
    }
    impl __discord::CustomIdValue for Color {
        const LONGEST: ::core::option::Option<usize> = ::core::option::Option::Some(3);
        fn encode(&self) -> ::std::string::String {
            ::std::string::String::from(
                match self {
                    Self::Red => "red",
                },
            )
        }
    }
};

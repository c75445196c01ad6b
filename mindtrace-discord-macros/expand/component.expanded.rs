#[allow(clippy::unused_async)]
/// Count a vote.
pub(crate) async fn vote(ctx: &Context, choice: String, poll: u64) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_vote {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct vote {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
pub(crate) use __mindtrace_vote::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_vote::vote {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "vote",
                "",
                Self::invoke,
            )
            .component(
                "vote:{poll}:{choice}",
                const {
                    &[
                        <u64 as __discord::CustomIdValue>::LONGEST,
                        <String as __discord::CustomIdValue>::LONGEST,
                    ]
                },
            )
            .help("Count a vote.")
            .cooldown_millis(2000)
            .checks(const {
                &[
                    __discord::Check::Is(
                        "is_member",
                        |__ctx| __discord::run_check(&is_member, __ctx),
                    ),
                ]
            })
            .function_state(const {
                &[
                    __discord::FunctionState::new(
                        "is_member",
                        __discord::check_state(&is_member),
                    ),
                ]
            })
            .params(const {
                &[
                    __discord::ParamSpec::of::<String>("choice", "choice"),
                    __discord::ParamSpec::of::<u64>("poll", "poll"),
                ]
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
            >(vote(__ctx.injected()?, __args.take()?, __args.take()?))
        }
    }
    impl __mindtrace_vote::vote {
        /// Returns the custom id of a component that [`vote`](vote()) handles.
        #[allow(dead_code)]
        pub(crate) fn id(
            poll: u64,
            choice: impl ::core::convert::Into<String>,
        ) -> __discord::ComponentId {
            __discord::ComponentId::new(
                "vote:{poll}:{choice}",
                [
                    <u64 as __discord::CustomIdValue>::encode(&poll),
                    <String as __discord::CustomIdValue>::encode(
                        &::core::convert::Into::<String>::into(choice),
                    ),
                ],
            )
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_vote::vote as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
async fn roles(values: Vec<RoleId>) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_roles {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct roles {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_roles::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_roles::roles {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "role-menu",
                "",
                Self::invoke,
            )
            .component("roles", const { &[] })
            .params(const {
                &[__discord::ParamSpec::of::<Vec<RoleId>>("values", "values")]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(roles(__args.take()?))
        }
    }
    impl __mindtrace_roles::roles {
        /// Returns the custom id of a component that [`roles`](roles()) handles.
        #[allow(dead_code)]
        fn id() -> __discord::ComponentId {
            __discord::ComponentId::new("roles", [])
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_roles::roles as __discord::CommandItem > ::SPEC
    }
};
#[allow(clippy::unused_async)]
pub async fn note(text: String) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_note {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct note {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
pub use __mindtrace_note::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_note::note {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "note",
                "",
                Self::invoke,
            )
            .stored_component("note:{text}")
            .params(const { &[__discord::ParamSpec::of::<String>("text", "text")] })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<(), _>(note(__args.take()?))
        }
    }
    impl __mindtrace_note::note {
        /// Returns the custom id of a component that [`note`](note()) handles.
        #[allow(dead_code)]
        pub async fn id(
            __ctx: &__discord::Context,
            text: impl ::core::convert::Into<String>,
        ) -> ::core::result::Result<__discord::ComponentId, __discord::StoreError> {
            let __id = __discord::ComponentId::new(
                "note:{text}",
                [
                    <String as __discord::CustomIdValue>::encode(
                        &::core::convert::Into::<String>::into(text),
                    ),
                ],
            );
            __discord::Context::stored_id(__ctx, __id).await
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_note::note as __discord::CommandItem > ::SPEC
    }
};

/// Count a vote.
pub(crate) async fn vote(ctx: &Context, choice: String, poll: u64) {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub(crate) struct vote {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for vote {
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
                        |__ctx| __discord::check(is_member(__ctx)),
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
    impl vote {
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
                    <String as __discord::CustomIdValue>::encode(&choice.into()),
                ],
            )
        }
    }
    __discord::inventory::submit! {
        < vote as __discord::CommandItem > ::SPEC
    }
};
async fn roles(values: Vec<RoleId>) {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct roles {}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for roles {
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
    impl roles {
        /// Returns the custom id of a component that [`roles`](roles()) handles.
        #[allow(dead_code)]
        fn id() -> __discord::ComponentId {
            __discord::ComponentId::new("roles", [])
        }
    }
    __discord::inventory::submit! {
        < roles as __discord::CommandItem > ::SPEC
    }
};

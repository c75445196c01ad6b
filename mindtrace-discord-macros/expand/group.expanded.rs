mod tag {
    #[allow(clippy::unused_async)]
    /// Make a new one.
    async fn create(name: String) {}
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
        use ::mindtrace_discord::__private as __discord;
        impl __discord::CommandItem for __mindtrace_create::create {
            const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                    "tag create",
                    "Make a new one.",
                    Self::invoke,
                )
                .groups(const {
                    &[__discord::GroupSpec::new("tag", "Texts to find again.")]
                })
                .category("Tags")
                .aliases(&["tag new", "t create", "t new"])
                .params(const { &[__discord::ParamSpec::of::<String>("name", "name")] })
                .source(::core::file!(), ::core::line!());
            fn invoke<'a>(
                _: &'a __discord::Context,
                __args: &mut __discord::Arguments,
            ) -> __discord::Invoked<'a> {
                __discord::run::<(), _>(create(__args.take()?))
            }
        }
        __discord::inventory::submit! {
            < __mindtrace_create::create as __discord::CommandItem > ::SPEC
        }
    };
    mod moderation {
        #[allow(clippy::unused_async)]
        async fn purge() {}
        #[doc(hidden)]
        #[allow(non_snake_case)]
        mod __mindtrace_purge {
            #[allow(
                non_camel_case_types,
                dead_code,
                unreachable_pub,
                missing_debug_implementations,
                missing_copy_implementations
            )]
            pub struct purge {}
        }
        #[doc(hidden)]
        #[allow(
            unused_imports,
            unreachable_pub,
            hidden_glob_reexports,
            ambiguous_glob_reexports,
            clippy::wildcard_imports
        )]
        use __mindtrace_purge::*;
        #[allow(unused_qualifications)]
        const _: () = {
            use ::mindtrace_discord::__private as __discord;
            impl __discord::CommandItem for __mindtrace_purge::purge {
                const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                        "tag admin purge",
                        "purge",
                        Self::invoke,
                    )
                    .groups(const {
                        &[
                            __discord::GroupSpec::new("tag", "Texts to find again."),
                            __discord::GroupSpec::new("admin", "For moderators"),
                        ]
                    })
                    .category("Tags")
                    .aliases(&["t admin purge"])
                    .permissions(__discord::Permissions::MANAGE_GUILD)
                    .source(::core::file!(), ::core::line!());
                fn invoke<'a>(
                    _: &'a __discord::Context,
                    _: &mut __discord::Arguments,
                ) -> __discord::Invoked<'a> {
                    __discord::run::<(), _>(purge())
                }
            }
            __discord::inventory::submit! {
                < __mindtrace_purge::purge as __discord::CommandItem > ::SPEC
            }
        };
    }
    mod between {
        mod old_ones {
            #[allow(clippy::unused_async)]
            async fn list() {}
            #[doc(hidden)]
            #[allow(non_snake_case)]
            mod __mindtrace_list {
                #[allow(
                    non_camel_case_types,
                    dead_code,
                    unreachable_pub,
                    missing_debug_implementations,
                    missing_copy_implementations
                )]
                pub struct list {}
            }
            #[doc(hidden)]
            #[allow(
                unused_imports,
                unreachable_pub,
                hidden_glob_reexports,
                ambiguous_glob_reexports,
                clippy::wildcard_imports
            )]
            use __mindtrace_list::*;
            #[allow(unused_qualifications)]
            const _: () = {
                use ::mindtrace_discord::__private as __discord;
                impl __discord::CommandItem for __mindtrace_list::list {
                    const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                            "tag old_ones list",
                            "list",
                            Self::invoke,
                        )
                        .groups(const {
                            &[
                                __discord::GroupSpec::new("tag", "Texts to find again."),
                                __discord::GroupSpec::new("old_ones", "old ones"),
                            ]
                        })
                        .category("Tags")
                        .aliases(&["t old_ones list"])
                        .hidden()
                        .source(::core::file!(), ::core::line!());
                    fn invoke<'a>(
                        _: &'a __discord::Context,
                        _: &mut __discord::Arguments,
                    ) -> __discord::Invoked<'a> {
                        __discord::run::<(), _>(list())
                    }
                }
                __discord::inventory::submit! {
                    < __mindtrace_list::list as __discord::CommandItem > ::SPEC
                }
            };
        }
    }
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
        use ::mindtrace_discord::__private as __discord;
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
                .category("Tags")
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
}

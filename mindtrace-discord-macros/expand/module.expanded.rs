mod admin {
    #[allow(clippy::unused_async)]
    /// Stop everything.
    pub async fn stop() {}
    #[doc(hidden)]
    #[allow(non_snake_case)]
    mod __mindtrace_stop {
        #[allow(
            non_camel_case_types,
            dead_code,
            unreachable_pub,
            missing_debug_implementations,
            missing_copy_implementations
        )]
        pub struct stop {}
    }
    #[doc(hidden)]
    #[allow(
        unused_imports,
        unreachable_pub,
        hidden_glob_reexports,
        ambiguous_glob_reexports,
        clippy::wildcard_imports
    )]
    pub use __mindtrace_stop::*;
    #[allow(unused_qualifications)]
    const _: () = {
        use ::mindtrace_discord::__private as __discord;
        impl __discord::CommandItem for __mindtrace_stop::stop {
            const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                    "stop",
                    "Stop everything.",
                    Self::invoke,
                )
                .category("Admin")
                .permissions(__discord::Permissions::ADMINISTRATOR)
                .guild_only()
                .source(::core::file!(), ::core::line!());
            fn invoke<'a>(
                _: &'a __discord::Context,
                _: &mut __discord::Arguments,
            ) -> __discord::Invoked<'a> {
                __discord::run::<(), _>(stop())
            }
        }
        __discord::inventory::submit! {
            < __mindtrace_stop::stop as __discord::CommandItem > ::SPEC
        }
    };
    #[allow(clippy::unused_async)]
    /// Has a category of its own.
    pub async fn go() {}
    ::core::compile_error! {
        "permissions are for commands in guilds, this one is only for direct messages\n\nhelp: remove `permissions` or `dm_only`"
    }
    fn not_a_command() {}
    mod bans {
        #[allow(clippy::unused_async)]
        /// Has the outer module's permissions.
        pub async fn ban_all() {}
        #[doc(hidden)]
        #[allow(non_snake_case)]
        mod __mindtrace_ban_all {
            #[allow(
                non_camel_case_types,
                dead_code,
                unreachable_pub,
                missing_debug_implementations,
                missing_copy_implementations
            )]
            pub struct ban_all {}
        }
        #[doc(hidden)]
        #[allow(
            unused_imports,
            unreachable_pub,
            hidden_glob_reexports,
            ambiguous_glob_reexports,
            clippy::wildcard_imports
        )]
        pub use __mindtrace_ban_all::*;
        #[allow(unused_qualifications)]
        const _: () = {
            use ::mindtrace_discord::__private as __discord;
            impl __discord::CommandItem for __mindtrace_ban_all::ban_all {
                const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                        "ban_all",
                        "Has the outer module's permissions.",
                        Self::invoke,
                    )
                    .category("Bans")
                    .permissions(__discord::Permissions::ADMINISTRATOR)
                    .guild_only()
                    .source(::core::file!(), ::core::line!());
                fn invoke<'a>(
                    _: &'a __discord::Context,
                    _: &mut __discord::Arguments,
                ) -> __discord::Invoked<'a> {
                    __discord::run::<(), _>(ban_all())
                }
            }
            __discord::inventory::submit! {
                < __mindtrace_ban_all::ban_all as __discord::CommandItem > ::SPEC
            }
        };
    }
}

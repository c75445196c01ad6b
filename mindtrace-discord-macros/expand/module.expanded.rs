mod admin {
    /// Stop everything.
    pub async fn stop() {}
    #[doc(hidden)]
    #[allow(non_camel_case_types, dead_code)]
    pub struct stop {}
    const _: () = {
        use ::mindtrace_discord::__private as __discord;
        impl __discord::CommandItem for stop {
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
            < stop as __discord::CommandItem > ::SPEC
        }
    };
    /// Has a category of its own.
    pub async fn go() {}
    ::core::compile_error! {
        "permissions are for commands in guilds, this one is only for direct messages\n\nhelp: remove `permissions` or `dm_only`"
    }
    fn not_a_command() {}
    mod bans {
        /// Has the outer module's permissions.
        pub async fn ban_all() {}
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code)]
        pub struct ban_all {}
        const _: () = {
            use ::mindtrace_discord::__private as __discord;
            impl __discord::CommandItem for ban_all {
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
                < ban_all as __discord::CommandItem > ::SPEC
            }
        };
    }
}

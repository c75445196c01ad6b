#[allow(clippy::unused_async)]
/// Remove recent messages.
async fn remove(ctx: &Context, db: &Database, count: u8) -> Result<Reply> {
    let removed = ctx.channel().delete_recent(count).await?;
    db.log_purge(ctx.author().id, removed).await?;
    Ok(Reply::new(format!("Removed {removed} messages.")).ephemeral())
}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_remove {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct remove {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_remove::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_remove::remove {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "purge",
                "Remove recent messages.",
                Self::invoke,
            )
            .category("Moderation")
            .permissions(__discord::Permissions::MANAGE_MESSAGES)
            .guild_only()
            .params(const {
                &[
                    __discord::ParamSpec::of::<u8>("count", "count")
                        .min(__discord::Bound::Integer(1))
                        .max(__discord::Bound::Integer(100)),
                ]
            })
            .state(const {
                &[
                    __discord::StateSpec::of::<Context>("Context"),
                    __discord::StateSpec::of::<Database>("Database"),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            __ctx: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<
                Result<Reply>,
                _,
            >(remove(__ctx.injected()?, __ctx.injected()?, __args.take()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_remove::remove as __discord::CommandItem > ::SPEC
    }
};

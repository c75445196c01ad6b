#[allow(clippy::unused_async)]
/// Every key that says what an argument accepts.
async fn keys(
    color: String,
    number: Option<i64>,
    city: Option<String>,
    channel: Option<GuildChannel>,
    member: Option<Member>,
    address: Option<std::net::IpAddr>,
    other: std::net::IpAddr,
    quiet: bool,
    more: Vec<Uuid>,
) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_keys {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct keys {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_keys::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::CommandItem for __mindtrace_keys::keys {
        const SPEC: __discord::CommandSpec = __discord::CommandSpec::new(
                "keys",
                "Every key that says what an argument accepts.",
                Self::invoke,
            )
            .params(const {
                &[
                    __discord::ParamSpec::of::<String>("color", "color")
                        .one_of(const {
                            &[
                                __discord::ChoiceSpec::new("red", "red"),
                                __discord::ChoiceSpec::new("Dark red", "dark-red"),
                            ]
                        })
                        .default(__discord::Literal::Text("red")),
                    __discord::ParamSpec::of::<Option<i64>>("number", "number")
                        .one_of(const {
                            &[
                                __discord::ChoiceSpec::new("1", "1"),
                                __discord::ChoiceSpec::new("-2", "-2"),
                                __discord::ChoiceSpec::new("five", "5"),
                            ]
                        }),
                    __discord::ParamSpec::of::<Option<String>>("city", "city")
                        .suggest(|__ctx, __typed| __discord::run_suggest(
                            &data::cities,
                            __ctx,
                            __typed,
                        ))
                        .suggest_state(
                            __discord::FunctionState::new(
                                "data::cities",
                                __discord::suggest_state(&data::cities),
                            ),
                        ),
                    __discord::ParamSpec::of::<
                        Option<GuildChannel>,
                    >("channel", "channel")
                        .channel_types(
                            &[__discord::Channels::Text, __discord::Channels::Thread],
                        ),
                    __discord::ParamSpec::of::<Option<Member>>("member", "member")
                        .below_caller(),
                    __discord::ParamSpec::parsed_optional::<
                        std::net::IpAddr,
                    >("address", "address", "a valid `IpAddr`"),
                    __discord::ParamSpec::parsed::<
                        std::net::IpAddr,
                    >("other", "other", "an IP address")
                        .default(__discord::Literal::Text("::1"))
                        .max_length(39),
                    __discord::ParamSpec::of::<bool>("quiet", "quiet").flag(),
                    __discord::ParamSpec::parsed_list::<
                        Uuid,
                    >("more", "more", "a valid `Uuid`"),
                ]
            })
            .source(::core::file!(), ::core::line!());
        fn invoke<'a>(
            _: &'a __discord::Context,
            __args: &mut __discord::Arguments,
        ) -> __discord::Invoked<'a> {
            __discord::run::<
                (),
                _,
            >(
                keys(
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                    __args.take()?,
                ),
            )
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_keys::keys as __discord::CommandItem > ::SPEC
    }
};

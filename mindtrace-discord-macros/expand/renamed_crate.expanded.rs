async fn hello(ctx: &Context, count: u8) -> String {
    String::new()
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct hello {}
const _: () = {
    use bots::framework::__private as __discord;
    impl __discord::CommandItem for hello {
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
            __discord::run::<String, _>(hello(__ctx.provided()?, __args.take()?))
        }
    }
    __discord::inventory::submit! {
        < hello as __discord::CommandItem > ::SPEC
    }
};
async fn welcome(ctx: &Context, event: &MemberJoin) {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
struct welcome {}
const _: () = {
    use bots::framework::__private as __discord;
    impl __discord::EventItem for welcome {
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
                    __ctx.provided()?,
                    __event.get::<bots::framework::event::MemberJoin>()?,
                ),
            )
        }
    }
    __discord::inventory::submit! {
        < welcome as __discord::EventItem > ::SPEC
    }
};

#[event(name = "order-paid", http)]
pub struct OrderPaid {
    pub order: u64,
    #[event(guild)]
    pub shop: GuildId,
    #[event(user)]
    pub buyer: User,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Event for OrderPaid {
        const NAME: &'static str = "order-paid";
        fn scope(&self) -> __discord::EventScope {
            __discord::EventScope::none().in_guild(self.shop).by(&self.buyer)
        }
    }
    impl __discord::HttpEvent for OrderPaid {
        const SPEC: __discord::HttpEventSpec = __discord::HttpEventSpec::of::<Self>()
            .source(::core::file!(), ::core::line!());
    }
    __discord::inventory::submit! {
        < OrderPaid as __discord::HttpEvent > ::SPEC
    }
};
#[event(http, secret = "GITHUB_WEBHOOK_SECRET", delivery_id = "X-GitHub-Delivery")]
struct Pushed {
    #[event(header = "X-GitHub-Event")]
    kind: String,
}
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Event for Pushed {
        const NAME: &'static str = "Pushed";
    }
    impl __discord::HttpEvent for Pushed {
        const SPEC: __discord::HttpEventSpec = __discord::HttpEventSpec::of::<Self>()
            .secret("GITHUB_WEBHOOK_SECRET")
            .headers(&[("kind", "X-GitHub-Event")])
            .delivery_id("X-GitHub-Delivery")
            .source(::core::file!(), ::core::line!());
    }
    __discord::inventory::submit! {
        < Pushed as __discord::HttpEvent > ::SPEC
    }
};
#[event(stored)]
struct Nightly;
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Event for Nightly {
        const NAME: &'static str = "Nightly";
    }
    impl __discord::StoredEvent for Nightly {
        const SPEC: __discord::StoredEventSpec = __discord::StoredEventSpec::of::<Self>()
            .source(::core::file!(), ::core::line!());
    }
    __discord::inventory::submit! {
        < Nightly as __discord::StoredEvent > ::SPEC
    }
};
struct Moved(#[event(channel)] Option<ChannelId>, #[event(message)] MessageId);
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::Event for Moved {
        const NAME: &'static str = "Moved";
        fn scope(&self) -> __discord::EventScope {
            __discord::EventScope::none().in_channel(self.0).about(self.1)
        }
    }
};
#[allow(clippy::unused_async)]
async fn celebrate(event: &OrderPaid) {}
#[doc(hidden)]
#[allow(non_snake_case)]
mod __mindtrace_celebrate {
    #[allow(
        non_camel_case_types,
        dead_code,
        unreachable_pub,
        missing_debug_implementations,
        missing_copy_implementations
    )]
    pub struct celebrate {}
}
#[doc(hidden)]
#[allow(
    unused_imports,
    unreachable_pub,
    hidden_glob_reexports,
    ambiguous_glob_reexports,
    clippy::wildcard_imports
)]
use __mindtrace_celebrate::*;
#[allow(unused_qualifications)]
const _: () = {
    use ::mindtrace_discord::__private as __discord;
    impl __discord::EventItem for __mindtrace_celebrate::celebrate {
        const SPEC: __discord::EventSpec = __discord::EventSpec::of::<
            shop::OrderPaid,
        >("celebrate", Self::handle)
            .source(::core::file!(), ::core::line!());
        fn handle<'a>(
            _: &'a __discord::Context,
            __event: __discord::EventRef<'a>,
        ) -> __discord::Handled<'a> {
            __discord::handle::<(), _>(celebrate(__event.get::<shop::OrderPaid>()?))
        }
    }
    __discord::inventory::submit! {
        < __mindtrace_celebrate::celebrate as __discord::EventItem > ::SPEC
    }
};

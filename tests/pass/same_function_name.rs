//! Functions of one name in two modules are two commands, as long as callers can tell them apart.

use mindtrace_discord::registry::Registry;

mod tag {
    use mindtrace_discord::prelude::*;

    #[command(name = "tag-create")]
    pub async fn create() -> &'static str {
        "tag"
    }

    #[on_event(MemberJoin)]
    pub async fn joined(_event: &MemberJoin) {}
}

mod poll {
    use mindtrace_discord::prelude::*;

    #[command(name = "poll-create")]
    pub async fn create() -> &'static str {
        "poll"
    }

    #[on_event(MemberJoin)]
    pub async fn joined(_event: &MemberJoin) {}
}

#[tokio::main]
async fn main() {
    assert_eq!(tag::create().await, "tag");
    assert_eq!(poll::create().await, "poll");

    let linked = Registry::linked();
    linked.validate().unwrap();
    assert_eq!(linked.commands().map(|command| command.name()).collect::<Vec<_>>(), ["poll-create", "tag-create"]);
    assert_eq!(linked.event_handlers().map(|handler| handler.name()).collect::<Vec<_>>(), ["joined", "joined"]);

    // The hidden types beside the functions are two as well.
    let by_hand = Registry::empty().command::<tag::create>().command::<poll::create>();
    assert_eq!(by_hand.commands().len(), 2);
    // And what is linked already does not become another command when it is added by hand.
    assert_eq!(linked.command::<tag::create>().commands().len(), 2);
}

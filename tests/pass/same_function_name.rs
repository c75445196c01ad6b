//! Functions of the same name in two modules are two commands, if the names of the commands differ.

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

#[tokio::test]
async fn compiles() {
    assert_eq!(tag::create().await, "tag");
    assert_eq!(poll::create().await, "poll");

    let linked = crate::linked();
    assert_eq!(crate::commands(file!()), ["poll-create", "tag-create"]);
    assert_eq!(crate::handlers(file!()), ["joined", "joined"]);

    // Their hidden types are distinct as well.
    let by_hand = Registry::empty().command::<tag::create>().command::<poll::create>();
    assert_eq!(by_hand.commands().len(), 2);
    // Adding a linked command by hand does not duplicate it.
    assert_eq!(linked.clone().command::<tag::create>().commands().len(), linked.commands().len());
}

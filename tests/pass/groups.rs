//! Commands in groups, with the crate under several names, beside other handlers.

#![deny(warnings)]

use mindtrace_discord as md;
use mindtrace_discord::prelude::*;

async fn is_admin(ctx: &Context) -> bool {
    ctx.guild_id().is_some()
}

/// Texts to find again.
#[group(aliases("t"), category = "Tags", check = crate::groups::is_admin)]
mod tag {
    use super::md;
    use mindtrace_discord::prelude::*;

    /// Make a new one.
    #[command(aliases("new"), check = super::is_admin)]
    pub(crate) async fn create(name: String) -> String {
        name
    }

    #[md::commands(hidden, crate = ::mindtrace_discord)]
    mod between {
        use super::md;

        #[md::group]
        pub(super) mod inner {
            use super::md;

            #[md::command]
            pub(in super::super) async fn list() {}
        }
    }

    #[on_event(Ready)]
    async fn ready() {}

    #[component("tag:{id}")]
    pub(crate) async fn open(id: u64) -> String {
        id.to_string()
    }

    #[user_command]
    async fn tags_of(user: User) -> String {
        user.name
    }
}

#[tokio::test]
async fn compiles() {
    assert_eq!(tag::create("x".into()).await, "x");
    let registry = crate::linked();
    let create = registry.find("t new").unwrap();
    assert_eq!(create.name(), "tag create");
    assert_eq!(create.alias_names(), ["tag new", "t create", "t new"]);
    assert_eq!(create.category_name(), "Tags");
    let list = registry.find("tag inner list").unwrap();
    assert!(list.is_hidden());
    let _ = tag::open::id(5);
}

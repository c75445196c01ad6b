//! Unusual code that is allowed.

#![deny(warnings)]
#![allow(dead_code, clippy::non_minimal_cfg)]

use mindtrace_discord::permissions;
use mindtrace_discord::prelude::*;
use mindtrace_discord::registry::Registry;

struct Counter(std::sync::atomic::AtomicU32);

/// By its path,
/// on two lines.
///
/// With attributes on either side.
#[allow(clippy::unused_async)]
#[mindtrace_discord::command(
    name = "by-path",
    aliases("p", path,),
    permissions(Permissions::KICK_MEMBERS, "ban_members"),
    hidden = true,
    nsfw = false
)]
#[inline]
#[must_use]
pub(crate) async fn by_path() -> &'static str {
    "by path"
}

#[command(name = "नमस्ते", aliases("สวัสดี"))]
async fn greet() {}

#[command()]
/** A comment
 * of another kind. */
async fn block_comment() {}

#[command]
#[cfg(any())]
async fn cut_out(unknown: Unknown) -> Unknown {}

#[cfg(any())]
#[command]
async fn cut_out_before(unknown: Unknown) -> Unknown {}

#[cfg(any())]
#[on_event(MemberJoin)]
async fn cut_out_handler(unknown: &Unknown) {}

#[command(permissions(permissions::PIN_MESSAGES, "bypass_slowmode"))]
#[cfg(all())]
async fn kept() {}

#[command]
async fn parameters<'a>(
    counter: &'a Counter,
    /// What to repeat
    ///
    /// This is for readers of the code.
    mut text: String,
    ctx: &'a Context,
    #[arg(min = 1)]
    /// How often
    #[allow(unused_variables)]
    #[arg(max = 3, default = 2)]
    _times: u8,
    #[arg(rest)] rest: std::option::Option<std::string::String>,
) -> anyhow::Result<Option<Reply>> {
    counter.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    text.push_str(&ctx.author().name);
    text.push_str(&rest.unwrap_or_default());
    anyhow::ensure!(!text.is_empty(), "nothing to repeat");
    Ok(Some(Reply::new(text)))
}

#[mindtrace_discord::on_event(MemberJoin, order = -5,)]
async fn lifetimes<'a>(
    _counter: &'a Counter,
    _event: &'a mindtrace_discord::event::MemberJoin,
) -> anyhow::Result<()> {
    Ok(())
}

#[on_event(Ready)]
async fn nothing() {}

macro_rules! repeat {
    ($($function:ident says $text:literal, $name:literal for $argument:ident: $ty:ty;)*) => {$(
        #[command(name = $name)]
        async fn $function($argument: $ty) -> &'static str {
            let _ = $argument;
            $text
        }
    )*};
}

repeat! {
    meow says "Meow!", "cat" for times: Option<u8>;
    woof says "Woof!", "dog" for at: Vec<String>;
}

#[mindtrace_discord::commands(category = "Outer", guild_only)]
mod outer {
    #[mindtrace_discord::command(category = "Own")]
    pub(super) async fn own() {}

    pub(super) mod inner {
        #[mindtrace_discord::command(dm_only)]
        pub(in super::super) async fn inherited() {}
    }
}

/// A function behind an `impl` on its line is no associated one.
#[rustfmt::skip]
mod behind_an_impl {
    struct Closed; impl Closed { fn new() -> Self { Self } } #[mindtrace_discord::command] async fn closed() { Closed::new(); }
    impl Closed { fn open() { #[mindtrace_discord::command] async fn within() {} } }
    const TEXT: &str = "impl Text {"; /* impl Comment { */ #[mindtrace_discord::command] async fn text() -> &'static str { TEXT }
}

fn inside() -> Registry {
    #[command]
    async fn local(#[arg(rename = "wert")] value: f64) -> String {
        value.to_string()
    }
    let _ = local;
    Registry::empty().command::<local>()
}

#[tokio::test]
async fn compiles() {
    assert_eq!(by_path().await, "by path");
    assert_eq!(meow(None).await, "Meow!");

    let registry = crate::linked();
    let names = crate::commands(file!());
    assert_eq!(
        names,
        [
            "block_comment",
            "by-path",
            "cat",
            "closed",
            "dog",
            "inherited",
            "kept",
            "local",
            "own",
            "parameters",
            "text",
            "within",
            "नमस्ते"
        ]
    );

    assert_eq!(registry.find("สวัสดี").unwrap().name(), "नमस्ते");
    let by_path = registry.find("path").unwrap();
    assert_eq!(by_path.alias_names(), ["p", "path"]);
    assert_eq!(by_path.description(), "By its path, on two lines.");
    assert_eq!(by_path.long_help(), "With attributes on either side.");
    assert_eq!(by_path.required_permissions(), Permissions::KICK_MEMBERS | Permissions::BAN_MEMBERS);
    assert!(by_path.is_hidden());
    let new = permissions::PIN_MESSAGES | permissions::BYPASS_SLOWMODE;
    assert_eq!(registry.find("kept").unwrap().required_permissions(), new);

    let parameters = registry.find("parameters").unwrap().arguments();
    assert_eq!(
        parameters.iter().map(|argument| argument.name()).collect::<Vec<_>>(),
        ["text", "times", "rest"]
    );
    assert_eq!(parameters[0].description(), "What to repeat");
    assert_eq!(parameters[1].description(), "How often");
    assert!(!parameters[2].is_required());

    assert_eq!(registry.find("own").unwrap().category_name(), "Own");
    assert_eq!(registry.find("inherited").unwrap().category_name(), "Outer");
    assert_eq!(crate::handlers(file!()).len(), 2);
    assert_eq!(inside().find("local").unwrap().arguments()[0].name(), "wert");
}

//! Expansions contain no `unsafe` and cause no warnings, even with strict lints.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, missing_debug_implementations)]
#![deny(missing_copy_implementations, unused_qualifications, clippy::unused_async)]

use mindtrace_discord::prelude::*;

/// A color to paint with.
#[derive(Choice, Clone, Copy, Debug)]
pub enum Color {
    /// Like a fire.
    Red,
    /// Like the sea.
    DarkBlue,
}

/// Paint something.
#[command(usage = "!paint <color>", aliases("draw"), cooldown = "5s")]
async fn paint(
    ctx: &Context,
    /// The color to paint with
    color: Color,
    #[arg(min = 1, max = 5, default = 1)] times: u8,
) -> Result<Reply> {
    Ok(Reply::new(format!("{} painted {times} times in {color:?}", ctx.author().name)))
}

#[on_event(MemberJoin, order = -1)]
async fn welcome(ctx: &Context, event: &MemberJoin) -> Result<()> {
    ctx.system_channel().await?.say(format!("Welcome {}!", event.member.mention())).await?;
    Ok(())
}

/// Commands for administrators.
#[commands(category = "Admin", permissions(ADMINISTRATOR))]
pub mod admin {
    use mindtrace_discord::prelude::*;

    /// Forget everything.
    #[command]
    pub async fn forget() {}
}

#[test]
fn compiles() {
    let registry = crate::linked();
    let names = crate::commands(file!());
    assert_eq!(names, ["forget", "paint"]);
    assert_eq!(registry.find("draw").unwrap().name(), "paint");
    assert_eq!(registry.find("forget").unwrap().category_name(), "Admin");
    assert_eq!(registry.find("forget").unwrap().required_permissions(), Permissions::ADMINISTRATOR);
    assert_eq!(crate::handlers(file!()), ["welcome"]);
}

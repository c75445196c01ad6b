//! Components and context menus.

#![deny(warnings)]
#![forbid(unsafe_code)]

use mindtrace_discord::component::CustomIdValue;
use mindtrace_discord::prelude::*;

#[derive(Choice, Clone, Copy)]
pub enum Answer {
    Yes,
    NotSure,
}

/// Count a vote.
#[component("vote:{poll}:{answer}:{text}", cooldown = 2, category = "Polls")]
pub async fn vote(ctx: &Context, text: String, poll: u64, answer: Answer) -> String {
    format!("{} {text} {poll} {}", ctx.author().name, answer.encode())
}

#[component("roles", name = "role-menu", guild_only)]
async fn roles(values: Vec<RoleId>) {
    let _ = values;
}

#[component("pick-{r_type}/", crate = mindtrace_discord)]
async fn pick(r_type: UserId, #[arg(min = 1)] number: Option<u8>) {
    let _ = (r_type, number);
}

/// Show a user's picture.
#[user_command(ephemeral)]
async fn show_avatar(user: User) -> String {
    user.face()
}

type Target = UserId;

#[user_command(name = "Wave at, kindly!")]
async fn wave(_ctx: &Context, target: Target) {
    let _ = target;
}

#[message_command(name = "Report this", permissions(MANAGE_MESSAGES))]
async fn report(message: MessageId) {
    let _ = message;
}

#[message_command]
async fn quote_it(message: Message) -> String {
    message.content.clone()
}

fn inside() {
    #[component("inner:{id}")]
    async fn inner(id: u64) {
        let _ = id;
    }
    let _ = inner::id(4);
    let _ = inner;
}

#[tokio::test]
async fn compiles() {
    inside();
    let names = crate::commands(file!());
    assert_eq!(
        names,
        ["Quote it", "Report this", "Show avatar", "Wave at, kindly!", "inner", "pick", "role-menu", "vote"]
    );
    let _ = [vote::id(7, Answer::NotSure, "text"), roles::id(), pick::id(UserId::new(3))];
    assert_eq!(Answer::LONGEST, Some(8));
    assert_eq!(Answer::Yes.encode(), "yes");
}

//! Context menus: commands on a right click, with the same gates as any other.

use mindtrace_discord::prelude::*;

/// On a user.
#[user_command(name = "Show avatar")]
async fn avatar(user: User) -> String {
    user.face()
}

/// On a message; for those who may delete messages.
#[message_command(name = "Count words", permissions(MANAGE_MESSAGES), ephemeral)]
async fn words(message: Message) -> String {
    format!("{} words.", message.content.split_whitespace().count())
}

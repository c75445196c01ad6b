//! Context menus: commands in the menu of a user or message, with the same gates as other commands.

use mindtrace_discord::prelude::*;

/// A command in the context menu of a user.
#[user_command(name = "Show avatar")]
async fn avatar(user: User) -> String {
    user.face()
}

/// A command in the context menu of a message, for members who can manage messages.
#[message_command(name = "Count words", permissions(MANAGE_MESSAGES), ephemeral)]
async fn words(message: Message) -> String {
    format!("{} words.", message.content.split_whitespace().count())
}

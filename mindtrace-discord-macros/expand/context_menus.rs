/// Show a user's picture.
///
/// In full size.
#[user_command(permissions(MANAGE_MESSAGES), installs(guild, user), ephemeral)]
async fn show_avatar(ctx: &Context, user: User) -> String {
    user.face()
}

#[message_command(name = "Report this")]
async fn report(message: MessageId) {}

/// Not used: the key wins.
///
/// Long *help*.
#[command(
    name = "every-key",
    description = "Everything at once.",
    usage = "!every-key",
    category = "Test",
    permissions(MANAGE_MESSAGES, "kick_members"),
    bot_permissions(Permissions::BAN_MEMBERS, PIN_MESSAGES),
    cooldown = 30,
    aliases("all", "each"),
    hidden,
    disabled,
    guild_only,
    nsfw,
    owners_only,
    tool,
    track_edits,
    ignore_extra,
    entitled(1088510053843210999, "7"),
    ephemeral = true,
    defer = "never",
    timeout = "1m30s",
    surfaces(slash, http)
)]
#[allow(clippy::unused_async)]
pub(crate) async fn every_key() {}

#[command(dm_only = false, hidden = false, track_edits = false, defer = "auto")]
async fn flags_off() {}

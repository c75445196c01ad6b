//! The fields of channels and threads in requests.

use serde_json::Value;
use serenity::model::id::ChannelId;

use crate::discord::{
    body::Call,
    rest::{
        access,
        fields::{self, Fields},
        roles::bits,
    },
    world::{Overwrite, World, channel_name},
};

/// The fields of a channel or a thread that are stored.
pub(super) const STORED: [&str; 14] = [
    "name",
    "type",
    "topic",
    "nsfw",
    "rate_limit_per_user",
    "position",
    "parent_id",
    "permission_overwrites",
    "bitrate",
    "user_limit",
    "default_auto_archive_duration",
    "archived",
    "locked",
    "auto_archive_duration",
];
/// The minutes after which a thread may be archived.
pub(super) const ARCHIVE_AFTER: [u64; 4] = [60, 1440, 4320, 10_080];

/// Applies the fields of a request to a channel or a thread.
pub(super) fn apply(world: &mut World, call: &Call, id: ChannelId) {
    let now = world.now();
    let Some(channel) = world.channels.get_mut(&id) else { return };
    let is_thread = channel.is_thread();
    if let Some(name) = call.text("name") {
        channel.name = channel_name(channel.kind, name);
    }
    let small = |key| fields::integer(call, key).and_then(|number| u16::try_from(number).ok());
    if let Some(position) = small("position").filter(|_| !is_thread) {
        channel.position = position;
    }
    if let Some(bits) = fields::integer(call, "bitrate").and_then(|bits| u32::try_from(bits).ok()) {
        channel.bitrate = bits;
    }
    if let Some(users) = small("user_limit") {
        channel.user_limit = users;
    }
    if let Some(minutes) = small("default_auto_archive_duration") {
        channel.default_auto_archive = Some(minutes);
    }
    if let Some(minutes) = small("auto_archive_duration") {
        channel.auto_archive = minutes;
    }
    let flag = |key| call.field(key).and_then(Value::as_bool).filter(|_| is_thread);
    if let Some(archived) = flag("archived").filter(|archived| *archived != channel.archived) {
        channel.archived = archived;
        channel.archive_changed = Some(now);
    }
    if let Some(locked) = flag("locked") {
        channel.locked = locked;
    }
    if let Some(topic) = call.body.get("topic") {
        channel.topic = topic.as_str().map(str::to_owned);
    }
    if let Some(nsfw) = call.field("nsfw").and_then(Value::as_bool) {
        channel.nsfw = nsfw;
    }
    if let Some(seconds) = fields::integer(call, "rate_limit_per_user") {
        channel.slow_mode = u16::try_from(seconds).unwrap_or(21_600);
    }
    // A thread has neither; its channel has.
    if is_thread {
        return;
    }
    if let Some(parent) = call.body.get("parent_id") {
        channel.parent = access::id_in(parent).ok();
    }
    let Some(overwrites) = call.body.get("permission_overwrites") else { return };
    channel.overwrites.clear();
    for overwrite in overwrites.as_array().into_iter().flatten() {
        if let Some(Ok(id)) = overwrite.get("id").map(access::id_in) {
            channel.set_overwrite(Overwrite {
                id,
                for_member: overwrite.get("type").and_then(Value::as_u64) == Some(1),
                allow: bits(overwrite.get("allow")),
                deny: bits(overwrite.get("deny")),
            });
        }
    }
}

/// Checks the fields of a channel or a thread.
pub(super) fn checked(call: &Call) -> Fields<'_> {
    Fields::of(call)
        .text("name", 1, 100)
        .text("topic", 0, 1024)
        .number("rate_limit_per_user", 0, 21_600)
        .number("position", 0, u64::from(u16::MAX))
        .number("bitrate", 8000, 384_000)
        .number("user_limit", 0, 99)
        .one_of("default_auto_archive_duration", &ARCHIVE_AFTER)
}

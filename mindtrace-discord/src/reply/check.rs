//! Checks of Discord's limits before a reply is sent.

use super::{Embed, Poll, Reply, ReplyError};
use crate::component::{Problem, Row, layout_problem, problem_of_ids};

/// Discord's limit: bytes of one file.
const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// Checks the limits that splitting a reply into several messages does not solve.
pub(crate) fn check(reply: &Reply) -> Result<(), ReplyError> {
    let component = reply.rows.iter().find_map(Row::problem);
    let component = component.or_else(|| layout_problem(&reply.layout));
    if let Some(problem) = component.or_else(|| problem_of_ids(&reply.rows, &reply.layout)) {
        return Err(match problem {
            Problem::CustomId(length) => ReplyError::CustomIdTooLong(length),
            Problem::StoredTooLong => ReplyError::StoredTooLong,
            Problem::Emoji(text) => ReplyError::InvalidEmoji(text.to_owned()),
            Problem::Limit(limit) => ReplyError::Refused(limit),
        });
    }
    if reply.files.len() > 10 {
        return Err(ReplyError::Refused("a message has at most 10 files"));
    }
    if reply.files.iter().any(|file| file.bytes.len() > LARGEST_FILE) {
        return Err(ReplyError::Refused("a file has at most 10 MiB"));
    }
    if reply.rows.len() > 5 {
        return Err(ReplyError::Refused("a message has at most five rows of buttons and select menus"));
    }
    if reply.stickers.len() > 3 {
        return Err(ReplyError::Refused("a message has at most three stickers"));
    }
    if reply.forward.is_some() && !reply.has_no_content() {
        return Err(ReplyError::Refused("a forwarded message cannot be combined with anything else"));
    }
    if let Some(problem) = reply.embeds.iter().find_map(Embed::problem) {
        return Err(ReplyError::Refused(problem));
    }
    let is_layout = !reply.layout.is_empty();
    let has_other = !reply.embeds.is_empty() || reply.poll.is_some() || !reply.stickers.is_empty();
    if is_layout && (has_other || !reply.content.is_empty()) {
        return Err(ReplyError::Refused("a layout cannot be combined with text, embeds, polls and stickers"));
    }
    match reply.poll.as_ref().and_then(Poll::problem) {
        Some(problem) => Err(ReplyError::Refused(problem)),
        None => Ok(()),
    }
}

//! Checks of Discord's limits before a reply is sent.

use super::{Poll, Reply, ReplyError};
use crate::component::{Block, Row, Target};

/// Discord's limit: bytes of one file.
const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// Checks the limits that splitting a reply into several messages does not solve.
pub(crate) fn check(reply: &Reply) -> Result<(), ReplyError> {
    let targets = reply.rows.iter().flat_map(Row::targets);
    let targets = targets.chain(reply.layout.iter().flat_map(Block::targets));
    if let Some(length) = targets.map(Target::length).find(|length| *length > 100) {
        return Err(ReplyError::CustomIdTooLong(length));
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
    let is_layout = !reply.layout.is_empty();
    if is_layout && !(reply.content.is_empty() && reply.embeds.is_empty() && reply.poll.is_none()) {
        return Err(ReplyError::Refused("a layout cannot be combined with text, embeds and polls"));
    }
    match reply.poll.as_ref().and_then(Poll::problem) {
        Some(problem) => Err(ReplyError::Refused(problem)),
        None => Ok(()),
    }
}

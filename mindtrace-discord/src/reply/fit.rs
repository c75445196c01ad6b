//! Fits a reply into Discord's limits: a long reply is split over several messages or becomes a file.

use super::{Embed, File, Overflow, Reply};

/// Discord's limit: characters of one message.
pub(crate) const LONGEST: usize = 2000;

/// Discord's limit: embeds of one message.
const EMBEDS: usize = 10;

/// Discord's limit: files of one message.
const FILES: usize = 10;

/// Discord's limit: characters over all embeds of one message.
const EMBED_CHARACTERS: usize = 6000;

/// The most messages of one reply; longer text and further embeds become files. More would flood a channel, and a user-installed app may not send more.
const MESSAGES: usize = 5;

/// Splits a reply into one or more messages; buttons, polls and files are in the last one.
pub(crate) fn fit(mut reply: Reply) -> Vec<Reply> {
    for embed in &mut reply.embeds {
        embed.trim();
    }
    let is_long = reply.content.chars().count() > LONGEST;
    let mut embeds = pages(std::mem::take(&mut reply.embeds));
    if embeds.len() > MESSAGES {
        let rest: Vec<String> = embeds.split_off(MESSAGES).iter().flatten().map(Embed::markdown).collect();
        reply.files.push(File::new("embeds.md", rest.join("\n\n---\n\n")));
    }
    // The first page shares a message with the end of the text.
    let further_pages = embeds.len().saturating_sub(1);
    let texts = match &reply.overflow {
        _ if !is_long => vec![std::mem::take(&mut reply.content)],
        Overflow::Split => split(&reply.content),
        Overflow::File(_) => Vec::new(),
    };
    if !is_long || (!texts.is_empty() && texts.len() + further_pages <= MESSAGES) {
        return assemble(texts, embeds, reply);
    }
    let name = match &reply.overflow {
        Overflow::File(name) => name.clone(),
        Overflow::Split => "message.md".to_owned(),
    };
    let text = std::mem::take(&mut reply.content);
    reply.files.insert(0, File::new(name, text));
    assemble(vec![String::new()], embeds, reply)
}

/// Merges several messages into one whose text is a file, because an edited message cannot become several.
pub(crate) fn as_file(parts: Vec<Reply>, mut last: Reply) -> Reply {
    let mut text: Vec<String> = parts.iter().map(|part| part.content.clone()).collect();
    text.push(std::mem::take(&mut last.content));
    last.embeds.extend(parts.into_iter().flat_map(|part| part.embeds));
    last.embeds.truncate(EMBEDS);
    while last.embeds.iter().map(Embed::characters).sum::<usize>() > EMBED_CHARACTERS {
        last.embeds.pop();
    }
    last.files.insert(0, File::new("message.md", text.join("\n")));
    last
}

/// Creates one message for each text, and one for each further page of embeds.
fn assemble(texts: Vec<String>, embeds: Vec<Vec<Embed>>, mut rest: Reply) -> Vec<Reply> {
    let part = |content: String| Reply {
        content,
        ephemeral: rest.ephemeral,
        delete_after: rest.delete_after,
        mentions: rest.mentions.clone(),
        suppress_embeds: rest.suppress_embeds,
        silent: rest.silent,
        ..Reply::default()
    };
    let mut parts: Vec<Reply> = texts.into_iter().map(part).collect();
    for (at, page) in embeds.into_iter().enumerate() {
        // The first page is in the message with the end of the text.
        if at > 0 {
            parts.push(part(String::new()));
        }
        if let Some(last) = parts.last_mut() {
            last.embeds = page;
        }
    }
    if rest.files.len() > FILES {
        let further = rest.files.len() - FILES;
        let files = rest.files.drain(..further).collect();
        parts.insert(parts.len().saturating_sub(1), Reply { files, ..part(String::new()) });
    }
    if let Some(first) = parts.first_mut() {
        first.update = rest.update;
    }
    if let Some(last) = parts.last_mut() {
        last.files = rest.files;
        last.rows = rest.rows;
        last.poll = rest.poll;
        last.stickers = rest.stickers;
        last.forward = rest.forward;
        last.layout = rest.layout;
    }
    parts
}

/// Groups embeds into messages of at most ten embeds and 6000 characters.
fn pages(embeds: Vec<Embed>) -> Vec<Vec<Embed>> {
    let mut pages: Vec<Vec<Embed>> = Vec::new();
    let mut characters = 0;
    for embed in embeds {
        let length = embed.characters();
        match pages.last_mut() {
            Some(page) if page.len() < EMBEDS && characters + length <= EMBED_CHARACTERS => {
                characters += length;
                page.push(embed);
            }
            _ => {
                characters = length;
                pages.push(vec![embed]);
            }
        }
    }
    pages
}

/// Splits a text into pieces of at most 2000 characters: between lines, else between words, else anywhere. A code block that is cut is
/// closed and opened again.
fn split(text: &str) -> Vec<String> {
    // Reserves space for the fence and its language on both sides of a cut.
    const ROOM: usize = LONGEST - 40;
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut fence: Option<String> = None;
    while !rest.is_empty() {
        let whole = rest.chars().count() + fence.as_ref().map_or(0, |fence| fence.chars().count() + 5);
        let end = if whole <= LONGEST { rest.len() } else { cut(rest, ROOM) };
        let (piece, after) = rest.split_at(end);
        let mut message = String::new();
        if let Some(fence) = &fence {
            message.push_str(fence);
            message.push('\n');
        }
        message.push_str(piece.trim_end_matches('\n'));
        fence = open_fence(fence, piece);
        rest = if fence.is_some() { after.trim_start_matches('\n') } else { after.trim_start() };
        if fence.is_some() && !rest.is_empty() {
            message.push_str("\n```");
        }
        // Discord refuses a message that consists of white space.
        if !message.trim().is_empty() {
            pieces.push(message);
        }
    }
    pieces
}

/// Returns where to cut: after the last line end, else after the last white space, else at `room` characters.
fn cut(text: &str, room: usize) -> usize {
    let end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    // Avoids very short messages.
    let early = end / 2;
    let line = head.rfind('\n').filter(|at| *at > early);
    line.or_else(|| head.rfind(char::is_whitespace).filter(|at| *at > early))
        .map_or(end, |at| at + 1)
        .min(end)
}

/// Returns the code fence that is open at the end of a piece.
fn open_fence(mut open: Option<String>, piece: &str) -> Option<String> {
    for line in piece.lines() {
        let line = line.trim_start();
        if let Some(info) = line.strip_prefix("```") {
            let is_language = info.chars().count() <= 20 && !info.contains('`');
            open = match open {
                Some(_) => None,
                None if is_language => Some(line.to_owned()),
                // The block is closed on the same line.
                None if info.contains("```") => None,
                None => Some("```".to_owned()),
            };
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, fit, split};
    use crate::reply::{Embed, File, Reply};

    #[test]
    fn a_long_text_is_cut_between_lines_and_nothing_is_lost() {
        let text = "one line of a long text\n".repeat(300);
        let parts = fit(Reply::new(text.clone()));
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|part| part.content.chars().count() <= LONGEST));
        let joined: Vec<&str> = parts.iter().flat_map(|part| part.content.lines()).collect();
        assert_eq!(joined, text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_cut_code_block_is_fenced_in_every_part() {
        let code = "let value = 1;\n".repeat(250);
        let parts = split(&format!("```rust\n{code}```"));
        assert!(parts.len() > 1);
        for part in &parts {
            assert!(part.starts_with("```rust\n") && part.ends_with("```"), "{part}");
            assert!(part.chars().count() <= LONGEST);
        }
    }

    #[test]
    fn a_text_without_spaces_is_cut_anywhere() {
        let parts = split(&"ü".repeat(4500));
        assert_eq!(parts.iter().map(|part| part.chars().count()).sum::<usize>(), 4500);
    }

    #[test]
    fn a_very_long_text_becomes_a_file() {
        let parts = fit(Reply::new("word ".repeat(10_000)));
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].files.len(), 1);
        let chosen = fit(Reply::new("x".repeat(3000)).long_as_file("list.txt"));
        assert_eq!(chosen[0].files[0].name, "list.txt");
    }

    #[test]
    fn a_file_of_text_does_not_displace_other_files() {
        let reply = Reply::new("x".repeat(3000)).long_as_file("list.txt");
        let parts = fit((0..10).fold(reply, |reply, n| reply.file(File::new(format!("{n}.txt"), "y"))));
        assert_eq!(parts.iter().map(|part| part.files.len()).collect::<Vec<_>>(), [1, 10]);
    }

    #[test]
    fn embeds_are_trimmed_and_split_over_messages() {
        let reply = Reply::default();
        let reply = (0..12).fold(reply, |reply, _| reply.embed(Embed::new().description("x".repeat(5000))));
        let parts = fit(reply);
        assert!(parts.iter().all(|part| part.embeds.iter().map(Embed::characters).sum::<usize>() <= 6000));
        assert_eq!(parts.iter().map(|part| part.embeds.len()).collect::<Vec<_>>(), [1; 5]);
        let files = &parts.last().unwrap().files;
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["embeds.md"]);
        assert_eq!(String::from_utf8_lossy(&files[0].bytes).matches('x').count(), 7 * 4095);
    }
}

//! A message as one line of the transcript.

use serde_json::Value;
use serenity::model::id::UserId;

use crate::discord::{
    component_rules::{TEXT_DISPLAY, flatten, kind, labels, list, text},
    world::{MessageRecord, PIN_NOTICE, World},
};

impl World {
    /// Returns the text of a message as members read it, and its other parts in brackets.
    pub(crate) fn summary(&self, message: &MessageRecord) -> String {
        let mut parts = vec![message.content.clone()];
        if message.kind == PIN_NOTICE {
            parts.push("[pinned a message]".to_owned());
        }
        parts.extend(message.shown_embeds().iter().map(embed));
        parts.extend(message.stickers.iter().map(|sticker| format!("[sticker: {}]", text(sticker, "name"))));
        if let Some(forward) = &message.forward {
            parts.push(forwarded(&forward.snapshot));
        }
        for attachment in &message.attachments {
            let name = attachment.get("filename").and_then(Value::as_str).unwrap_or_default();
            parts.push(format!("[file: {name}]"));
        }
        if let Some(poll) = &message.poll {
            let answers: Vec<&str> = poll.answers.iter().map(|answer| answer.text.as_str()).collect();
            parts.push(format!("[poll: {} ({})]", poll.question, answers.join(" / ")));
        }
        if !message.components.is_empty() {
            let shown = flatten(&message.components).into_iter();
            let displays = shown.filter(|component| kind(component) == TEXT_DISPLAY);
            parts.extend(displays.map(|display| text(display, "content").to_owned()));
            parts.extend(labels(&message.components).into_iter().map(|label| format!("[{label}]")));
        }
        parts.retain(|part| !part.is_empty());
        self.with_names(&parts.join(" "))
    }

    /// Replaces `<@1>` with `@alice`, as a client does.
    fn with_names(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("<@") {
            shown.push_str(before);
            let mention = after.split_once('>').and_then(|(id, tail)| {
                let id = id.trim_start_matches('!').parse().ok().filter(|id| *id != 0)?;
                Some((self.users.get(&UserId::new(id))?, tail))
            });
            match mention {
                Some((user, tail)) => {
                    shown.push('@');
                    shown.push_str(&user.name);
                    rest = tail;
                }
                None => {
                    shown.push_str("<@");
                    rest = after;
                }
            }
        }
        shown.push_str(rest);
        shown
    }
}

/// Returns the text of a forwarded message, or else what it has instead of one.
fn forwarded(snapshot: &Value) -> String {
    let counts = [("embeds", "an embed"), ("attachments", "a file"), ("sticker_items", "a sticker")];
    let other = counts.iter().find(|(key, _)| !list(snapshot, key).is_empty()).map(|(_, name)| *name);
    match text(snapshot, "content") {
        "" => format!("[forwarded: {}]", other.unwrap_or("a message")),
        content => format!("[forwarded: {content}]"),
    }
}

/// Returns the title, description and fields of an embed.
fn embed(embed: &Value) -> String {
    let text = |value: &Value, key| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut parts = vec![text(embed, "title"), text(embed, "description")];
    for field in embed.get("fields").and_then(Value::as_array).into_iter().flatten() {
        parts.push(format!("{}: {}", text(field, "name"), text(field, "value")));
    }
    parts.retain(|part| !part.is_empty());
    format!("[embed: {}]", parts.join(" | "))
}

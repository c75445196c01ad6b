//! Messages, by link or id: never one that the caller could not read.

use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use crate::event;

/// A message of this server, or of these direct messages, that the caller can read.
impl Argument for Message {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a message here that you can read, by link or id";

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        let link = link(&value.to_string()).ok_or(ConvertError::Invalid)?;
        lookup.linked_message(&link).await
    }
}

/// The prelude's `Message`, which is also the event.
impl Argument for event::Message {
    const KIND: ArgumentKind = <Message as Argument>::KIND;
    const EXPECTED: &'static str = <Message as Argument>::EXPECTED;

    async fn convert(value: Value, lookup: &Lookup<'_>) -> Result<Self, ConvertError> {
        Ok(Self { message: <Message as Argument>::convert(value, lookup).await? })
    }
}

/// How a message is named.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) server: Server,
    /// The channel of the call when missing.
    pub(crate) channel: Option<ChannelId>,
    pub(crate) message: MessageId,
}

/// What a link says about the server.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Server {
    /// Nothing.
    Unsaid,
    /// There is none: `@me`.
    None,
    Guild(GuildId),
}

/// Reads `https://discord.com/channels/1/2/3`, `2-3` and `3`.
pub(crate) fn link(text: &str) -> Option<Link> {
    let text = text.trim();
    // Marks around a link keep Discord from showing a preview.
    let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let Some(address) = text.strip_prefix("https://") else {
        return Some(match text.split_once('-') {
            Some((channel, message)) => Link {
                server: Server::Unsaid,
                channel: Some(ChannelId::new(id(channel)?)),
                message: MessageId::new(id(message)?),
            },
            None => Link { server: Server::Unsaid, channel: None, message: MessageId::new(id(text)?) },
        });
    };
    let address = ["ptb.", "canary."].iter().find_map(|part| address.strip_prefix(part)).unwrap_or(address);
    let (host, path) = address.split_once("/channels/")?;
    let mut parts = path.split('/');
    let (server, channel, message) = (parts.next()?, parts.next()?, parts.next()?);
    let server = if server == "@me" { Server::None } else { Server::Guild(GuildId::new(id(server)?)) };
    let is_link = matches!(host, "discord.com" | "discordapp.com") && parts.next().is_none();
    is_link.then_some(Link {
        server,
        channel: Some(ChannelId::new(id(channel)?)),
        message: MessageId::new(id(message)?),
    })
}

/// serenity refuses an id of zero with a panic, so it never gets one.
fn id(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|id| digits && *id != 0)
}

#[cfg(test)]
mod tests {
    use serenity::model::id::{ChannelId, GuildId, MessageId};

    use super::{Link, Server, link};

    #[test]
    fn link_reads_what_discord_offers_to_copy() {
        let (channel, message) = (Some(ChannelId::new(2)), MessageId::new(3));
        let guild = || Server::Guild(GuildId::new(1));
        let cases = [
            ("https://discord.com/channels/1/2/3", guild(), channel),
            (" <https://ptb.discord.com/channels/1/2/3> ", guild(), channel),
            ("https://canary.discordapp.com/channels/1/2/3", guild(), channel),
            ("https://discord.com/channels/@me/2/3", Server::None, channel),
            ("2-3", Server::Unsaid, channel),
            ("3", Server::Unsaid, None),
        ];
        for (text, server, channel) in cases {
            assert_eq!(link(text), Some(Link { server, channel, message }), "{text}");
        }
        for wrong in [
            "",
            "0",
            "+3",
            "2-",
            "2-0",
            "1-2-3",
            "http://discord.com/channels/1/2/3",
            "https://discord.com.evil.example/channels/1/2/3",
            "https://evil.example/channels/1/2/3",
            "https://discord.com/channels/1/2",
            "https://discord.com/channels/1/2/3/4",
            "https://discord.com/channels/0/2/3",
        ] {
            assert_eq!(link(wrong), None, "{wrong}");
        }
    }
}

//! Links to messages.

use serenity::model::id::{ChannelId, GuildId, MessageId};

/// A reference to a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) guild: GuildPart,
    /// `None` is the channel of the call.
    pub(crate) channel: Option<ChannelId>,
    pub(crate) message: MessageId,
}

/// The guild part of a link.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum GuildPart {
    /// The link has no such part.
    Missing,
    /// `@me`: direct messages.
    DirectMessages,
    Guild(GuildId),
}

/// Parses `https://discord.com/channels/1/2/3`, `2-3` and `3`.
pub(crate) fn link(text: &str) -> Option<Link> {
    let text = text.trim();
    // Angle brackets around a link suppress Discord's preview.
    let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let Some(address) = text.strip_prefix("https://") else {
        return Some(match text.split_once('-') {
            Some((channel, message)) => Link {
                guild: GuildPart::Missing,
                channel: Some(ChannelId::new(id(channel)?)),
                message: MessageId::new(id(message)?),
            },
            None => Link { guild: GuildPart::Missing, channel: None, message: MessageId::new(id(text)?) },
        });
    };
    let address = ["ptb.", "canary."].iter().find_map(|part| address.strip_prefix(part)).unwrap_or(address);
    let (host, path) = address.split_once("/channels/")?;
    let mut parts = path.split('/');
    let (guild, channel, message) = (parts.next()?, parts.next()?, parts.next()?);
    let guild =
        if guild == "@me" { GuildPart::DirectMessages } else { GuildPart::Guild(GuildId::new(id(guild)?)) };
    let is_link = matches!(host, "discord.com" | "discordapp.com") && parts.next().is_none();
    is_link.then_some(Link {
        guild,
        channel: Some(ChannelId::new(id(channel)?)),
        message: MessageId::new(id(message)?),
    })
}

/// Parses an id. Zero is refused because serenity panics on it.
fn id(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|id| digits && *id != 0)
}

#[cfg(test)]
mod tests {
    use serenity::model::id::{ChannelId, GuildId, MessageId};

    use super::{GuildPart, Link, link};

    #[test]
    fn message_links_and_ids_are_parsed() {
        let (channel, message) = (Some(ChannelId::new(2)), MessageId::new(3));
        let guild = || GuildPart::Guild(GuildId::new(1));
        let cases = [
            ("https://discord.com/channels/1/2/3", guild(), channel),
            (" <https://ptb.discord.com/channels/1/2/3> ", guild(), channel),
            ("https://canary.discordapp.com/channels/1/2/3", guild(), channel),
            ("https://discord.com/channels/@me/2/3", GuildPart::DirectMessages, channel),
            ("2-3", GuildPart::Missing, channel),
            ("3", GuildPart::Missing, None),
        ];
        for (text, guild, channel) in cases {
            assert_eq!(link(text), Some(Link { guild, channel, message }), "{text}");
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

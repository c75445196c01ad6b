//! Kinds of channels.

/// A kind of channel that an argument accepts.
///
/// ```
/// use mindtrace_discord::command::{Channels, ParamSpec};
/// use mindtrace_discord::prelude::*;
///
/// /// As `#[arg(channel_types(text, announcement))]` declares it.
/// const ROOM: ParamSpec =
///     ParamSpec::of::<ChannelId>("room", "Where").channel_types(&[Channels::Text, Channels::Announcement]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Channels {
    /// Text channels.
    Text,
    /// Voice channels.
    Voice,
    /// Categories.
    Category,
    /// Announcement channels.
    Announcement,
    /// Threads of every kind.
    Thread,
    /// Stages.
    Stage,
    /// Forums.
    Forum,
    /// Media channels.
    Media,
}

impl Channels {
    /// Returns Discord's numbers for the channel types.
    pub(crate) const fn discord(self) -> &'static [u8] {
        match self {
            Self::Text => &[0],
            Self::Voice => &[2],
            Self::Category => &[4],
            Self::Announcement => &[5],
            Self::Thread => &[10, 11, 12],
            Self::Stage => &[13],
            Self::Forum => &[15],
            Self::Media => &[16],
        }
    }

    /// Returns the name with its article, as in "must be *a text channel*".
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "a text channel",
            Self::Voice => "a voice channel",
            Self::Category => "a category",
            Self::Announcement => "an announcement channel",
            Self::Thread => "a thread",
            Self::Stage => "a stage",
            Self::Forum => "a forum",
            Self::Media => "a media channel",
        }
    }
}

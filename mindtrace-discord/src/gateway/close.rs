//! The close codes of the gateway.

/// The next step after a connection has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Resume the session.
    Resume,
    /// Start a new session.
    Identify,
    /// Do not reconnect: it would fail in the same way.
    Stop(Refusal),
}

/// The reason for which Discord refuses the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Token,
    Intents,
    /// Any other reason, by its close code.
    Other(u16, &'static str),
}

impl Refusal {
    /// A defect of this crate, and not Discord, ended a shard.
    pub(super) const TASK_FAILED: Self = Self::Other(0, "a shard's task failed");
}

/// Looks up a close code in Discord's table; without a code the connection was lost.
pub(super) fn after(code: Option<u16>) -> After {
    match code {
        // Only these say that the session is over. After any other code, Discord answers a resume that it does not accept.
        Some(4007 | 4009) => After::Identify,
        Some(4004) => After::Stop(Refusal::Token),
        Some(4010) => After::Stop(Refusal::Other(4010, "invalid shard")),
        Some(4011) => After::Stop(Refusal::Other(4011, "the bot is in too many guilds for one shard")),
        Some(4012) => After::Stop(Refusal::Other(4012, "invalid API version")),
        Some(4013 | 4014) => After::Stop(Refusal::Intents),
        _ => After::Resume,
    }
}

#[cfg(test)]
mod tests {
    use super::{After, Refusal, after};

    #[test]
    fn close_codes_resume_identify_or_stop() {
        let cases = [
            (None, After::Resume),
            (Some(1006), After::Resume),
            (Some(4000), After::Resume),
            (Some(4008), After::Resume),
            (Some(4999), After::Resume),
            (Some(1000), After::Resume),
            (Some(1001), After::Resume),
            (Some(4003), After::Resume),
            (Some(4007), After::Identify),
            (Some(4009), After::Identify),
            (Some(4004), After::Stop(Refusal::Token)),
            (Some(4013), After::Stop(Refusal::Intents)),
            (Some(4014), After::Stop(Refusal::Intents)),
        ];
        for (code, expected) in cases {
            assert_eq!(after(code), expected, "{code:?}");
        }
        for code in 4010..=4012 {
            assert!(matches!(after(Some(code)), After::Stop(Refusal::Other(c, _)) if c == code));
        }
    }
}

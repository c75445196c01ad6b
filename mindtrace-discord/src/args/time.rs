//! Durations and timestamps as arguments.

use std::time::Duration;

use serenity::model::Timestamp;

use super::{Argument, ArgumentKind, ConvertError, Lookup, Value, begins_with_digit};

/// The seconds that can be written as `2026-11-24T10:00:00Z`.
const REPRESENTABLE: std::ops::RangeInclusive<i64> = -62_167_219_200..=253_402_300_799;

/// `30s`, `1m30s`, `2h 5min`; a plain number is seconds.
impl Argument for Duration {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a length of time such as `30s` or `1h30m`";

    fn claims(word: &str) -> Option<bool> {
        Some(begins_with_digit(word))
    }

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        duration(&value.to_string()).ok_or(ConvertError::Invalid)
    }
}

/// `<t:1795514400>` in any style, or RFC 3339 such as `2026-11-24T10:00:00Z`; the seconds are optional.
impl Argument for Timestamp {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a point in time such as `2026-11-24T10:00Z` or `<t:1795514400>`";

    fn claims(word: &str) -> Option<bool> {
        Some(begins_with_digit(word) || word.starts_with("<t:"))
    }

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        timestamp(&value.to_string()).ok_or(ConvertError::Invalid)
    }
}

pub(crate) fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => humantime::parse_duration(text).ok(),
    }
}

pub(crate) fn timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Some(mark) = text.strip_prefix("<t:").and_then(|text| text.strip_suffix('>')) {
        let (seconds, style) = mark.split_once(':').unwrap_or((mark, "f"));
        let is_style = style.len() == 1 && style.bytes().all(|byte| byte.is_ascii_alphabetic());
        // serenity multiplies without an overflow check, and its `Display` fails for times that cannot be written.
        let seconds = seconds.parse().ok().filter(|seconds| is_style && REPRESENTABLE.contains(seconds))?;
        return Timestamp::from_unix_timestamp(seconds).ok();
    }
    Timestamp::parse(text).ok().or_else(|| Timestamp::parse(&with_seconds(text)?).ok())
}

/// Adds the seconds that RFC 3339 requires to a text such as `2026-11-24T10:00Z`.
fn with_seconds(text: &str) -> Option<String> {
    const MINUTES: usize = "2026-11-24T10:00".len();
    let (minutes, zone) = text.split_at_checked(MINUTES)?;
    let has_seconds = zone.starts_with(':');
    let zone = if has_seconds { zone.to_owned() } else { format!(":00{zone}") };
    // Users write a space where the standard has a `T`.
    Some(format!("{}{zone}", minutes.replacen(' ', "T", 1)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{duration, timestamp};

    #[test]
    fn duration_parses_seconds_and_units() {
        assert_eq!(duration(" 90 "), Some(Duration::from_secs(90)));
        assert_eq!(duration("1h 30m"), Some(Duration::from_mins(90)));
        for wrong in ["", "soon", "-1s", "1 fortnight", "99999999999999999999999999y"] {
            assert_eq!(duration(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn timestamp_parses_timestamps_and_rfc_3339() {
        let cases = [
            ("<t:1795514400>", 1_795_514_400),
            ("<t:1795514400:R>", 1_795_514_400),
            ("<t:-1:f>", -1),
            ("2026-11-24T10:00:00Z", 1_795_514_400),
            ("2026-11-24T12:00:00+02:00", 1_795_514_400),
            ("2026-11-24T10:00Z", 1_795_514_400),
            ("2026-11-24 10:00Z", 1_795_514_400),
            (" 2026-11-24 10:00:00Z ", 1_795_514_400),
        ];
        for (text, seconds) in cases {
            assert_eq!(timestamp(text).map(|at| at.unix_timestamp()), Some(seconds), "{text:?}");
        }
        for wrong in [
            "",
            "tomorrow",
            "1795514400",
            "<t:>",
            "<t:1:RR>",
            "<t:1:é>",
            "<t:9223372036854775807>",
            "<t:-62167219201>",
            "2026-11-24",
            "2026-13-24T10:00Z",
            "2026-11-24T10:0é0Z",
        ] {
            assert_eq!(timestamp(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn every_accepted_time_can_be_displayed() {
        for text in ["<t:-62167219200>", "<t:253402300799>", "0000-01-01T00:00:00+23:59"] {
            assert!(timestamp(text).is_some_and(|at| at.to_rfc3339().is_some()), "{text}");
        }
    }
}

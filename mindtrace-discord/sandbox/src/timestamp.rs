//! Formats points in time as Discord does.

use serenity::model::Timestamp;

/// Returns a time as Discord writes it: with six digits after the second, and the offset `+00:00`.
///
/// Clients refuse other spellings of the same time: twilight refuses every text shorter than `2021-01-01T01:01:01+00:00`.
pub(crate) fn iso(time: Timestamp) -> String {
    let text = time.to_string();
    let text = text.strip_suffix('Z').unwrap_or(&text);
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    format!("{seconds}.{fraction:0<6.6}+00:00")
}

#[cfg(test)]
mod tests {
    use serenity::model::Timestamp;

    use super::iso;

    #[test]
    fn a_time_has_six_digits_and_an_offset() {
        for (time, expected) in [
            ("2026-11-30T12:34:56Z", "2026-11-30T12:34:56.000000+00:00"),
            ("2026-11-30T12:34:56.5Z", "2026-11-30T12:34:56.500000+00:00"),
            ("2026-11-30T12:34:56.123456Z", "2026-11-30T12:34:56.123456+00:00"),
            ("2026-11-30T12:34:56.123456789Z", "2026-11-30T12:34:56.123456+00:00"),
        ] {
            assert_eq!(iso(Timestamp::parse(time).unwrap()), expected);
        }
    }
}

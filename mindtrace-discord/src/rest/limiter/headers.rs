//! Reads the headers with which Discord describes a rate limit. A value that makes no sense counts as missing.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use http::header::AsHeaderName;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The longest wait that is believed. Discord's longest limit is that of a day.
const LONGEST: Duration = Duration::from_hours(24);

/// The wait after a 429 that does not say how long.
const UNKNOWN_WAIT: Duration = Duration::from_secs(1);

// Names that are known at compile time are found without being parsed first.
const BUCKET: HeaderName = HeaderName::from_static("x-ratelimit-bucket");
const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET_AFTER: HeaderName = HeaderName::from_static("x-ratelimit-reset-after");

/// A bucket as a response describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BucketHeaders {
    /// A hash of the bucket's name.
    pub(super) name: u64,
    pub(super) limit: u32,
    pub(super) remaining: u32,
    pub(super) reset_after: Duration,
}

impl BucketHeaders {
    /// Returns `None` unless all four headers are there and make sense.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let number = |name: &HeaderName| text(headers, name)?.parse::<u32>().ok();
        let mut hasher = DefaultHasher::new();
        text(headers, &BUCKET)?.hash(&mut hasher);
        Some(Self {
            name: hasher.finish(),
            // A limit of zero would never let a request through.
            limit: number(&LIMIT).filter(|limit| *limit > 0)?,
            remaining: number(&REMAINING)?,
            reset_after: seconds(headers.get(&RESET_AFTER)?)?,
        })
    }
}

/// Whom a 429 concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rest) enum Scope {
    /// One bucket.
    Bucket,
    /// One bucket that the bot shares with others; it does not count as an invalid request.
    Shared,
    /// All requests of the bot.
    Global,
    /// All requests of this address: the answer is not Discord's API's but that of the network in front of it.
    Address,
}

/// A 429 as a response describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rest) struct TooMany {
    pub(in crate::rest) scope: Scope,
    pub(in crate::rest) retry_after: Duration,
}

impl TooMany {
    pub(in crate::rest) fn of(headers: &HeaderMap) -> Self {
        let is_global = headers.contains_key("x-ratelimit-global");
        let scope = match text(headers, "x-ratelimit-scope") {
            Some("shared") => Scope::Shared,
            Some("global") => Scope::Global,
            _ if is_global => Scope::Global,
            // Discord's API names itself; the page of a banned address has none of these headers.
            None if !headers.contains_key("via") && !headers.contains_key("x-ratelimit-limit") => {
                Scope::Address
            }
            _ => Scope::Bucket,
        };
        let retry_after = headers.get("retry-after").and_then(seconds);
        let reset_after = headers.get("x-ratelimit-reset-after").and_then(seconds);
        // The two differ for shared and global limits, for which `Retry-After` counts.
        Self { scope, retry_after: retry_after.or(reset_after).unwrap_or(UNKNOWN_WAIT) }
    }
}

fn text(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().filter(|text| !text.is_empty())
}

/// Reads a number of seconds; a negative one, or one that is not a number, counts as missing.
fn seconds(value: &HeaderValue) -> Option<Duration> {
    let seconds: f64 = value.to_str().ok()?.trim().parse().ok()?;
    if seconds.is_nan() || seconds < 0.0 {
        return None;
    }
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::{HeaderMap, HeaderName, HeaderValue};

    use super::{BucketHeaders, LONGEST, Scope, TooMany};

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_bucket_is_read_only_if_every_header_makes_sense() {
        let good = [
            ("x-ratelimit-bucket", "abc"),
            ("x-ratelimit-limit", "5"),
            ("x-ratelimit-remaining", "4"),
            ("x-ratelimit-reset-after", "1.5"),
        ];
        let bucket = BucketHeaders::of(&headers(&good)).unwrap();
        assert_eq!((bucket.limit, bucket.remaining, bucket.reset_after), (5, 4, Duration::from_millis(1500)));
        for (index, bad) in [(1, "abc"), (1, "0"), (1, "-1"), (2, "1.5"), (3, "-5"), (3, "NaN"), (3, "")] {
            let mut lines = good;
            lines[index].1 = bad;
            assert_eq!(BucketHeaders::of(&headers(&lines)), None, "{lines:?}");
        }
        assert_eq!(BucketHeaders::of(&headers(&good[1..])), None);
    }

    #[test]
    fn a_wait_that_makes_no_sense_is_a_second_and_the_longest_is_a_day() {
        for (value, wait) in [
            ("2.5", Duration::from_millis(2500)),
            ("0", Duration::ZERO),
            ("3600", Duration::from_hours(1)),
            ("-1", Duration::from_secs(1)),
            ("NaN", Duration::from_secs(1)),
            ("soon", Duration::from_secs(1)),
            ("1e300", LONGEST),
            ("inf", LONGEST),
        ] {
            let lines = [("via", "1.1 google"), ("retry-after", value)];
            assert_eq!(TooMany::of(&headers(&lines)).retry_after, wait, "{value}");
        }
    }

    #[test]
    fn the_scope_of_a_429_is_read() {
        let scope = |lines: &[(&'static str, &'static str)]| TooMany::of(&headers(lines)).scope;
        assert_eq!(scope(&[("x-ratelimit-scope", "shared")]), Scope::Shared);
        assert_eq!(scope(&[("x-ratelimit-scope", "global")]), Scope::Global);
        assert_eq!(scope(&[("x-ratelimit-global", "true")]), Scope::Global);
        assert_eq!(scope(&[("x-ratelimit-scope", "user")]), Scope::Bucket);
        assert_eq!(scope(&[("x-ratelimit-limit", "5")]), Scope::Bucket);
        assert_eq!(scope(&[("content-type", "text/html")]), Scope::Address);
    }
}

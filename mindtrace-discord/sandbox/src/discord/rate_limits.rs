//! The rate limits of the REST API: a bucket for each route and resource, and the global limit.

mod route;

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use self::route::{Quota, Route};

/// The requests that a bot may send altogether. Discord exempts routes with a token of their own.
const GLOBAL: Quota = Quota { limit: 50, per: Duration::from_secs(1) };

/// The number of buckets above which those whose window has ended are dropped.
const MANY: usize = 1024;

/// The rate limits of the emulator's REST API.
///
/// ```
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// use mindtrace_discord::sandbox::RateLimits;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::builder().rate_limits(RateLimits::Discord).start().await?;
/// discord.member("alice").await?.posts("hello").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateLimits {
    /// The headers describe buckets that are never used up, so that no test waits.
    #[default]
    Generous,
    /// Discord's limits: 50 requests a second in all, and a bucket for each route, such as five messages in five seconds for each
    /// channel. A request beyond them is answered with 429. Windows pass on the clock of the emulator.
    Discord,
}

/// The windows that requests are counted in.
#[derive(Debug, Default)]
pub(crate) struct Windows {
    global: Option<Window>,
    /// By the name of the bucket and the resource.
    buckets: HashMap<(String, String), Window>,
}

/// A window of a limit, which begins with the first request after the one before it.
#[derive(Clone, Copy, Debug)]
struct Window {
    end: Instant,
    used: u32,
}

/// The result of counting a request.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// `None` if the route has no bucket, or the request is beyond the global limit.
    pub(crate) bucket: Option<Bucket>,
    /// `None` if the request is within the limits.
    pub(crate) refusal: Option<Refusal>,
}

/// A bucket as the headers of an answer describe it.
#[derive(Debug)]
pub(crate) struct Bucket {
    pub(crate) name: String,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset_after: Duration,
}

/// The limit that a request is beyond.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    pub(crate) retry_after: Duration,
    pub(crate) is_global: bool,
}

impl Windows {
    /// Counts a request against the limits of its route.
    pub(crate) fn count(&mut self, limits: RateLimits, now: Instant, method: &str, path: &str) -> Counted {
        let Some(route) = Route::of(method, path) else { return Counted::default() };
        let Route { name, resource, quota, is_exempt } = route;
        if limits == RateLimits::Generous {
            // One is used, the one that is answered.
            let bucket = Bucket { name, limit: 50, remaining: 49, reset_after: Duration::from_secs(1) };
            return Counted { bucket: Some(bucket), refusal: None };
        }
        if !is_exempt {
            let window = self.global.get_or_insert(Window { end: now, used: 0 });
            if !window.count(GLOBAL, now) {
                let refusal = Refusal { retry_after: window.left(now), is_global: true };
                return Counted { bucket: None, refusal: Some(refusal) };
            }
        }
        if self.buckets.len() > MANY {
            self.buckets.retain(|_, window| window.end > now);
        }
        let window = self.buckets.entry((name.clone(), resource)).or_insert(Window { end: now, used: 0 });
        let is_within = window.count(quota, now);
        let (remaining, left) = (quota.limit - window.used, window.left(now));
        let refusal = (!is_within).then_some(Refusal { retry_after: left, is_global: false });
        let bucket = Bucket { name, limit: quota.limit, remaining, reset_after: left };
        Counted { bucket: Some(bucket), refusal }
    }
}

impl Window {
    /// Counts a request; returns `false` if the limit is used up.
    fn count(&mut self, quota: Quota, now: Instant) -> bool {
        if self.end <= now {
            *self = Self { end: now + quota.per, used: 0 };
        }
        let is_within = self.used < quota.limit;
        self.used += u32::from(is_within);
        is_within
    }

    fn left(&self, now: Instant) -> Duration {
        self.end.saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Counted, RateLimits, Windows};

    const MESSAGES: &str = "/api/v10/channels/5/messages";

    fn remaining(counted: &Counted) -> Option<u32> {
        counted.bucket.as_ref().map(|bucket| bucket.remaining)
    }

    #[test]
    fn a_bucket_is_used_up_and_full_again_after_its_window() {
        let (mut windows, now) = (Windows::default(), Instant::now());
        let mut post = |path: &str, at: Instant| windows.count(RateLimits::Discord, at, "POST", path);
        for left in [4, 3, 2, 1, 0] {
            assert_eq!(remaining(&post(MESSAGES, now)), Some(left));
        }
        let refused = post(MESSAGES, now + Duration::from_secs(1));
        let refusal = refused.refusal.unwrap();
        assert_eq!((refusal.retry_after, refusal.is_global), (Duration::from_secs(4), false));
        assert_eq!(remaining(&post("/api/v10/channels/6/messages", now)), Some(4));
        assert_eq!(remaining(&post(MESSAGES, now + Duration::from_secs(5))), Some(4));
    }

    #[test]
    fn the_global_limit_spares_routes_with_a_token() {
        let (mut windows, now) = (Windows::default(), Instant::now());
        let mut get = |path: String| windows.count(RateLimits::Discord, now, "GET", &path).refusal;
        for guild in 1..=50 {
            assert!(get(format!("/api/v10/guilds/{guild}")).is_none());
        }
        assert!(get("/api/v10/users/@me".to_owned()).is_some_and(|refusal| refusal.is_global));
        assert!(get("/api/v10/webhooks/1/token/messages/@original".to_owned()).is_none());
        let callback = windows.count(RateLimits::Discord, now, "POST", "/api/v10/interactions/1/t/callback");
        assert!(callback.bucket.is_none() && callback.refusal.is_none());
    }

    #[test]
    fn generous_limits_never_run_out() {
        let mut windows = Windows::default();
        for _ in 0..100 {
            let counted = windows.count(RateLimits::Generous, Instant::now(), "POST", MESSAGES);
            assert_eq!((remaining(&counted), counted.refusal.is_none()), (Some(49), true));
        }
    }
}

//! Counts requests to Discord's REST API.

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Url;
use reqwest::cookie::CookieStore;
use reqwest::header::HeaderValue;

/// The resources of Discord's API: the first part of a path after the version. The last one counts all others.
const RESOURCES: [&str; 10] = [
    "applications",
    "channels",
    "gateway",
    "guilds",
    "interactions",
    "invites",
    "stage-instances",
    "users",
    "webhooks",
    "other",
];

/// The number of requests for each resource.
#[derive(Debug, Default)]
pub(crate) struct Requests([AtomicU64; RESOURCES.len()]);

impl Requests {
    /// The number of requests so far, by resource.
    #[cfg(feature = "http")]
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> {
        RESOURCES.into_iter().zip(self.0.iter().map(|count| count.load(Ordering::Relaxed)))
    }

    fn count(&self, path: &str) {
        let mut parts = path.trim_start_matches('/').split('/').skip_while(|part| *part != "api").skip(2);
        let resource = parts.next().unwrap_or_default();
        let known = RESOURCES.iter().position(|known| *known == resource);
        let count = self.0.get(known.unwrap_or(RESOURCES.len() - 1));
        count.inspect(|count| {
            count.fetch_add(1, Ordering::Relaxed);
        });
    }
}

/// Counts requests. serenity has no hook for them, but its client asks the cookie store before each request; this one is empty.
impl CookieStore for Requests {
    fn set_cookies(&self, _: &mut dyn Iterator<Item = &HeaderValue>, _: &Url) {}

    fn cookies(&self, url: &Url) -> Option<HeaderValue> {
        self.count(url.path());
        None
    }
}

#[cfg(all(test, feature = "http"))]
mod tests {
    use super::Requests;

    #[test]
    fn requests_are_counted_by_resource() {
        let requests = Requests::default();
        for path in [
            "/api/v10/channels/1/messages",
            "/api/v10/channels/2",
            "/api/v10/users/@me",
            "/api/v10/unknown",
            "/",
        ] {
            requests.count(path);
        }
        let counts: Vec<_> = requests.counts().filter(|(_, count)| *count > 0).collect();
        assert_eq!(counts, [("channels", 2), ("users", 1), ("other", 2)]);
    }
}

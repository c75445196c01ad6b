//! How often Discord's REST interface is asked.

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Url;
use reqwest::cookie::CookieStore;
use reqwest::header::HeaderValue;

/// What requests are about, as the path says after the version; the last one stands for everything else.
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

/// A count for each resource.
#[derive(Debug, Default)]
pub(crate) struct Requests([AtomicU64; RESOURCES.len()]);

impl Requests {
    /// What was counted so far.
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

/// serenity has no place to count at. Its client looks for cookies before it sends a request, each time it does; here are none.
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
    fn a_request_is_counted_by_what_it_is_about() {
        let requests = Requests::default();
        for path in [
            "/api/v10/channels/1/messages",
            "/api/v10/channels/2",
            "/api/v10/users/@me",
            "/api/v10/somebodys-words",
            "/",
        ] {
            requests.count(path);
        }
        let counts: Vec<_> = requests.counts().filter(|(_, count)| *count > 0).collect();
        assert_eq!(counts, [("channels", 2), ("users", 1), ("other", 2)]);
    }
}

//! Counts requests to Discord's REST API.

use std::sync::atomic::{AtomicU64, Ordering};

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

    /// Counts a request by its path after the version, such as `/channels/5/messages`.
    pub(crate) fn count(&self, path: &str) {
        let resource = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        let known = RESOURCES.iter().position(|known| *known == resource).unwrap_or(RESOURCES.len() - 1);
        if let Some(count) = self.0.get(known) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[cfg(all(test, feature = "http"))]
mod tests {
    use super::Requests;

    #[test]
    fn requests_are_counted_by_resource() {
        let requests = Requests::default();
        for path in ["/channels/1/messages", "/channels/2?limit=5", "/users/@me", "/unknown", "/"] {
            requests.count(path);
        }
        let counts: Vec<_> = requests.counts().filter(|(_, count)| *count > 0).collect();
        assert_eq!(counts, [("channels", 2), ("users", 1), ("other", 2)]);
    }
}

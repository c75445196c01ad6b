//! The bucket of a route, and how many requests it takes.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use crate::discord::body::unversioned;

/// A number of requests in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quota {
    pub(super) limit: u32,
    pub(super) per: Duration,
}

/// A route as its rate limit knows it.
#[derive(Debug)]
pub(super) struct Route {
    /// The name of the bucket, the same for every id.
    pub(super) name: String,
    /// The channel, guild or webhook, each of which has a bucket of its own; with the token of a webhook or interaction.
    pub(super) resource: String,
    pub(super) quota: Quota,
    /// Whether the global limit does not apply.
    pub(super) is_exempt: bool,
}

impl Route {
    /// Returns the route of a request; `None` for the callback of an interaction, which no limit holds back.
    pub(super) fn of(method: &str, path: &str) -> Option<Self> {
        let path = unversioned(path).unwrap_or(path);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        if let ["interactions", _, _, "callback"] = segments.as_slice() {
            return None;
        }
        let first = segments.first().copied().unwrap_or_default();
        let (mut template, mut resource, mut is_exempt) = (Vec::new(), String::new(), false);
        let mut previous = "";
        for (position, segment) in segments.into_iter().enumerate() {
            let part = match (position, first) {
                (1, "channels" | "guilds" | "webhooks") => {
                    resource.push_str(segment);
                    "{id}"
                }
                (2, "webhooks") => {
                    resource.push_str(segment);
                    is_exempt = true;
                    "{token}"
                }
                _ if previous == "reactions" => "{emoji}",
                _ if segment.bytes().all(|byte| byte.is_ascii_digit()) => "{id}",
                _ => segment,
            };
            template.push(part);
            previous = segment;
        }
        let mut hasher = DefaultHasher::new();
        (method, &template).hash(&mut hasher);
        let name = format!("{:016x}", hasher.finish());
        Some(Self { name, resource, quota: quota(method, &template), is_exempt })
    }
}

/// Returns the limit of a route. Discord publishes no numbers and changes them; these are what bots see in practice.
fn quota(method: &str, template: &[&str]) -> Quota {
    let (limit, milliseconds) = match (method, template) {
        ("POST", ["channels", _, "messages" | "typing"]) | ("PATCH", ["channels", _, "messages", _]) => {
            (5, 5000)
        }
        ("DELETE", ["channels", _, "messages", _]) => (5, 1000),
        ("POST", ["channels", _, "messages", "bulk-delete"]) => (1, 1000),
        ("PUT" | "DELETE", ["channels", _, "messages", _, "reactions", ..]) => (1, 250),
        ("PATCH", ["channels", _]) => (5, 15_000),
        ("POST" | "PATCH" | "DELETE", ["webhooks", _, _, ..]) => (5, 2000),
        ("PUT" | "PATCH" | "DELETE", ["guilds", _, "members", ..])
        | ("POST", ["users", "@me", "channels"]) => (10, 10_000),
        ("POST", ["applications", .., "commands"]) => (5, 20_000),
        _ => (50, 1000),
    };
    Quota { limit, per: Duration::from_millis(milliseconds) }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn ids_share_a_name_and_channels_have_buckets_of_their_own() {
        let of = |path: &str| Route::of("DELETE", &format!("/api/v10{path}")).unwrap();
        let (one, same, other) =
            (of("/channels/5/messages/6"), of("/channels/5/messages/7"), of("/channels/8/messages/6"));
        assert_eq!((&one.name, &one.resource), (&same.name, &same.resource));
        assert_eq!((&one.name, one.resource != other.resource), (&other.name, true));
        assert_ne!(one.name, Route::of("PATCH", "/api/v10/channels/5/messages/6").unwrap().name);
        assert_eq!(
            of("/channels/5/messages/6/reactions/%F0%9F%98%80/@me").name,
            of("/channels/5/messages/6/reactions/a:7/@me").name
        );
    }

    #[test]
    fn webhook_tokens_have_buckets_of_their_own() {
        let of = |path: &str| Route::of("POST", path).unwrap();
        let (a, b) = (of("/api/v10/webhooks/5/a"), of("/api/v10/webhooks/5/b"));
        assert!(a.name == b.name && a.resource != b.resource && a.is_exempt);
        assert!(!of("/api/v10/channels/5/messages").is_exempt);
        assert!(Route::of("POST", "/api/v10/interactions/5/a/callback").is_none());
    }
}

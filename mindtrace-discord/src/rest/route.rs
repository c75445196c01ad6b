//! A method and a path of Discord's REST API, and the rate limit that applies to it.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use http::Method;

/// A method and a path, such as `POST /channels/5/messages`.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(super) method: Method,
    /// The path after `/api/v10`, with its query.
    pub(super) path: String,
    pub(super) limit: RouteLimit,
}

/// The rate limit of a route.
///
/// Discord: requests share a bucket if they have the same method and path but for ids, except the id of the channel, guild or webhook
/// that the path begins with; an interaction token counts as such an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RouteLimit {
    pub(super) class: RouteClass,
    /// A hash of the method and the path without ids.
    pub(super) template: u64,
    /// A hash of the id, and of the token of a webhook or interaction.
    pub(super) resource: u64,
}

/// The rules of a route beside its bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteClass {
    /// The global limit, and the bot token.
    Bot,
    /// A route with a token of its own. Discord exempts it from the global limit.
    Token,
    /// The first response to an interaction, which no limit holds back.
    Callback,
}

impl Route {
    pub(crate) fn new(method: Method, path: String) -> Self {
        let limit = RouteLimit::of(&method, &path);
        Self { method, path, limit }
    }

    pub(crate) fn get(path: String) -> Self {
        Self::new(Method::GET, path)
    }

    pub(crate) fn post(path: String) -> Self {
        Self::new(Method::POST, path)
    }

    pub(crate) fn patch(path: String) -> Self {
        Self::new(Method::PATCH, path)
    }

    pub(crate) fn delete(path: String) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// Returns the path for logs: without ids, tokens and query.
    pub(super) fn template(&self) -> String {
        let mut template = String::new();
        for (place, segment) in segments(&self.path) {
            template.push('/');
            template.push_str(&place.name(segment));
        }
        template
    }
}

impl RouteLimit {
    fn of(method: &Method, path: &str) -> Self {
        let (mut template, mut resource) = (DefaultHasher::new(), DefaultHasher::new());
        method.hash(&mut template);
        let mut class = RouteClass::Bot;
        for (place, segment) in segments(path) {
            match place {
                Place::Word => segment.hash(&mut template),
                Place::Id => 1_u8.hash(&mut template),
                Place::Resource => segment.hash(&mut resource),
                Place::Token => {
                    segment.hash(&mut resource);
                    class = RouteClass::Token;
                }
                Place::InteractionToken => class = RouteClass::Callback,
            }
        }
        Self { class, template: template.finish(), resource: resource.finish() }
    }
}

/// The meaning of one segment of a path.
#[derive(Clone, Copy)]
enum Place {
    Word,
    Id,
    Resource,
    Token,
    InteractionToken,
}

impl Place {
    fn name(self, segment: &str) -> Cow<'_, str> {
        match self {
            Self::Word => Cow::Borrowed(segment),
            Self::Id | Self::Resource => Cow::Borrowed("{id}"),
            Self::Token | Self::InteractionToken => Cow::Borrowed("{token}"),
        }
    }
}

/// Splits a path into segments.
fn segments(path: &str) -> impl Iterator<Item = (Place, &str)> {
    let path = path.split('?').next().unwrap_or_default();
    let mut first = "";
    let mut previous = "";
    path.split('/').filter(|segment| !segment.is_empty()).enumerate().map(move |(position, segment)| {
        let place = match (position, first) {
            (0, _) => {
                first = segment;
                Place::Word
            }
            (1, "channels" | "guilds" | "webhooks") => Place::Resource,
            (2, "webhooks") => Place::Token,
            (2, "interactions") => Place::InteractionToken,
            // An emoji, or the code of an invite.
            _ if matches!(previous, "reactions" | "invites" | "templates") => Place::Id,
            _ if segment.bytes().all(|byte| byte.is_ascii_digit()) => Place::Id,
            _ => Place::Word,
        };
        previous = segment;
        (place, segment)
    })
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::{Route, RouteClass};

    #[test]
    fn a_channel_has_a_limit_of_its_own_and_a_message_has_none() {
        let delete = |path: &str| Route::delete(path.to_owned()).limit;
        assert_eq!(delete("/channels/5/messages/6"), delete("/channels/5/messages/7"));
        assert_eq!(delete("/channels/5/messages/6").template, delete("/channels/8/messages/6").template);
        assert_ne!(delete("/channels/5/messages/6"), delete("/channels/8/messages/6"));
        assert_ne!(
            Route::get("/channels/5/messages/6".to_owned()).limit.template,
            delete("/channels/5/messages/6").template
        );
        let react = |emoji: &str| {
            Route::new(Method::PUT, format!("/channels/5/messages/6/reactions/{emoji}/@me")).limit
        };
        assert_eq!(react("%F0%9F%98%80"), react("name:7"));
    }

    #[test]
    fn each_interaction_token_has_a_limit_of_its_own() {
        let edit = |token: &str| Route::patch(format!("/webhooks/5/{token}/messages/@original")).limit;
        assert_eq!(edit("a").template, edit("b").template);
        assert_ne!(edit("a").resource, edit("b").resource);
        assert_eq!(edit("a").class, RouteClass::Token);
        let callback = Route::post("/interactions/5/secret/callback?with_response=true".to_owned());
        assert_eq!(callback.limit.class, RouteClass::Callback);
        assert_eq!(callback.template(), "/interactions/{id}/{token}/callback");
        assert_eq!(Route::get("/users/@me".to_owned()).limit.class, RouteClass::Bot);
    }
}

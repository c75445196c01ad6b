//! The state that the routes share.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use secrecy::SecretString;
use serenity::model::id::UserId;

use super::gauges::Gauges;
use super::hosts::Hosts;
use super::load::Load;
use super::responses::Responses;
use super::tokens::{Scope, Tokens};
use crate::runtime::Runtime;

/// The maximum size of a request body, in bytes.
pub(super) const BODY_LIMIT: usize = 64 * 1024;

/// The state that the routes share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) runtime: Arc<Runtime>,
    pub(super) tokens: Arc<Tokens>,
    pub(super) hosts: Arc<Hosts>,
    pub(crate) load: Arc<Load>,
    /// Responses to calls with an idempotency key.
    pub(super) responses: Arc<Responses>,
    /// `None` when the metrics could not be registered, which was logged.
    pub(super) gauges: Option<Arc<Gauges>>,
    /// The OpenAPI document.
    pub(super) document: Arc<serde_json::Value>,
    /// The content security policy of the page.
    pub(super) page_policy: HeaderValue,
    /// The id of this run.
    pub(super) server_id: uuid::Uuid,
    /// The playground, if the bot runs in the sandbox.
    pub(super) playground: Option<Arc<Playground>>,
    /// The users as whom requests without an `author_id` act.
    pub(super) principals: Principals,
    /// The secrets of webhooks, by environment variable.
    pub(super) webhook_secrets: Arc<HashMap<String, SecretString>>,
}

/// Creates routes from the shared state.
pub(crate) type AddRoutes = Box<dyn Fn(&Shared) -> Router<Shared> + Send + Sync>;

/// The part of the page that only a bot in the sandbox has.
pub(crate) struct Playground {
    /// Creates the routes, which require the admin token.
    pub(crate) routes: AddRoutes,
    /// The address from which the page loads pictures.
    pub(crate) pictures: String,
}

/// The users as whom the holders of the tokens act.
#[derive(Clone, Debug)]
pub(super) struct Principals {
    /// `None` is the bot.
    pub(super) admin: Option<UserId>,
    /// `None` is the bot.
    pub(super) execute: Option<UserId>,
    /// The other users as whom a token that only executes commands may act; `None` is any.
    pub(super) execute_as: Option<Vec<UserId>>,
}

impl Principals {
    /// The user as whom a request acts that names no author. `None` is the bot.
    pub(super) fn of(&self, scope: Scope) -> Option<UserId> {
        if scope == Scope::Admin { self.admin } else { self.execute }
    }

    /// Whether a request may name this author. Otherwise a token that only executes commands had the rights of every member.
    pub(super) fn may_act_as(&self, scope: Scope, author: UserId, bot: UserId) -> bool {
        let is_listed = || self.execute_as.as_ref().is_none_or(|users| users.contains(&author));
        scope == Scope::Admin || author == self.of(scope).unwrap_or(bot) || is_listed()
    }
}

//! What the routes share.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use serenity::model::id::UserId;

use super::answers::Answers;
use super::gauges::Gauges;
use super::hosts::Hosts;
use super::load::Load;
use super::tokens::{Scope, Tokens};
use crate::runtime::Runtime;

/// The largest request body taken, in bytes.
pub(super) const BODY_LIMIT: usize = 64 * 1024;

/// What the routes share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) runtime: Arc<Runtime>,
    pub(super) tokens: Arc<Tokens>,
    pub(super) hosts: Arc<Hosts>,
    pub(crate) load: Arc<Load>,
    /// What was answered to calls with a key.
    pub(super) answers: Arc<Answers>,
    /// `None` when there are no metrics, which was logged.
    pub(super) gauges: Option<Arc<Gauges>>,
    /// The description of every route and command.
    pub(super) document: Arc<serde_json::Value>,
    /// What the page may load from where.
    pub(super) page_policy: HeaderValue,
    /// The id of this run.
    pub(super) server_id: uuid::Uuid,
    /// The playground, if the bot runs in the sandbox.
    pub(super) playground: Option<Arc<Playground>>,
    /// As whom the holder of a token acts, when a request names nobody.
    pub(super) principals: Principals,
}

/// Makes routes out of what the others share.
pub(crate) type AddRoutes = Box<dyn Fn(&Shared) -> Router<Shared> + Send + Sync>;

/// What the page needs for a playground.
pub(crate) struct Playground {
    /// Adds routes for administrators.
    pub(crate) routes: AddRoutes,
    /// Where its pictures come from.
    pub(crate) pictures: String,
}

/// As whom the holders of the tokens act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Principals {
    pub(super) admin: Option<UserId>,
    pub(super) execute: Option<UserId>,
}

impl Principals {
    pub(super) fn of(self, scope: Scope) -> Option<UserId> {
        if scope == Scope::Admin { self.admin } else { self.execute }
    }
}

//! The sessions of clients of MCP versions before 2026-07-28: few, short, and each of the token that opened it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::SessionManager;
use rmcp::transport::streamable_http_server::session::local::{LocalSessionManager, SessionConfig};

use crate::http::problem;
use crate::http::tokens::Scope;

/// The most sessions of one token. A further one ends the oldest.
const MOST: usize = 32;

/// The time after which an unused session ends.
const IDLE: Duration = Duration::from_mins(5);

/// The time for the handshake of a session.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// The header with the id of a session.
const HEADER: &str = "mcp-session-id";

/// The sessions, in the order in which they were opened.
#[derive(Clone)]
pub(super) struct Sessions {
    pub(super) manager: Arc<LocalSessionManager>,
    opened: Arc<Mutex<VecDeque<(Scope, String)>>>,
}

impl Sessions {
    pub(super) fn new() -> Self {
        let mut config = SessionConfig::default();
        config.keep_alive = Some(IDLE);
        config.init_timeout = Some(HANDSHAKE);
        let mut manager = LocalSessionManager::default();
        manager.session_config = config;
        Self { manager: Arc::new(manager), opened: Arc::default() }
    }

    /// Remembers who opened a session. Returns the session that has to end for it.
    fn opened(&self, scope: Scope, id: String) -> Option<String> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.push_back((scope, id));
        let of_scope = opened.iter().filter(|(other, _)| *other == scope).count();
        let oldest = opened.iter().position(|(other, _)| *other == scope).filter(|_| of_scope > MOST)?;
        opened.remove(oldest).map(|(_, id)| id)
    }

    fn belongs_to(&self, scope: Scope, id: &str) -> bool {
        let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        opened.iter().any(|(other, known)| *other == scope && known == id)
    }
}

/// Refuses requests in a session of another token, and bounds the number of sessions.
pub(super) async fn bound(State(sessions): State<Sessions>, request: Request, next: Next) -> Response {
    // `auth` has added the scope.
    let Some(scope) = request.extensions().get::<Scope>().copied() else {
        return problem::Problem::unauthorized().into_response();
    };
    let asked = session(request.headers());
    if asked.as_ref().is_some_and(|id| !sessions.belongs_to(scope, id)) {
        // The status with which the protocol has a client open another session.
        return problem::no_such_route().await.into_response();
    }
    let response = next.run(request).await;
    let given = session(response.headers()).filter(|_| asked.is_none());
    if let Some(ended) = given.and_then(|id| sessions.opened(scope, id))
        && let Err(error) = sessions.manager.close_session(&ended.into()).await
    {
        tracing::warn!(%error, "a session of MCP could not be closed");
    }
    response
}

fn session(headers: &HeaderMap) -> Option<String> {
    headers.get(HEADER)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{MOST, Scope, Sessions};

    #[test]
    fn a_session_belongs_to_one_token_and_the_oldest_makes_room() {
        let sessions = Sessions::new();
        assert_eq!(sessions.opened(Scope::Admin, "admin".to_owned()), None);
        for number in 0..MOST {
            assert_eq!(sessions.opened(Scope::Read, number.to_string()), None);
        }
        assert_eq!(sessions.opened(Scope::Read, "further".to_owned()).as_deref(), Some("0"));
        assert!(sessions.belongs_to(Scope::Read, "1") && !sessions.belongs_to(Scope::Read, "0"));
        assert!(sessions.belongs_to(Scope::Admin, "admin") && !sessions.belongs_to(Scope::Read, "admin"));
    }
}

//! Discord without a connection to its gateway: what the command line needs to ask and to write.

use std::collections::HashSet;
use std::sync::Arc;

use serenity::cache::Cache;
use serenity::http::{Http, HttpError, StatusCode};
use serenity::model::gateway::GatewayIntents;
use serenity::model::id::UserId;

use super::{handler, prepare};
use crate::bot::{Endpoint, Identity};
use crate::error::Error;
use crate::redact::redacted;

/// Discord's REST interface, and who the token belongs to.
pub(crate) struct Rest {
    pub(crate) http: Arc<Http>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) identity: Identity,
    /// Whom Discord names as owners of the application.
    pub(crate) owners: HashSet<UserId>,
}

/// Logs in without connecting.
///
/// # Errors
///
/// [`Error::TokenRefused`], and [`Error::Discord`] when Discord cannot be asked.
pub(crate) async fn rest(endpoint: Endpoint) -> Result<Rest, Error> {
    let prepared = prepare(endpoint, GatewayIntents::empty()).await?;
    let (http, cache) = (prepared.http(), prepared.cache());
    let application = http.get_current_application_info().await.map_err(|error| refusal(&error))?;
    let user = http.get_current_user().await.map_err(|error| refusal(&error))?;
    http.set_application_id(application.id);
    let identity = Identity { id: user.id, application_id: application.id, user: (*user).clone() };
    Ok(Rest { http, cache, identity, owners: handler::owners(application) })
}

/// Why Discord could not be asked, in words for whoever sits at the terminal.
fn refusal(error: &serenity::Error) -> Error {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if response.status_code == StatusCode::UNAUTHORIZED =>
        {
            Error::TokenRefused
        }
        _ => Error::Discord(format!("Discord could not be asked: {}", redacted(error))),
    }
}

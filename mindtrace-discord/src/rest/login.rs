//! Logs in to Discord's REST API and looks up the bot's user and the application's owners.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use futures::future::try_join;
use secrecy::ExposeSecret;
use serenity::cache::Cache;
use serenity::http::{Http, HttpBuilder, HttpError, RatelimitInfo, StatusCode};
use serenity::model::application::{CurrentApplicationInfo, MembershipState, TeamMemberRole};
use serenity::model::id::UserId;

use crate::config::CacheSetting;
use crate::discord::{Endpoint, Identity};
use crate::event::RateLimit;
use crate::redact::redacted;
use crate::telemetry::Requests;

/// The timeout of a request; serenity has none of its own.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// The timeout for opening a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The delays before each retry of a request that a bot needs in order to start.
const RETRIES: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(8)];

/// A bot that has logged in.
pub(crate) struct Login {
    pub(crate) http: Arc<Http>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) identity: Identity,
    /// The owners of the application.
    pub(crate) owners: HashSet<UserId>,
}

/// The error of a failed login.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoginError {
    /// Discord refused the token.
    #[error("Discord refused the bot token")]
    TokenRefused,
    /// A request to Discord failed.
    #[error("{0}")]
    Discord(String),
}

/// Logs in, without connecting to the gateway.
///
/// # Errors
///
/// [`LoginError::TokenRefused`], and [`LoginError::Discord`] if a request fails.
pub(crate) async fn login(
    endpoint: &Endpoint,
    requests: Arc<Requests>,
    cache: &CacheSetting,
    on_rate_limit: impl Fn(RateLimit) + Send + Sync + 'static,
) -> Result<Login, LoginError> {
    let mut client = reqwest::Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(REQUEST_TIMEOUT)
        .cookie_provider(requests);
    if endpoint.emulator.is_some() {
        // The system's proxy must not see requests to the loopback address.
        client = client.no_proxy();
    }
    let client = client.build().map_err(|error| LoginError::Discord(error.to_string()))?;
    let mut http = HttpBuilder::new(endpoint.token.expose_secret()).client(client);
    if let Some(emulator) = &endpoint.emulator {
        // serenity ignores the proxy unless its rate limiter is disabled, and would then connect to the real Discord.
        http = http.proxy(&emulator.rest).ratelimiter_disabled(true);
    }
    let mut http = http.build();
    if let Some(limiter) = &mut http.ratelimiter {
        limiter.set_ratelimit_callback(Box::new(move |info: RatelimitInfo| {
            let limit = u64::try_from(info.limit).unwrap_or_default();
            let method = info.method.reqwest_method().to_string();
            on_rate_limit(RateLimit::new(info.timeout, limit, method, redacted(&info.path), info.global));
        }));
    }
    let http = Arc::new(http);
    let application = with_retries(|| http.get_current_application_info());
    let user = with_retries(|| http.get_current_user());
    let (application, user) = try_join(application, user).await?;
    http.set_application_id(application.id);
    // An invalid key verifies no signature.
    let public_key = hex::decode(&application.verify_key).unwrap_or_default();
    let identity =
        Identity { id: user.id, application_id: application.id, user: (*user).clone(), public_key };
    let cache = Arc::new(Cache::new_with_settings(cache.settings()));
    Ok(Login { http, cache, identity, owners: owners(application) })
}

/// Sends a request to Discord, and retries it after a temporary error.
///
/// # Errors
///
/// The errors of [`login`].
pub(crate) async fn with_retries<T, F>(request: impl Fn() -> F) -> Result<T, LoginError>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut retries = RETRIES.iter();
    loop {
        let error = match request().await {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        match retries.next() {
            Some(wait) if is_temporary(&error) => {
                tracing::warn!(error = %redacted(&error), ?wait, "a request to Discord failed; retrying");
                tokio::time::sleep(*wait).await;
            }
            _ => return Err(refusal(&error)),
        }
    }
}

/// Whether a retry may succeed.
fn is_temporary(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            response.status_code.is_server_error() || response.status_code == StatusCode::TOO_MANY_REQUESTS
        }
        serenity::Error::Http(HttpError::Request(_)) => true,
        _ => false,
    }
}

/// Converts an error to one that is shown in the terminal.
fn refusal(error: &serenity::Error) -> LoginError {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
            if response.status_code == StatusCode::UNAUTHORIZED =>
        {
            LoginError::TokenRefused
        }
        _ => LoginError::Discord(format!("the request to Discord failed: {}", redacted(error))),
    }
}

/// Returns the owners: the owner of the application, and the accepted admins and developers of its team.
fn owners(application: CurrentApplicationInfo) -> HashSet<UserId> {
    let mut owners: HashSet<UserId> = application.owner.map(|owner| owner.id).into_iter().collect();
    if let Some(team) = application.team {
        owners.insert(team.owner_user_id);
        let trusted = team.members.into_iter().filter(|member| {
            member.membership_state == MembershipState::Accepted
                && matches!(member.role, TeamMemberRole::Admin | TeamMemberRole::Developer)
        });
        owners.extend(trusted.map(|member| member.user.id));
    }
    owners
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use serenity::model::id::UserId;

    use super::owners;

    fn user(id: u64) -> Value {
        json!({ "id": id.to_string(), "username": "u", "discriminator": "0", "avatar": null })
    }

    fn member(id: u64, state: u8, role: &str) -> Value {
        json!({ "membership_state": state, "permissions": ["*"], "team_id": "9", "user": user(id), "role": role })
    }

    #[test]
    fn accepted_admins_and_developers_of_a_team_are_owners() {
        let application = json!({
            "id": "8", "name": "bot", "icon": null, "description": "", "bot_public": true,
            "bot_require_code_grant": false, "verify_key": "", "owner": user(1),
            "team": {
                "id": "9", "icon": null, "name": "team", "owner_user_id": "2",
                "members": [
                    member(2, 2, "admin"), member(3, 2, "admin"), member(4, 2, "developer"),
                    member(5, 2, "read_only"), member(6, 1, "admin"),
                ],
            },
        });
        let owners = owners(serde_json::from_value(application).unwrap());
        let mut owners: Vec<u64> = owners.into_iter().map(UserId::get).collect();
        owners.sort_unstable();
        assert_eq!(owners, [1, 2, 3, 4]);
    }
}

//! Logs in to Discord's REST API and looks up the bot's user and the application's owners.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use futures::future::try_join;
use secrecy::{ExposeSecret, SecretString};
use serenity::cache::Cache;
use serenity::http::{Http, HttpBuilder};
use serenity::model::application::{CurrentApplicationInfo, MembershipState, TeamMemberRole};
use serenity::model::gateway::BotGateway;
use serenity::model::id::UserId;
use serenity::model::user::CurrentUser;

use super::{Client, Relay, Request, Route};
use crate::config::CacheSetting;
use crate::discord::Identity;
use crate::error::RequestError;

/// The time for each request that a bot needs in order to start, with its repetitions.
const DEADLINE: Duration = Duration::from_secs(30);

/// How often it is sent: with growing waits that takes about 15 seconds, after which a supervisor should start the bot anew.
const ATTEMPTS: u32 = 7;

/// A bot that has logged in.
pub(crate) struct Login {
    /// serenity's client, for the bot's own code; it sends its requests with ours.
    pub(crate) http: Arc<Http>,
    pub(crate) relay: Relay,
    pub(crate) cache: Arc<Cache>,
    pub(crate) identity: Identity,
    /// The owners of the application.
    pub(crate) owners: HashSet<UserId>,
}

/// The error of a failed login.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LoginError {
    /// A request to Discord failed.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// serenity's client could not be set up.
    #[error("serenity's REST client cannot be set up: {0}")]
    Relay(#[from] std::io::Error),
}

/// Logs in, without connecting to the gateway.
///
/// # Errors
///
/// Fails if Discord refuses the token, or if a request fails.
pub(crate) async fn login(
    client: &Arc<Client>,
    token: &SecretString,
    cache: &CacheSetting,
) -> Result<Login, LoginError> {
    let application = client.fetch::<CurrentApplicationInfo>(needed("/oauth2/applications/@me"));
    let user = client.fetch::<CurrentUser>(needed("/users/@me"));
    let (application, user) = try_join(application, user).await?;
    let relay = Relay::start(Arc::clone(client)).await?;
    // serenity ignores the proxy unless its limiter is disabled, and would connect to Discord itself.
    let through_relay = reqwest::Client::builder().no_proxy().build().map_err(std::io::Error::other)?;
    let http = HttpBuilder::new(token.expose_secret())
        .client(through_relay)
        .proxy(relay.url())
        .ratelimiter_disabled(true)
        .application_id(application.id)
        .build();
    // An invalid key verifies no signature.
    let public_key = hex::decode(&application.verify_key).unwrap_or_default();
    let identity =
        Identity { id: user.id, application_id: application.id, user: Arc::new((*user).clone()), public_key };
    let cache = Arc::new(Cache::new_with_settings(cache.settings()));
    Ok(Login { http: Arc::new(http), relay, cache, identity, owners: owners(application) })
}

/// Asks for the gateway's address, the number of shards and the session starts that are left.
///
/// # Errors
///
/// Fails if the request fails.
pub(crate) async fn gateway(client: &Client) -> Result<BotGateway, RequestError> {
    client.fetch(needed("/gateway/bot")).await
}

/// A request without which the bot cannot start.
fn needed(path: &str) -> Request {
    Request::new(Route::get(path.to_owned())).within(DEADLINE).attempts(ATTEMPTS)
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

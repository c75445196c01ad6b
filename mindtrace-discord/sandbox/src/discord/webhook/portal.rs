//! Sets the interactions endpoint, as the developer portal does.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Endpoint, Signed};
use crate::discord::Discord;
use crate::error::SandboxError;

/// # Interactions by webhook
///
/// ```no_run
/// # use mindtrace_discord::prelude::*;
/// # use mindtrace_discord::sandbox::Discord;
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let discord = Discord::start().await?;
/// discord.set_interactions_endpoint("http://127.0.0.1:8080/discord/interactions").await?;
/// // A retry of Discord is answered once; one that was signed ten minutes ago, or forged, is refused.
/// let status = discord.resend_interaction(Duration::from_mins(10), false).await?;
/// assert_eq!(status, 401);
/// # Ok(())
/// # }
/// ```
impl Discord {
    /// Subscribes to the number of interactions in flight to the endpoint.
    #[doc(hidden)]
    pub fn posting(&self) -> watch::Receiver<u64> {
        self.look(|world| world.endpoint.in_flight.subscribe())
    }

    /// Sets the interactions endpoint, as in the developer portal: interactions are then sent to this address instead of
    /// over the gateway.
    ///
    /// Like Discord, first sends a ping with an invalid signature and one with a valid signature.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the endpoint does not answer both pings correctly.
    pub async fn set_interactions_endpoint(&self, url: &str) -> Result<(), SandboxError> {
        let ping = json!({ "type": 1, "id": "1", "token": "ping", "version": 1 }).to_string();
        for is_valid in [false, true] {
            let signed = Signed { is_forged: !is_valid, ..Signed::default() };
            let request = self.look(|world| world.endpoint.request(url, &ping, signed));
            let request = request.ok_or_else(|| self.refused("the application has no key"))?;
            let answer = request.send().await.map_err(|error| self.refused(error.to_string()))?;
            let status = answer.status();
            let body: Value = answer.json().await.unwrap_or_default();
            let is_correct = if is_valid { status == 200 && body["type"] == 1 } else { status == 401 };
            if !is_correct {
                let signature = if is_valid { "a valid" } else { "an invalid" };
                return Err(self.refused(format!("the endpoint answers {signature} signature with {status}")));
            }
        }
        self.change(|world| world.endpoint.url = Some(url.to_owned()));
        Ok(())
    }

    /// Sends the last interaction again, like a retry of Discord or a replay attack; returns the status of the response.
    ///
    /// `signed_ago` is the age of the signature; `forged` makes it one of another body.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if no interaction was sent yet, or the endpoint does not respond.
    pub async fn resend_interaction(&self, signed_ago: Duration, forged: bool) -> Result<u16, SandboxError> {
        let signed = Signed { age: signed_ago, is_forged: forged };
        let request = self.look(|world| {
            let Endpoint { url, last, .. } = &world.endpoint;
            world.endpoint.request(url.as_deref()?, last.as_deref()?, signed)
        });
        let request = request.ok_or_else(|| self.refused("no interaction was sent to the endpoint yet"))?;
        let answer = request.send().await.map_err(|error| self.refused(error.to_string()))?;
        Ok(answer.status().as_u16())
    }
}

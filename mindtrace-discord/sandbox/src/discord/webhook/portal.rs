//! Naming the address that interactions are posted to, as the developer portal does.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Endpoint, Signed};
use crate::discord::Discord;
use crate::error::SandboxError;

impl Discord {
    /// How many interactions are on their way to an endpoint.
    #[doc(hidden)]
    pub fn posting(&self) -> watch::Receiver<u64> {
        self.look(|world| world.endpoint.posting.subscribe())
    }

    /// Sends interactions to this address from now on, rather than over the gateway: what somebody does in the developer portal.
    ///
    /// Discord tries the address first, with a right and with a wrong signature.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if the address does not answer as Discord wants it.
    pub async fn sends_interactions_to(&self, url: &str) -> Result<(), SandboxError> {
        let ping = json!({ "type": 1, "id": "1", "token": "ping", "version": 1 }).to_string();
        for is_right in [false, true] {
            let signed = Signed { is_wrong: !is_right, ..Signed::default() };
            let request = self.look(|world| world.endpoint.request(url, &ping, signed));
            let request = request.ok_or_else(|| self.refused("the application has no key"))?;
            let answer = request.send().await.map_err(|error| self.refused(error.to_string()))?;
            let status = answer.status();
            let body: Value = answer.json().await.unwrap_or_default();
            let is_well = if is_right { status == 200 && body["type"] == 1 } else { status == 401 };
            if !is_well {
                let which = if is_right { "right" } else { "wrong" };
                return Err(self.refused(format!("the endpoint answers a {which} signature with {status}")));
            }
        }
        self.change(|world| world.endpoint.url = Some(url.to_owned()));
        Ok(())
    }

    /// Posts the last interaction once more, as Discord does when it heard no answer, or somebody who has recorded it; gives
    /// the status of the answer.
    ///
    /// `signed_ago` is how old the signature is; `forged` makes it one of another body.
    ///
    /// # Errors
    ///
    /// [`SandboxError::Refused`] if nothing was posted yet, or nobody answers.
    pub async fn posts_again(&self, signed_ago: Duration, forged: bool) -> Result<u16, SandboxError> {
        let signed = Signed { ago: signed_ago, is_wrong: forged };
        let request = self.look(|world| {
            let Endpoint { url, last, .. } = &world.endpoint;
            world.endpoint.request(url.as_deref()?, last.as_deref()?, signed)
        });
        let request = request.ok_or_else(|| self.refused("no interaction was posted yet"))?;
        let answer = request.send().await.map_err(|error| self.refused(error.to_string()))?;
        Ok(answer.status().as_u16())
    }
}

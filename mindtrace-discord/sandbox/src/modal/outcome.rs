//! Waiting for a modal that an interaction may open.

use crate::{discord::interaction::Response, error::SandboxError, modal::Modal, slash::Sent};

/// What came of an interaction, for somebody who did not expect anything in particular.
#[derive(Debug)]
pub enum Outcome {
    /// There is something to read, or nothing has changed yet.
    Shown,
    /// A modal is open.
    Modal(Modal),
}

impl Sent {
    /// Waits for a modal.
    pub(crate) async fn modal(self) -> Result<Modal, SandboxError> {
        match self.response().await? {
            Response::Modal(data) => Ok(Modal::opened(self.member, &self.interaction, data)),
            other => Err(self.unexpected(&other, "a modal")),
        }
    }

    /// Waits for whatever comes of it.
    #[doc(hidden)]
    pub async fn outcome(self) -> Result<Outcome, SandboxError> {
        match self.response().await? {
            Response::Modal(data) => Ok(Outcome::Modal(Modal::opened(self.member, &self.interaction, data))),
            Response::DeferredUpdate { .. } | Response::Suggestions(_) => Ok(Outcome::Shown),
            Response::Message | Response::DeferredMessage | Response::Update => {
                self.finished().await.map(|_| Outcome::Shown)
            }
        }
    }

    /// Waits for the first response only: what is deferred comes later.
    pub(crate) async fn first(self) -> Result<Outcome, SandboxError> {
        match self.response().await? {
            Response::Modal(data) => Ok(Outcome::Modal(Modal::opened(self.member, &self.interaction, data))),
            _ => Ok(Outcome::Shown),
        }
    }
}

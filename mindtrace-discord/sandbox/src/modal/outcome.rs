//! Waits for a modal that an interaction may open.

use crate::{answer::Answer, discord::interaction::Response, error::SandboxError, modal::Modal, slash::Sent};

/// The result of an interaction, for a caller that accepts any.
#[derive(Debug)]
pub enum Outcome {
    /// A message, or nothing visible yet.
    Shown,
    /// A modal.
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

    /// Waits for the result, after a deferral for the final message.
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

    /// Waits for the message or the modal that the member sees in the end; suggestions are neither.
    pub(crate) async fn result(self) -> Result<(Option<Answer>, Option<Modal>), SandboxError> {
        match self.response().await? {
            Response::Modal(data) => Ok((None, Some(Modal::opened(self.member, &self.interaction, data)))),
            Response::Suggestions(_) => Ok((None, None)),
            _ => Ok((Some(self.answer().await?), None)),
        }
    }

    /// Waits for the first response only; a deferred message comes later.
    pub(crate) async fn first(self) -> Result<Outcome, SandboxError> {
        match self.response().await? {
            Response::Modal(data) => Ok(Outcome::Modal(Modal::opened(self.member, &self.interaction, data))),
            _ => Ok(Outcome::Shown),
        }
    }
}

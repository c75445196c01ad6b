//! Erases the types of hooks. Generated code calls these functions.

use futures::future::BoxFuture;

use crate::error::BoxError;
use crate::reply::{HandlerResult, IntoOutcome, IntoReply};

/// Erases the future of a `before` or `after` hook. Generated code calls it.
pub fn hook<'a, R, F>(future: F) -> BoxFuture<'a, Result<(), BoxError>>
where
    R: IntoOutcome,
    F: Future<Output = R> + Send + 'a,
{
    Box::pin(async move { future.await.into_outcome() })
}

/// Erases the future of an `on_error` hook. Generated code calls it.
pub fn error_hook<'a, R, F>(future: F) -> BoxFuture<'a, HandlerResult>
where
    R: IntoReply,
    F: Future<Output = R> + Send + 'a,
{
    Box::pin(async move { future.await.into_reply() })
}

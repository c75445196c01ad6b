//! Pagination of lists.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::Problem;

/// The maximum number of items on a page.
const MAX_LIMIT: usize = 500;

/// The requested part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// The maximum number of items, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 500)]
    limit: Option<usize>,
    /// The number of items to skip.
    #[param(default = 0)]
    offset: Option<usize>,
}

impl Page {
    /// Returns the items of the page, and the total number of items.
    pub(super) fn of<T>(&self, all: impl IntoIterator<Item = T>) -> (Vec<T>, usize) {
        let (mut page, mut total) = (Vec::new(), 0);
        let (offset, limit) = (self.offset.unwrap_or_default(), self.limit.unwrap_or(MAX_LIMIT));
        for item in all {
            if total >= offset && page.len() < limit {
                page.push(item);
            }
            total += 1;
        }
        (page, total)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let page: Result<Query<Self>, QueryRejection> = Query::from_request_parts(parts, state).await;
        let Query(page) = page?;
        if page.limit.is_some_and(|limit| !(1..=MAX_LIMIT).contains(&limit)) {
            return Err(Problem::bad_request(format!("`limit` must be between 1 and {MAX_LIMIT}.")));
        }
        Ok(page)
    }
}

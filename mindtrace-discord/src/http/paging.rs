//! Lists come in pages.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;

use super::problem::Problem;

/// The most things in one answer.
const MOST: usize = 500;

/// Which part of a list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// How many at most, 1 to 500.
    #[param(minimum = 1, maximum = 500, default = 500)]
    limit: Option<usize>,
    /// How many to leave out at the beginning.
    #[param(default = 0)]
    offset: Option<usize>,
}

impl Page {
    /// That part, and how many there are altogether.
    pub(super) fn of<T>(&self, all: impl IntoIterator<Item = T>) -> (Vec<T>, usize) {
        let (mut page, mut total) = (Vec::new(), 0);
        let (offset, limit) = (self.offset.unwrap_or_default(), self.limit.unwrap_or(MOST));
        for one in all {
            if total >= offset && page.len() < limit {
                page.push(one);
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
        if page.limit.is_some_and(|limit| !(1..=MOST).contains(&limit)) {
            return Err(Problem::bad_request(format!("`limit` must be between 1 and {MOST}.")));
        }
        Ok(page)
    }
}

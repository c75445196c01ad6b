//! The answers to calls with an `Idempotency-Key`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};

use super::tokens::Scope;

/// How long an answer is kept.
const KEPT: Duration = Duration::from_mins(10);

/// How many answers are kept; the oldest go first.
const MOST: usize = 1000;

/// The calls of the last minutes.
#[derive(Debug, Default)]
pub(super) struct Answers(Mutex<HashMap<Key, Answer>>);

/// A key belongs to the token it came with: what one program was answered is not for another that happens to count the same way.
pub(super) type Key = (Scope, String);

#[derive(Debug)]
struct Answer {
    /// What was asked: another question with the same key is a mistake.
    question: [u8; 32],
    since: Instant,
    /// `None` while the call runs.
    given: Option<(StatusCode, HeaderMap, Bytes)>,
}

pub(super) enum Claim {
    Mine,
    Given(StatusCode, HeaderMap, Bytes),
    Running,
    AnotherQuestion,
}

/// A call that runs; it is forgotten unless an answer is given.
pub(super) struct Claimed {
    pub(super) answers: Arc<Answers>,
    pub(super) key: Key,
}

impl Claimed {
    pub(super) fn answered(&self, status: StatusCode, headers: HeaderMap, body: Bytes) {
        if let Some(answer) = self.answers.lock().get_mut(&self.key) {
            answer.given = Some((status, headers, body));
        }
    }
}

impl Drop for Claimed {
    fn drop(&mut self) {
        let mut answers = self.answers.lock();
        if answers.get(&self.key).is_some_and(|answer| answer.given.is_none()) {
            answers.remove(&self.key);
        }
    }
}

impl Answers {
    pub(super) fn claim(&self, key: &Key, question: [u8; 32]) -> Claim {
        let mut answers = self.lock();
        answers.retain(|_, answer| answer.given.is_none() || answer.since.elapsed() < KEPT);
        match answers.get(key) {
            Some(known) if known.question != question => Claim::AnotherQuestion,
            Some(known) => match &known.given {
                Some((status, headers, body)) => Claim::Given(*status, headers.clone(), body.clone()),
                None => Claim::Running,
            },
            None => {
                if answers.len() >= MOST {
                    let given = answers.iter().filter(|(_, answer)| answer.given.is_some());
                    let oldest = given.min_by_key(|(_, answer)| answer.since).map(|(key, _)| key.clone());
                    if let Some(oldest) = oldest {
                        answers.remove(&oldest);
                    }
                }
                answers.insert(key.clone(), Answer { question, since: Instant::now(), given: None });
                Claim::Mine
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Answer>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

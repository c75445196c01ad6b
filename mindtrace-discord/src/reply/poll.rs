//! Polls.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

/// A poll: a question, 1 to 10 answers, and a duration.
///
/// ```
/// use mindtrace_discord::prelude::*;
///
/// let poll = Poll::new("Lunch?", ["Pizza", "Soup"]).open_for(Duration::from_hours(2)).multiple();
/// let reply = Reply::from(poll);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use]
pub struct Poll {
    question: String,
    answers: Vec<String>,
    hours: u64,
    multiple: bool,
}

impl Poll {
    /// Creates a poll with a question of at most 300 characters and answers of at most 55, open for a day.
    pub fn new(question: impl Into<String>, answers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            question: question.into(),
            answers: answers.into_iter().map(Into::into).collect(),
            hours: 24,
            multiple: false,
        }
    }

    /// Sets how long the poll is open: one hour to 32 days, rounded up to whole hours.
    pub fn open_for(mut self, duration: Duration) -> Self {
        self.hours = duration.as_secs().div_ceil(3600).clamp(1, 32 * 24);
        self
    }

    /// Allows each member to select several answers.
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    pub(crate) fn to_json(&self) -> Value {
        let answers: Vec<Value> =
            self.answers.iter().map(|text| json!({ "poll_media": { "text": text } })).collect();
        json!({
            "question": { "text": self.question },
            "answers": answers,
            "duration": self.hours,
            "allow_multiselect": self.multiple,
            "layout_type": 1,
        })
    }

    /// Returns why Discord would refuse the poll, if it would.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let within = |text: &str, most: usize| (1..=most).contains(&text.trim().chars().count());
        if !within(&self.question, 300) {
            return Some("a poll's question has 1 to 300 characters");
        }
        if !(1..=10).contains(&self.answers.len()) {
            return Some("a poll has 1 to 10 answers");
        }
        (!self.answers.iter().all(|answer| within(answer, 55)))
            .then_some("a poll's answer has 1 to 55 characters")
    }
}

//! A poll in a message.

use serenity::model::{Timestamp, id::UserId};

use crate::discord::poll::PollRecord;

/// A poll as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Poll {
    /// What is asked.
    pub question: String,
    /// What can be voted for.
    pub answers: Vec<PollAnswer>,
    /// Whether one may vote for several answers.
    pub multiselect: bool,
    /// When it ends by itself.
    pub expiry: Timestamp,
    /// Whether it is over.
    pub ended: bool,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PollAnswer {
    /// The id, which counts from 1.
    pub id: u64,
    /// The text.
    pub text: String,
    /// Who voted for it, in order.
    pub voters: Vec<UserId>,
}

impl Poll {
    pub(super) fn read(record: &PollRecord) -> Self {
        let answers = record.answers.iter().map(|answer| PollAnswer {
            id: answer.id,
            text: answer.text.clone(),
            voters: answer.voters.clone(),
        });
        Self {
            question: record.question.clone(),
            answers: answers.collect(),
            multiselect: record.multiselect,
            expiry: record.expiry,
            ended: record.is_over(),
        }
    }
}

//! Polls and their votes.

use serde_json::{Value, json};
use serenity::model::{Timestamp, id::UserId};

use crate::discord::api_error::{ApiError, FieldError};
use crate::timestamp::iso;

const ANSWERS: usize = 10;
/// The longest duration of a poll: 32 days.
const HOURS: u64 = 768;

/// The poll of a message.
#[derive(Debug, Clone)]
pub(crate) struct PollRecord {
    pub(crate) question: String,
    pub(crate) answers: Vec<PollAnswerRecord>,
    pub(crate) multiselect: bool,
    pub(crate) expiry: Timestamp,
    /// Whether it was ended before its expiry.
    pub(crate) ended: bool,
}

/// One answer of a poll.
#[derive(Debug, Clone)]
pub(crate) struct PollAnswerRecord {
    pub(crate) id: u64,
    pub(crate) text: String,
    emoji: Option<Value>,
    pub(crate) voters: Vec<UserId>,
}

impl PollRecord {
    /// Parses the poll of a request.
    pub(crate) fn read(body: &Value, now: Timestamp) -> Result<Self, ApiError> {
        let mut errors = Vec::new();
        let question = text(&mut errors, "poll.question.text", body.pointer("/question/text"), 300);
        let listed = body.get("answers").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        if !(1..=ANSWERS).contains(&listed.len()) {
            let message = format!("Must be between 1 and {ANSWERS} in length.");
            errors.push(FieldError::new("poll.answers", "BASE_TYPE_BAD_LENGTH", message));
        }
        let mut answers = Vec::new();
        for (id, answer) in (1..).zip(listed) {
            let path = format!("poll.answers.{}.poll_media.text", id - 1);
            answers.push(PollAnswerRecord {
                id,
                text: text(&mut errors, &path, answer.pointer("/poll_media/text"), 55),
                emoji: answer.pointer("/poll_media/emoji").filter(|emoji| !emoji.is_null()).map(emoji),
                voters: Vec::new(),
            });
        }
        let hours = match body.get("duration") {
            None | Some(Value::Null) => 24,
            Some(hours) => hours.as_u64().unwrap_or(0),
        };
        if !(1..=HOURS).contains(&hours) {
            let message = format!("int value should be between 1 and {HOURS}.");
            errors.push(FieldError::new("poll.duration", "NUMBER_TYPE_RANGE", message));
        }
        let seconds = i64::try_from(hours.min(HOURS) * 3600).unwrap_or(0);
        let expiry = Timestamp::from_unix_timestamp(now.unix_timestamp() + seconds);
        if let (true, Ok(expiry)) = (errors.is_empty(), expiry) {
            let multiselect = body.get("allow_multiselect").and_then(Value::as_bool).unwrap_or(false);
            return Ok(Self { question, answers, multiselect, expiry, ended: false });
        }
        Err(ApiError::invalid(errors))
    }

    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.ended || self.expiry <= now
    }

    /// Returns the poll of a message as `viewer` sees it, which decides `me_voted`.
    pub(crate) fn to_json(&self, viewer: UserId, now: Timestamp) -> Value {
        let answers: Vec<Value> = self.answers.iter().map(PollAnswerRecord::to_json).collect();
        let counts: Vec<Value> = self
            .answers
            .iter()
            .filter(|answer| !answer.voters.is_empty())
            .map(|answer| {
                json!({
                    "id": answer.id, "count": answer.voters.len(), "me_voted": answer.voters.contains(&viewer),
                })
            })
            .collect();
        json!({
            "question": {"text": self.question},
            "answers": answers,
            "expiry": iso(self.expiry),
            "allow_multiselect": self.multiselect,
            "layout_type": 1,
            "results": {"is_finalized": self.is_over(now), "answer_counts": counts},
        })
    }
}

impl PollAnswerRecord {
    fn to_json(&self) -> Value {
        let mut media = json!({"text": self.text});
        if let (Some(media), Some(emoji)) = (media.as_object_mut(), &self.emoji) {
            media.insert("emoji".into(), emoji.clone());
        }
        json!({"answer_id": self.id, "poll_media": media})
    }
}

/// Returns the emoji object; the id of a standard emoji is an explicit null.
fn emoji(emoji: &Value) -> Value {
    json!({"id": emoji.get("id"), "name": emoji.get("name")})
}

fn text(errors: &mut Vec<FieldError>, path: &str, value: Option<&Value>, max: usize) -> String {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    if text.is_empty() {
        errors.push(FieldError::new(path, "BASE_TYPE_REQUIRED", "This field is required"));
    } else if text.chars().count() > max {
        let message = format!("Must be {max} or fewer in length.");
        errors.push(FieldError::new(path, "BASE_TYPE_MAX_LENGTH", message));
    }
    text.to_owned()
}

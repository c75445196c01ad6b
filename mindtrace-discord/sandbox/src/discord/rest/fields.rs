//! Checks the fields of request bodies and the numbers of queries.

use serde_json::Value;

use crate::discord::{
    api_error::{ApiError, FieldError},
    body::Call,
    world::World,
};

/// Checks fields of a request body and collects what is wrong with them. An absent field and null are valid unless required.
#[must_use = "the errors are returned by `check`"]
pub(super) struct Fields<'c> {
    call: &'c Call,
    errors: Vec<FieldError>,
}

impl<'c> Fields<'c> {
    pub(super) fn of(call: &'c Call) -> Self {
        Self { call, errors: Vec::new() }
    }

    pub(super) fn required(mut self, key: &str) -> Self {
        if self.call.field(key).is_none() {
            self.report(key, "BASE_TYPE_REQUIRED", "This field is required");
        }
        self
    }

    /// Checks the number of characters of a text.
    pub(super) fn text(mut self, key: &str, min: usize, max: usize) -> Self {
        match self.call.field(key) {
            Some(Value::String(text)) if (min..=max).contains(&text.chars().count()) => {}
            None => {}
            Some(Value::String(_)) => {
                let message = format!("Must be between {min} and {max} in length.");
                self.report(key, "BASE_TYPE_BAD_LENGTH", &message);
            }
            Some(_) => self.report(key, "STRING_TYPE_CONVERT", "Could not interpret value as string."),
        }
        self
    }

    /// Checks an integer, which may be written as a text.
    pub(super) fn number(mut self, key: &str, min: u64, max: u64) -> Self {
        if let Some(value) = self.call.field(key) {
            let number = value.as_str().map_or_else(|| value.as_i64(), |text| text.parse().ok());
            if let Some(error) = out_of_range(&value.to_string(), number, min, max) {
                let (code, message) = error;
                self.report(key, code, &message);
            }
        }
        self
    }

    /// Checks that an integer is one of these.
    pub(super) fn one_of(mut self, key: &str, values: &[u64]) -> Self {
        let is_listed = |value: &Value| value.as_u64().is_some_and(|value| values.contains(&value));
        if self.call.field(key).is_some_and(|value| !is_listed(value)) {
            let listed: Vec<String> = values.iter().map(u64::to_string).collect();
            let message = format!("Value must be one of {{{}}}.", listed.join(", "));
            self.report(key, "BASE_TYPE_CHOICES", &message);
        }
        self
    }

    /// Returns all errors, if there are any.
    pub(super) fn check(self) -> Result<(), ApiError> {
        if self.errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(self.errors)) }
    }

    fn report(&mut self, key: &str, code: &'static str, message: &str) {
        self.errors.push(FieldError::new(key, code, message));
    }
}

/// Returns a field that is an integer, which may be written as a text.
pub(super) fn integer(call: &Call, key: &str) -> Option<u64> {
    let value = call.field(key)?;
    value.as_str().map_or_else(|| value.as_u64(), |text| text.parse().ok())
}

/// Says in the transcript which fields of a body are not stored, so that they do not look as if they had an effect.
pub(super) fn note_ignored(world: &mut World, call: &Call, known: &[&str]) {
    let is_ignored = |(key, value): &(&String, &Value)| !value.is_null() && !known.contains(&key.as_str());
    let fields = call.body.as_object().into_iter().flatten().filter(is_ignored);
    let names: Vec<&str> = fields.map(|(key, _)| key.as_str()).collect();
    if !names.is_empty() {
        world.remark(format!("ignored: {}; the sandbox does not store this", names.join(", ")));
    }
}

/// Returns the query parameter `limit`, from 1 to `max`.
pub(super) fn limit(call: &Call, default: usize, max: u32) -> Result<usize, ApiError> {
    let Some(text) = call.query("limit") else { return Ok(default) };
    let number = text.parse().ok();
    if let Some((code, message)) = out_of_range(text, number, 1, u64::from(max)) {
        return Err(ApiError::field("limit", code, message));
    }
    Ok(number.and_then(|number| usize::try_from(number).ok()).unwrap_or(default))
}

/// Returns the code and the message for a value that is no integer in this range.
fn out_of_range(shown: &str, number: Option<i64>, min: u64, max: u64) -> Option<(&'static str, String)> {
    let Some(number) = number else {
        return Some(("NUMBER_TYPE_COERCE", format!("Value {shown} is not int.")));
    };
    if number < i64::try_from(min).unwrap_or(i64::MAX) {
        return Some(("NUMBER_TYPE_MIN", format!("int value should be greater than or equal to {min}.")));
    }
    if number > i64::try_from(max).unwrap_or(i64::MAX) {
        return Some(("NUMBER_TYPE_MAX", format!("int value should be less than or equal to {max}.")));
    }
    None
}

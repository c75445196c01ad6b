//! Rules for the choices and suggestions of an option.

use serde_json::Value;

use crate::discord::api_error::{ApiError, FieldError};

const MAX_CHOICES: usize = 25;
/// The largest integer that every client represents exactly.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Returns the suggestions of a callback, if they are valid for an option of this type.
pub(crate) fn check(data: &Value, option_type: u64) -> Result<Value, ApiError> {
    let Some(choices) = data.get("choices").and_then(Value::as_array) else {
        return Err(ApiError::field("choices", "BASE_TYPE_REQUIRED", "This field is required"));
    };
    let mut errors = Vec::new();
    if choices.len() > MAX_CHOICES {
        let message = format!("Must be {MAX_CHOICES} or fewer in length.");
        errors.push(FieldError::new("choices", "BASE_TYPE_MAX_LENGTH", message));
    }
    for (index, choice) in choices.iter().enumerate() {
        let name = choice.get("name").and_then(Value::as_str).unwrap_or_default();
        if !(1..=100).contains(&name.chars().count()) {
            let message = "Must be between 1 and 100 in length.";
            errors.push(FieldError::new(format!("choices.{index}.name"), "BASE_TYPE_BAD_LENGTH", message));
        }
        if let Err((code, message)) = fits(choice.get("value"), option_type) {
            errors.push(FieldError::new(format!("choices.{index}.value"), code, message));
        }
    }
    if errors.is_empty() { Ok(Value::Array(choices.clone())) } else { Err(ApiError::invalid(errors)) }
}

/// Checks that a value is a valid choice for an option of this type.
pub(crate) fn fits(value: Option<&Value>, option_type: u64) -> Result<(), (&'static str, String)> {
    match (option_type, value) {
        (_, None | Some(Value::Null)) => Err(("BASE_TYPE_REQUIRED", "This field is required".to_owned())),
        (3, Some(Value::String(text))) => {
            if text.chars().count() <= 100 {
                Ok(())
            } else {
                Err(("BASE_TYPE_BAD_LENGTH", "Must be between 0 and 100 in length.".to_owned()))
            }
        }
        (4, Some(Value::Number(number)))
            if number.as_i64().is_some_and(|number| (-MAX_INTEGER..=MAX_INTEGER).contains(&number)) =>
        {
            Ok(())
        }
        (10, Some(Value::Number(_))) => Ok(()),
        (4, Some(_)) => Err(("NUMBER_TYPE_COERCE", "Value is not int.".to_owned())),
        (10, Some(_)) => Err(("NUMBER_TYPE_COERCE", "Value is not float.".to_owned())),
        _ => Err(("STRING_TYPE_CONVERT", "Could not interpret value as string.".to_owned())),
    }
}

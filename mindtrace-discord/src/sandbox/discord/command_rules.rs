//! What Discord accepts as a command, with the path of everything it refuses.

use std::collections::HashSet;

use serde_json::Value;

use crate::sandbox::discord::{api_error::FieldError, commands::kind};

const MAX_TEXT: usize = 8000;
const MAX_LIST: usize = 25;
const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;

/// Everything that is wrong with a command; `prefix` is its path in the request, such as `0.`.
pub(crate) fn check(prefix: &str, body: &Value) -> Vec<FieldError> {
    let mut rules = Rules { errors: Vec::new(), text: 0 };
    let chat = kind(body) == 1;
    if !(1..=4).contains(&kind(body)) {
        rules.complain(format!("{prefix}type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4}.");
    }
    rules.name(&format!("{prefix}name"), body.get("name"), chat);
    if chat {
        rules.length(&format!("{prefix}description"), body.get("description"), 1, 100);
    } else if !text(body.get("description")).is_empty() {
        let message = "Context menu commands cannot have description";
        rules.complain(
            format!("{prefix}description"),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
            message,
        );
    }
    let options = list(body, "options");
    if chat {
        rules.options(&format!("{prefix}options"), options, 0);
    } else if !options.is_empty() {
        let message = "Context menu commands cannot have options";
        rules.complain(format!("{prefix}options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", message);
    }
    if rules.text > MAX_TEXT {
        let message = format!("Command exceeds maximum size ({MAX_TEXT})");
        rules.complain(prefix.trim_end_matches('.'), "APPLICATION_COMMAND_TOO_LARGE", message);
    }
    rules.errors
}

struct Rules {
    errors: Vec<FieldError>,
    /// The characters of all names, descriptions and choice values.
    text: usize,
}

impl Rules {
    fn complain(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.errors.push(FieldError::new(path, code, message));
    }

    fn options(&mut self, path: &str, options: &[Value], depth: usize) {
        if options.len() > MAX_LIST {
            self.complain(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {MAX_LIST} or fewer in length."));
        }
        let mut names = HashSet::new();
        let mut optional_seen = false;
        for (index, option) in options.iter().enumerate() {
            let path = format!("{path}.{index}");
            let kind = option.get("type").and_then(Value::as_u64).unwrap_or(0);
            if !names.insert(text(option.get("name"))) {
                let message = "Option names must be unique";
                self.complain(format!("{path}.name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
            }
            let required = option.get("required").and_then(Value::as_bool).unwrap_or(false);
            let plain = kind > SUB_COMMAND_GROUP;
            if plain && required && optional_seen {
                let message = "Required options must be placed before non-required options";
                self.complain(path.clone(), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
            }
            optional_seen |= plain && !required;
            self.option(&path, option, kind, depth);
        }
        let nested = options.iter().filter(|option| is_nested(option)).count();
        if nested > 0 && nested < options.len() {
            let message =
                "Sub-command and sub-command group option types are mutually exclusive to all other types";
            self.complain(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
        }
    }

    fn option(&mut self, path: &str, option: &Value, kind: u64, depth: usize) {
        let misplaced = (kind == SUB_COMMAND && depth > 1) || (kind == SUB_COMMAND_GROUP && depth > 0);
        if !(1..=11).contains(&kind) || misplaced {
            let message = "This option type is not allowed here.";
            self.complain(format!("{path}.type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
        }
        self.name(&format!("{path}.name"), option.get("name"), true);
        self.length(&format!("{path}.description"), option.get("description"), 1, 100);
        if is_nested(option) && !misplaced {
            self.options(&format!("{path}.options"), list(option, "options"), depth + 1);
        }
        let choices = list(option, "choices");
        if choices.len() > MAX_LIST {
            let message = format!("Must be {MAX_LIST} or fewer in length.");
            self.complain(format!("{path}.choices"), "BASE_TYPE_MAX_LENGTH", message);
        }
        if !choices.is_empty() && option.get("autocomplete").and_then(Value::as_bool) == Some(true) {
            let message = "Choices and autocomplete are mutually exclusive";
            self.complain(
                format!("{path}.choices"),
                "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
                message,
            );
        }
        for (index, choice) in choices.iter().enumerate() {
            let path = format!("{path}.choices.{index}");
            self.length(&format!("{path}.name"), choice.get("name"), 1, 100);
            match choice.get("value") {
                Some(value @ Value::String(_)) => self.length(&format!("{path}.value"), Some(value), 0, 100),
                Some(Value::Number(_)) => {}
                _ => self.complain(format!("{path}.value"), "BASE_TYPE_REQUIRED", "This field is required"),
            }
        }
    }

    fn name(&mut self, path: &str, name: Option<&Value>, strict: bool) {
        self.length(path, name, 1, 32);
        let name = text(name);
        let spelled = name.chars().all(allowed_in_name) && name.to_lowercase() == name;
        if strict && !name.is_empty() && !spelled {
            let message = "Command name is invalid: use lower-case letters, digits, -, _ and '";
            self.complain(path, "APPLICATION_COMMAND_INVALID_NAME", message);
        }
    }

    fn length(&mut self, path: &str, value: Option<&Value>, min: usize, max: usize) {
        let length = text(value).chars().count();
        self.text += length;
        if value.is_none_or(Value::is_null) && min > 0 {
            self.complain(path, "BASE_TYPE_REQUIRED", "This field is required");
        } else if !(min..=max).contains(&length) {
            self.complain(
                path,
                "BASE_TYPE_BAD_LENGTH",
                format!("Must be between {min} and {max} in length."),
            );
        }
    }
}

/// `-_'`, letters, digits, and the Devanagari and Thai blocks with their vowel signs.
fn allowed_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}')
}

fn is_nested(option: &Value) -> bool {
    matches!(option.get("type").and_then(Value::as_u64), Some(SUB_COMMAND | SUB_COMMAND_GROUP))
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

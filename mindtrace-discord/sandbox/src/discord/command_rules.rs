//! Rules for commands; every violation is reported with its path.

mod options;
mod texts;

use serde_json::Value;

use self::texts::Text;
use crate::discord::{api_error::FieldError, commands::kind};

const MAX_TEXT: usize = 8000;
const MAX_LIST: usize = 25;

/// Returns all violations of a command; `prefix` is its path in the request, such as `0.`.
pub(crate) fn check(prefix: &str, body: &Value) -> Vec<FieldError> {
    let mut rules = Rules { errors: Vec::new(), text: 0 };
    let chat = kind(body) == 1;
    if !(1..=4).contains(&kind(body)) {
        rules.report(format!("{prefix}type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4}.");
    }
    rules.localized(prefix, body, "name", if chat { Text::Name } else { Text::MenuName });
    if chat {
        rules.localized(prefix, body, "description", Text::Description);
    } else if !text(body.get("description")).is_empty() {
        let message = "Context menu commands cannot have description";
        rules.report(format!("{prefix}description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message);
    }
    let options = list(body, "options");
    if chat {
        rules.options(&format!("{prefix}options"), options, None);
    } else if !options.is_empty() {
        let message = "Context menu commands cannot have options";
        rules.report(format!("{prefix}options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", message);
    }
    if rules.text > MAX_TEXT {
        let message = format!("Command exceeds maximum size ({MAX_TEXT})");
        rules.report(prefix.trim_end_matches('.'), "APPLICATION_COMMAND_TOO_LARGE", message);
    }
    rules.errors
}

struct Rules {
    errors: Vec<FieldError>,
    /// The characters of all names, descriptions and choice values, each in its longest language.
    text: usize,
}

impl Rules {
    fn report(&mut self, path: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.errors.push(FieldError::new(path, code, message));
    }

    fn at_most(&mut self, path: &str, list: &[Value]) {
        if list.len() > MAX_LIST {
            self.report(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {MAX_LIST} or fewer in length."));
        }
    }
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

//! Action rows, buttons and select menus.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    ACTION_ROW, BUTTON, CHANNEL_SELECT, CHECKBOX_GROUP, MENTIONABLE_SELECT, ROLE_SELECT, Rules,
    STRING_SELECT, USER_SELECT, field, flag, kind, list, text,
};

const ROWS: usize = 5;
const BUTTONS: usize = 5;
const OPTIONS: usize = 25;
/// The component types allowed in an action row of a message.
const IN_ROW: [u64; 6] =
    [BUTTON, STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT];

impl Rules {
    /// Checks the components of a message without Components V2: action rows only.
    pub(super) fn rows(&mut self, components: &[Value]) {
        if components.len() > ROWS {
            let message = format!("Must be {ROWS} or fewer in length.");
            self.report("components", "BASE_TYPE_MAX_LENGTH", message);
        }
        for (index, row) in components.iter().enumerate() {
            let path = format!("components.{index}");
            if kind(row) == ACTION_ROW {
                self.row(&path, row);
            } else {
                self.wrong_type(&path, &[ACTION_ROW]);
            }
        }
    }

    /// Checks an action row: up to five buttons, or one select menu.
    pub(super) fn row(&mut self, path: &str, row: &Value) {
        let children = list(row, "components");
        self.count(&format!("{path}.components"), children.len(), 1, BUTTONS);
        let selects = children.iter().filter(|child| kind(child) != BUTTON).count();
        if selects > 0 && children.len() > 1 {
            let message = "Must be 1 or fewer in length.";
            self.report(format!("{path}.components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        for (index, child) in children.iter().enumerate() {
            let path = format!("{path}.components.{index}");
            match kind(child) {
                BUTTON => self.button(&path, child),
                select if IN_ROW.contains(&select) => self.select(&path, child),
                _ => self.wrong_type(&path, &IN_ROW),
            }
        }
    }

    pub(super) fn button(&mut self, path: &str, button: &Value) {
        self.range(path, button, "style", 1, 6);
        self.optional_text(path, button, "label", 80);
        self.emoji(path, button);
        let style = field(button, "style").and_then(Value::as_u64);
        let needed = match style {
            None => {
                self.report(format!("{path}.style"), "BASE_TYPE_REQUIRED", "This field is required");
                return;
            }
            Some(5) => "url",
            Some(6) => "sku_id",
            Some(_) => "custom_id",
        };
        for other in ["url", "sku_id", "custom_id"] {
            if other != needed && field(button, other).is_some() {
                let message = format!("A button of this style has no {other}");
                self.report(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
        match needed {
            "custom_id" => self.custom_id(path, button),
            "url" => self.required_text(path, button, "url", 512),
            _ => self.required_text(path, button, "sku_id", 20),
        }
        if style == Some(6) {
            for other in ["label", "emoji"].into_iter().filter(|key| field(button, key).is_some()) {
                // Discord does not document the code.
                let message = format!("A premium button has no {other}");
                self.report(format!("{path}.{other}"), "BASE_TYPE_BAD_TYPE", message);
            }
        } else if text(button, "label").is_empty() && field(button, "emoji").is_none() {
            let message = "A button needs a label or an emoji";
            self.report(format!("{path}.label"), "BASE_TYPE_REQUIRED", message);
        }
    }

    /// Checks the emoji of a button or an option. Discord's code names buttons in both cases.
    ///
    /// Whether a custom emoji exists is not checked: the emulator knows those of its guilds, but not those of an application.
    fn emoji(&mut self, path: &str, component: &Value) {
        const CODE: &str = "BUTTON_COMPONENT_INVALID_EMOJI";
        let Some(emoji) = field(component, "emoji") else { return };
        let path = format!("{path}.emoji");
        match field(emoji, "id") {
            Some(id) if !is_snowflake(id) => {
                self.report(
                    format!("{path}.id"),
                    "NUMBER_TYPE_COERCE",
                    format!("Value {id} is not snowflake."),
                );
            }
            Some(_) => self.optional_text(&path, emoji, "name", 32),
            None if !is_unicode_emoji(text(emoji, "name")) => {
                self.report(format!("{path}.name"), CODE, "Invalid emoji");
            }
            None => {}
        }
    }

    pub(super) fn select(&mut self, path: &str, select: &Value) {
        self.custom_id(path, select);
        self.optional_text(path, select, "placeholder", 150);
        self.range(path, select, "min_values", 0, 25);
        self.range(path, select, "max_values", 1, 25);
        let (min, max) = bounds(select);
        if min > max {
            let message = "min_values is larger than max_values";
            self.report(format!("{path}.min_values"), "NUMBER_TYPE_RANGE", message);
        }
        if kind(select) == STRING_SELECT {
            self.choices(path, select, 1, OPTIONS);
            return;
        }
        let defaults = list(select, "default_values");
        if !defaults.is_empty() && !(min..=max).contains(&defaults.len()) {
            let message = format!("Must be between {min} and {max} in length.");
            self.report(format!("{path}.default_values"), "BASE_TYPE_BAD_LENGTH", message);
        }
        let allowed: &[&str] = match kind(select) {
            USER_SELECT => &["user"],
            ROLE_SELECT => &["role"],
            CHANNEL_SELECT => &["channel"],
            _ => &["user", "role"],
        };
        for (index, default) in defaults.iter().enumerate() {
            if !field(default, "id").is_some_and(is_snowflake) {
                let path = format!("{path}.default_values.{index}.id");
                self.report(path, "NUMBER_TYPE_COERCE", "Value is not snowflake.");
            }
            if !allowed.contains(&text(default, "type")) {
                let message = format!("Value must be one of {{{}}}.", allowed.join(", "));
                self.report(format!("{path}.default_values.{index}.type"), "BASE_TYPE_CHOICES", message);
            }
        }
    }

    /// Checks the options of a select menu, a radio group or a checkbox group.
    pub(super) fn choices(&mut self, path: &str, component: &Value, min: usize, max: usize) {
        let options = list(component, "options");
        let path = format!("{path}.options");
        self.count(&path, options.len(), min, max);
        let (_, most) = bounds(component);
        if options.len() < most {
            let message = format!("Must be between {most} and {max} in length.");
            self.report(&path, "BASE_TYPE_BAD_LENGTH", message);
        }
        let mut values = HashSet::new();
        for (index, option) in options.iter().enumerate() {
            let path = format!("{path}.{index}");
            self.required_text(&path, option, "label", 100);
            self.required_text(&path, option, "value", 100);
            self.optional_text(&path, option, "description", 100);
            self.emoji(&path, option);
            if !values.insert(text(option, "value")) {
                let message = "The specified option value is already used";
                self.report(format!("{path}.value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
            }
        }
        if options.iter().filter(|option| flag(option, "default", false)).count() > most {
            let message = "Too many default values";
            self.report(&path, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", message);
        }
    }
}

/// Returns the minimum and the maximum number of values of a select menu or a group.
pub(crate) fn bounds(component: &Value) -> (usize, usize) {
    let bound = |key: &str| {
        field(component, key).and_then(Value::as_u64).and_then(|bound| usize::try_from(bound).ok())
    };
    let most = if kind(component) == CHECKBOX_GROUP { list(component, "options").len() } else { 1 };
    (bound("min_values").unwrap_or(1), bound("max_values").unwrap_or(most))
}

fn is_snowflake(id: &Value) -> bool {
    let number = id.as_str().map_or_else(|| id.as_u64(), |text| text.parse().ok());
    number.is_some_and(|number: u64| number != 0)
}

/// Returns whether a text is one emoji of Unicode, or a regional indicator or a skin tone alone.
pub(crate) fn is_unicode_emoji(text: &str) -> bool {
    let mut chars = text.chars();
    let is_part = matches!(
        (chars.next(), chars.next()),
        (Some('\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}'), None)
    );
    is_part || emojis::get(text).is_some()
}

//! Rules for options: order, nesting, and the fields of each type.

use std::collections::HashSet;

use serde_json::Value;

use super::{Rules, list, text, texts::Text};
use crate::discord::choice_rules;

const SUB_COMMAND: u64 = 1;
const SUB_COMMAND_GROUP: u64 = 2;

impl Rules {
    /// Checks the options of a command, a subcommand or a group; `parent` is the type of the latter two.
    pub(super) fn options(&mut self, path: &str, options: &[Value], parent: Option<u64>) {
        self.at_most(path, options);
        self.unique_names(path, options);
        let mut optional_seen = false;
        for (index, option) in options.iter().enumerate() {
            let path = format!("{path}.{index}");
            let kind = option.get("type").and_then(Value::as_u64).unwrap_or(0);
            let required = option.get("required").and_then(Value::as_bool).unwrap_or(false);
            let plain = kind > SUB_COMMAND_GROUP;
            if plain && required && optional_seen {
                let message = "Required options must be placed before non-required options";
                self.report(path.clone(), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
            }
            optional_seen |= plain && !required;
            self.option(&path, option, kind, parent);
        }
        let nested = options.iter().filter(|option| is_nested(option)).count();
        if nested > 0 && nested < options.len() {
            let message =
                "Sub-command and sub-command group option types are mutually exclusive to all other types";
            self.report(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
        }
    }

    /// Checks that names are unique in every language; an option without a translation keeps its own name.
    fn unique_names(&mut self, path: &str, options: &[Value]) {
        let translations = |option: &Value| {
            let map = option.get("name_localizations").and_then(Value::as_object);
            map.into_iter().flat_map(|map| map.keys().cloned()).collect::<Vec<_>>()
        };
        let mut locales: Vec<Option<String>> = vec![None];
        locales.extend(options.iter().flat_map(translations).map(Some));
        locales.sort_unstable();
        locales.dedup();
        for locale in locales {
            let mut names = HashSet::new();
            for (index, option) in options.iter().enumerate() {
                let translated = locale
                    .as_ref()
                    .and_then(|locale| option.get("name_localizations")?.get(locale)?.as_str());
                if names.insert(translated.unwrap_or_else(|| text(option.get("name")))) {
                    continue;
                }
                let field = match &locale {
                    Some(locale) => format!("{path}.{index}.name_localizations.{locale}"),
                    None => format!("{path}.{index}.name"),
                };
                let message = "Option names must be unique";
                self.report(field, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", message);
            }
        }
    }

    fn option(&mut self, path: &str, option: &Value, kind: u64, parent: Option<u64>) {
        let allowed = match parent {
            None => (1..=11).contains(&kind),
            Some(SUB_COMMAND_GROUP) => kind == SUB_COMMAND,
            Some(_) => (3..=11).contains(&kind),
        };
        if !allowed {
            let message = "This option type is not allowed here.";
            self.report(format!("{path}.type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
        }
        self.localized(&format!("{path}."), option, "name", Text::Name);
        self.localized(&format!("{path}."), option, "description", Text::Description);
        if is_nested(option) {
            if allowed {
                self.options(&format!("{path}.options"), list(option, "options"), Some(kind));
            }
            return;
        }
        self.choices(path, option, kind);
        self.bounds(path, option);
    }

    fn choices(&mut self, path: &str, option: &Value, kind: u64) {
        let choices = list(option, "choices");
        let autocomplete = option.get("autocomplete").and_then(Value::as_bool) == Some(true);
        self.at_most(&format!("{path}.choices"), choices);
        if !choices.is_empty() && autocomplete {
            let message = "Choices and autocomplete are mutually exclusive";
            let code = "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES";
            self.report(format!("{path}.choices"), code, message);
        }
        let typed = matches!(kind, 3 | 4 | 10);
        if (autocomplete || !choices.is_empty()) && !typed {
            let field = if autocomplete { "autocomplete" } else { "choices" };
            let message = "Only options for texts and numbers can have choices or autocomplete";
            self.report(format!("{path}.{field}"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            return;
        }
        for (index, choice) in choices.iter().enumerate() {
            let path = format!("{path}.choices.{index}");
            self.localized(&format!("{path}."), choice, "name", Text::ChoiceName);
            if let Err((code, message)) = choice_rules::fits(choice.get("value"), kind) {
                self.report(format!("{path}.value"), code, message);
            }
            self.text += text(choice.get("value")).chars().count();
        }
    }

    fn bounds(&mut self, path: &str, option: &Value) {
        for (key, least) in [("min_length", 0.0), ("max_length", 1.0)] {
            let bound = option.get(key).and_then(Value::as_f64);
            if bound.is_some_and(|bound| !(least..=6000.0).contains(&bound)) {
                let message = format!("int value should be between {least} and 6000.");
                self.report(format!("{path}.{key}"), "NUMBER_TYPE_RANGE", message);
            }
        }
        for (min, max) in [("min_length", "max_length"), ("min_value", "max_value")] {
            let bound = |key: &str| option.get(key).and_then(Value::as_f64);
            if let (Some(least), Some(most)) = (bound(min), bound(max))
                && least > most
            {
                let message = format!("{min} is larger than {max}");
                self.report(format!("{path}.{min}"), "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID", message);
            }
        }
    }
}

fn is_nested(option: &Value) -> bool {
    matches!(option.get("type").and_then(Value::as_u64), Some(SUB_COMMAND | SUB_COMMAND_GROUP))
}

//! Renders a modal as Discord's JSON: a label for each field, which contains the component for the field's type.

use serde_json::{Value, json};

use super::shown::{LONGEST, MOST_CHOSEN, PLACEHOLDER, Shown, ShownField};
use super::value::Preset;
use crate::args::ArgumentKind;
use crate::args::limit::{ChoiceSpec, Literal, Presence};
use crate::component::{SelectDefaultValue, SelectOption};
use crate::locale::Language;

/// Discord: the most files of an upload.
const MOST_FILES: usize = 10;

/// Renders the data of an interaction's first response that opens the modal.
pub(crate) fn modal(shown: &Shown, custom_id: &str, language: Language<'_>) -> Value {
    let mut components = Vec::new();
    for field in &shown.fields {
        if !field.text.is_empty() {
            components.push(json!({ "type": 10, "content": field.text }));
        }
        components.push(label(field, language));
    }
    if !shown.footer.is_empty() {
        components.push(json!({ "type": 10, "content": shown.footer }));
    }
    json!({ "custom_id": custom_id, "title": shown.title, "components": components })
}

fn label(field: &ShownField, language: Language<'_>) -> Value {
    let mut label = json!({ "type": 18, "label": field.label, "component": component(field, language) });
    if !field.spec.param.description.is_empty() {
        label["description"] = json!(field.spec.param.description);
    }
    label
}

fn component(field: &ShownField, language: Language<'_>) -> Value {
    let param = &field.spec.param;
    if let Some(options) = options(field) {
        let most = options.len();
        return match (field.spec.radio, field.is_list()) {
            (true, true) => several(field, 22, most, Some(options)),
            (true, false) => basic(field, 21, Some(options)),
            (false, _) => several(field, 3, most, Some(options)),
        };
    }
    if field.is_text() {
        return text_input(field, language);
    }
    match param.kind {
        ArgumentKind::User => several(field, 5, MOST_CHOSEN, None),
        ArgumentKind::Role => several(field, 6, MOST_CHOSEN, None),
        ArgumentKind::Mentionable => several(field, 7, MOST_CHOSEN, None),
        ArgumentKind::Channel => {
            let mut menu = several(field, 8, MOST_CHOSEN, None);
            let types: Vec<u8> =
                param.channels.iter().flat_map(|channels| channels.discord()).copied().collect();
            if !types.is_empty() {
                menu["channel_types"] = json!(types);
            }
            menu
        }
        ArgumentKind::Attachment => several(field, 19, MOST_FILES, None),
        // A checkbox has two states; an optional boolean has three, so it is a select menu.
        _ if param.presence == Presence::Required => {
            let checked = preselected(field).is_some_and(|values| values.iter().any(|value| value == "true"));
            json!({ "type": 23, "custom_id": param.name, "default": checked })
        }
        _ => {
            let (yes, no) = (language.text("mindtrace-yes", []), language.text("mindtrace-no", []));
            let mut yes_or_no =
                vec![json!({ "label": yes, "value": "true" }), json!({ "label": no, "value": "false" })];
            preselect(field, &mut yes_or_no);
            several(field, 3, 1, Some(yes_or_no))
        }
    }
}

/// Renders the fields that all components for selecting values have.
fn basic(field: &ShownField, kind: u8, options: Option<Vec<Value>>) -> Value {
    let mut component =
        json!({ "type": kind, "custom_id": field.spec.param.name, "required": is_required(field) });
    if let Some(options) = options {
        component["options"] = Value::Array(options);
    }
    // Only select menus have a placeholder.
    if !field.placeholder.is_empty() && (3..=8).contains(&kind) {
        component["placeholder"] = json!(field.placeholder);
    }
    component
}

/// Renders a component that accepts several values if the field is a list.
fn several(field: &ShownField, kind: u8, most: usize, options: Option<Vec<Value>>) -> Value {
    let mut component = basic(field, kind, options);
    let (least, greatest) = (field.spec.min_values.map(usize::from), field.spec.max_values.map(usize::from));
    // A draft may have fewer options than are declared.
    let least = least.unwrap_or(usize::from(is_required(field))).min(most);
    component["min_values"] = json!(least);
    component["max_values"] = json!(if field.is_list() { greatest.unwrap_or(most).min(most) } else { 1 });
    let objects = field.value.iter().flatten().filter_map(Preset::as_object);
    let defaults: Vec<Value> = objects.map(SelectDefaultValue::to_json).collect();
    if !defaults.is_empty() {
        component["default_values"] = json!(defaults);
    }
    component
}

/// Renders the options of the draft, else the declared choices; `None` if there are neither.
fn options(field: &ShownField) -> Option<Vec<Value>> {
    let choices = field.spec.param.choices;
    let mut options: Vec<Value> = match &field.options {
        Some(options) => options.iter().map(SelectOption::to_json).collect(),
        None if choices.is_empty() => return None,
        None => choices.iter().map(|choice| option(field, choice)).collect(),
    };
    preselect(field, &mut options);
    Some(options)
}

/// Renders a declared choice with its description.
fn option(field: &ShownField, choice: &ChoiceSpec) -> Value {
    let mut option = json!({ "label": choice.name(), "value": choice.value() });
    let mut descriptions = field.spec.descriptions.iter();
    let described = descriptions.find(|(named, _)| *named == choice.value() || *named == choice.name());
    if let Some((_, description)) = described {
        option["description"] = json!(description);
    }
    option
}

/// Marks the options that are selected when the modal opens.
fn preselect(field: &ShownField, options: &mut [Value]) {
    let Some(selected) = preselected(field) else { return };
    for option in options {
        let value = option["value"].as_str().unwrap_or_default();
        if selected.iter().any(|selected| selected == value) {
            option["default"] = json!(true);
        } else if let Some(option) = option.as_object_mut() {
            option.remove("default");
        }
    }
}

/// Returns the values that are selected when the modal opens: those of the draft, else the declared default. `None` leaves it to the
/// options of the draft.
fn preselected(field: &ShownField) -> Option<Vec<String>> {
    if let Some(value) = &field.value {
        return Some(value.iter().filter_map(Preset::as_text).map(str::to_owned).collect());
    }
    if field.options.iter().flatten().any(SelectOption::is_selected) {
        return None;
    }
    field.spec.param.default.map(|default| vec![literal_text(default)])
}

fn text_input(field: &ShownField, language: Language<'_>) -> Value {
    let param = &field.spec.param;
    let mut input = json!({
        "type": 4,
        "custom_id": param.name,
        "style": if field.spec.paragraph { 2 } else { 1 },
        "required": is_required(field),
        "max_length": param.max_length.unwrap_or(LONGEST).min(LONGEST),
        "placeholder": placeholder(field, language),
    });
    // Discord requires at least one character in a required field anyway.
    if let Some(length) = param.min_length.filter(|length| *length > 0) {
        input["min_length"] = json!(length.min(LONGEST));
    }
    let value = match &field.value {
        Some(value) => value.first().and_then(Preset::as_text).map(str::to_owned),
        None => param.default.map(literal_text),
    };
    if let Some(value) = value {
        input["value"] = json!(value);
    }
    input
}

fn is_required(field: &ShownField) -> bool {
    field.spec.param.is_required() || field.spec.min_values.is_some_and(|least| least > 0)
}

fn literal_text(literal: Literal) -> String {
    match literal {
        Literal::Text(text) => text.to_owned(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::Boolean(value) => value.to_string(),
    }
}

/// Returns the placeholder, else a description of the expected value.
fn placeholder(field: &ShownField, language: Language<'_>) -> String {
    let text = if field.placeholder.is_empty() {
        field.spec.param.expectation().text(language)
    } else {
        field.placeholder.clone()
    };
    // A placeholder is not rendered as Markdown, so backticks are removed.
    text.replace('`', "").chars().take(PLACEHOLDER).collect()
}

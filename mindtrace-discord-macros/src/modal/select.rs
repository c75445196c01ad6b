//! The rules for the texts of a modal, and for the options and the number of values of its select menus.

use syn::LitStr;

use crate::argument::{self, ArgumentParam, Kind, Shape, outer};
use crate::diag::Diagnostics;
use crate::keys::{Keyed, Number, NumberValue};

/// Discord's maximum length of a text display.
const LONGEST: usize = 4000;

/// Checks the text above a field, or below the last one.
pub fn text(written: Option<&Keyed<LitStr>>, diag: &mut Diagnostics) -> Option<String> {
    let Keyed { key, value } = written?;
    let text = value.value();
    let length = text.chars().count();
    if text.trim().is_empty() || length > LONGEST {
        let message = format!("a text has 1 to {LONGEST} characters, this one has {length}");
        diag.error_help(value, message, format_args!("write Markdown, or remove `{key}`"));
    }
    Some(text)
}

/// Checks the descriptions of the choices.
pub fn descriptions(argument: &ArgumentParam, diag: &mut Diagnostics) -> Vec<(String, String)> {
    let Some(Keyed { key, value }) = &argument.descriptions else { return Vec::new() };
    let choices = argument.choices.as_ref().map(|choices| &choices.value);
    if choices.is_none() && argument::kind(argument.item()) != Kind::Unknown {
        let help = "add `choices(…)`, or take an enum with `#[derive(Choice)]`";
        diag.error_help(key, "`descriptions` needs choices", help);
    }
    let mut descriptions = Vec::new();
    for described in value {
        let (choice, text) = (described.choice.value(), described.text.value());
        let is_known = |known: &argument::Choice| known.name == choice || known.sent() == choice;
        if choices.is_some_and(|choices| !choices.iter().any(is_known)) {
            let message = format!("`{choice}` is not a choice");
            diag.error_help(&described.choice, message, "write the value of a choice");
        }
        argument::description_length(&text, &described.text, diag);
        descriptions.push((choice, text));
    }
    descriptions
}

/// Checks the smallest and the greatest number of values.
pub fn values(argument: &ArgumentParam, diag: &mut Diagnostics) -> [Option<u8>; 2] {
    let (min, max) = (argument.min_values.as_ref(), argument.max_values.as_ref());
    let Some(first) = min.or(max) else { return [None, None] };
    let is_typed = argument.choices.is_none()
        && matches!(
            argument::kind(argument.item()),
            Kind::Integer { .. } | Kind::Number | Kind::Text | Kind::Character | Kind::Boolean
        );
    if argument.shape != Shape::List || is_typed {
        let message = format!("`{}` is for a `Vec` of values that are selected or uploaded", first.key);
        diag.error_help(&first.key, message, "take a `Vec` of choices, users, roles, channels or files");
    }
    // Discord: ten files, 25 selected values.
    let is_upload = outer(argument.item()).is_some_and(|(name, _)| name == "Attachment");
    let most = if is_upload { 10 } else { 25 };
    let bounds = [number(min, 0, most, diag), number(max, 1, most, diag)];
    if let ([Some(least), Some(greatest)], Some(min)) = (bounds, min)
        && least > greatest
    {
        diag.error_help(&min.value.tokens, "`min_values` is above `max_values`", "swap the two");
    }
    bounds
}

fn number(written: Option<&Keyed<Number>>, least: u8, most: u8, diag: &mut Diagnostics) -> Option<u8> {
    let Keyed { key, value } = written?;
    let number = match value.value {
        NumberValue::Integer(number) => u8::try_from(number).ok(),
        NumberValue::Float(_) | NumberValue::Duration(_) => None,
    };
    let number = number.filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let help = format!("write a whole number from {least} to {most}");
        diag.error_help(&value.tokens, format_args!("`{key}` must be from {least} to {most}"), help);
    }
    number
}

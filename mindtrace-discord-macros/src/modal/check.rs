//! The rules of a modal: its title, its labels, its fields.

use syn::{DeriveInput, LitStr, Path};

use super::select;
use crate::argument::{self, ArgumentParam, Attribute, CheckedParam, Kind, Source};
use crate::diag::Diagnostics;
use crate::fields;
use crate::keys::{self, Keyed, set};
use crate::naming;
use crate::paths::Root;

/// The keys of `#[modal(…)]` on the struct.
pub const KEYS: &[&str] = &["title", "footer", "crate"];

/// Discord's maximum length of a title and of a label.
const LONGEST: usize = 45;

/// Discord's maximum number of fields of a modal.
const FIELDS: usize = 5;

/// A checked modal.
pub struct Modal {
    pub title: String,
    /// The text below the last field.
    pub footer: Option<String>,
    pub fields: Vec<Field>,
}

/// One checked field.
pub struct Field {
    pub shown: Shown,
    pub param: CheckedParam,
}

/// How a field is shown.
pub struct Shown {
    pub label: String,
    pub placeholder: Option<String>,
    pub paragraph: bool,
    pub radio: bool,
    /// The text above the field.
    pub text: Option<String>,
    /// Choices, by value or name, with their descriptions.
    pub descriptions: Vec<(String, String)>,
    /// The smallest and the greatest number of values.
    pub values: [Option<u8>; 2],
}

/// Checks everything and returns the modal.
pub fn check(input: &DeriveInput, diag: &mut Diagnostics) -> (Root, Option<Modal>) {
    let (mut written, mut footer) = (None::<Keyed<LitStr>>, None::<Keyed<LitStr>>);
    let mut root = None::<Keyed<Path>>;
    for entry in fields::entries("modal", "title = \"…\"", &input.attrs, diag) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "title" => set(&mut written, key, entry.text(diag), diag),
            "footer" => set(&mut footer, key, entry.text(diag), diag),
            "crate" => set(&mut root, key, entry.path(diag), diag),
            _ => keys::unknown(&key, "#[modal(…)]", KEYS, diag),
        }
    }
    let title = match &written {
        Some(written) => {
            let text = written.value.value();
            length("a title", &text, &written.value, "shorten it", diag);
            text
        }
        None => {
            let text = title(&input.ident);
            length("a title", &text, &input.ident, "write `#[modal(title = \"…\")]`", diag);
            text
        }
    };
    let params = fields::read("Modal", Attribute::Field, input, diag);
    if let Some(argument) = fields::owned(&params).nth(FIELDS) {
        diag.error_help(
            &argument.ident,
            format_args!(
                "a modal has at most {FIELDS} fields, this is one more ({} in all)",
                fields::owned(&params).count()
            ),
            "ask for the rest in a second modal, which a button on the reply can open",
        );
    }
    let shown: Vec<_> = fields::owned(&params).map(|argument| shown(argument, diag)).collect();
    let footer = select::text(footer.as_ref(), diag);
    let texts = shown.iter().filter(|shown| shown.text.is_some()).count() + usize::from(footer.is_some());
    if shown.len() <= FIELDS && shown.len() + texts > FIELDS {
        let found = shown.len() + texts;
        diag.error_help(
            &input.ident,
            format_args!("a modal has at most {FIELDS} fields and texts, this one has {found}"),
            "join two texts, or write one as the doc comment of its field",
        );
    }
    let params = argument::check(params, Source::Modal, diag);
    let fields = shown.into_iter().zip(params).map(|(shown, param)| Field { shown, param });
    (Root::new(root.map(|root| root.value)), Some(Modal { title, footer, fields: fields.collect() }))
}

/// Checks how a field is shown.
fn shown(argument: &ArgumentParam, diag: &mut Diagnostics) -> Shown {
    let label = match &argument.label {
        Some(written) => {
            let text = written.value.value();
            length("a label", &text, &written.value, "shorten it; the doc comment has room for more", diag);
            text
        }
        None => {
            let text = naming::title(&naming::unraw(&argument.ident));
            length("a label", &text, &argument.ident, "write `#[field(label = \"…\")]`", diag);
            text
        }
    };
    let placeholder = argument.placeholder.as_ref().map(|written| {
        let text = written.value.value();
        let length = text.chars().count();
        if length == 0 || length > 100 {
            let message = format!("a placeholder has 1 to 100 characters, this one has {length}");
            diag.error_help(&written.value, message, "write 1 to 100 characters");
        }
        text
    });
    let paragraph = argument.paragraph.as_ref().filter(|paragraph| paragraph.value);
    let parsed = argument.parse.as_ref().is_some_and(|parse| parse.value);
    if let Some(paragraph) = paragraph
        && ((!parsed && !matches!(argument::kind(argument.item()), Kind::Text | Kind::Unknown))
            || argument.choices.is_some())
    {
        diag.error_help(
            &paragraph.key,
            "`paragraph` is for strings without choices",
            "remove `paragraph`, or take a `String`",
        );
    }
    let radio = argument.radio.as_ref().filter(|radio| radio.value);
    radio_group(argument, radio, diag);
    Shown {
        label,
        placeholder,
        paragraph: paragraph.is_some(),
        radio: radio.is_some(),
        text: select::text(argument.text.as_ref(), diag),
        descriptions: select::descriptions(argument, diag),
        values: select::values(argument, diag),
    }
}

/// Checks Discord's rule: a radio group has two to ten choices.
fn radio_group(argument: &ArgumentParam, radio: Option<&Keyed<bool>>, diag: &mut Diagnostics) {
    let Some(Keyed { key, .. }) = radio else { return };
    match &argument.choices {
        None if argument::kind(argument.item()) != Kind::Unknown => {
            diag.error_help(
                key,
                "`radio` needs choices",
                "remove `radio`, add `choices(…)`, or take an enum with `#[derive(Choice)]`",
            );
        }
        Some(choices) if choices.value.len() < 2 || choices.value.len() > 10 => {
            let message =
                format!("a radio group has two to ten choices, this one has {}", choices.value.len());
            diag.error_help(key, message, "remove `radio`; a select menu takes up to 25");
        }
        _ => {}
    }
}

/// Checks Discord's rule: 1 to 45 characters.
fn length(what: &str, text: &str, tokens: impl quote::ToTokens, help: &str, diag: &mut Diagnostics) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        diag.error_help(tokens, format_args!("{what} cannot be empty"), "write 1 to 45 characters");
    } else if length > LONGEST {
        let message = format!("{what} has at most {LONGEST} characters, this one has {length}");
        diag.error_help(tokens, message, help);
    }
}

/// Returns the default title: `TellUs` → `Tell Us`.
fn title(ident: &syn::Ident) -> String {
    naming::split(&naming::unraw(ident)).join(" ")
}

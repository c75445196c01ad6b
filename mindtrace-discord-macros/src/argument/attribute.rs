//! The attributes of one argument, and the keys that each takes.

use proc_macro2::Ident;

use crate::diag::Diagnostics;
use crate::keys;

/// Every key of `#[arg(…)]`. A test compares it with the rustdoc of the macros.
pub const ARG_KEYS: &[&str] = &[
    "rename",
    "description",
    "default",
    "min",
    "max",
    "min_len",
    "max_len",
    "rest",
    "choices",
    "autocomplete",
    "channel_types",
    "below_caller",
    "flag",
    "parse",
    "expected",
    "flatten",
];

/// Every key of `#[field(…)]`.
pub const FIELD_KEYS: &[&str] = &[
    "label",
    "placeholder",
    "paragraph",
    "radio",
    "text",
    "descriptions",
    "min_values",
    "max_values",
    "default",
    "min",
    "max",
    "min_len",
    "max_len",
    "choices",
    "channel_types",
    "parse",
    "expected",
];

/// An attribute of one argument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    /// `#[arg(…)]` on a parameter or a field of a struct of arguments.
    Arg,
    /// `#[field(…)]` on a field of a modal.
    Field,
}

impl Attribute {
    pub fn name(self) -> &'static str {
        match self {
            Self::Arg => "arg",
            Self::Field => "field",
        }
    }

    /// Returns the keys it takes.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Arg => ARG_KEYS,
            Self::Field => FIELD_KEYS,
        }
    }

    /// Returns Discord's maximum length of an option's text or a field's.
    pub fn longest(self) -> i128 {
        match self {
            Self::Arg => 6000,
            Self::Field => 4000,
        }
    }

    /// Reports a key that it does not take: of the other attribute, or unknown.
    pub fn refuse(self, key: &Ident, diag: &mut Diagnostics) {
        let name = key.to_string();
        match self {
            Self::Arg if FIELD_KEYS.contains(&name.as_str()) => {
                let message = format!("`{name}` is for the fields of a modal");
                diag.error_help(key, message, "remove it, or write `#[derive(Modal)]` on the struct");
            }
            Self::Field if name == "description" => {
                diag.error_help(
                    key,
                    "a field is described by its doc comment",
                    "write `/// …` above the field",
                );
            }
            Self::Field if name == "rename" => {
                diag.error_help(key, "a field has a label, not a name", "write `label = \"…\"`");
            }
            Self::Field if ARG_KEYS.contains(&name.as_str()) => {
                let message = format!("`{name}` is not for the fields of a modal");
                diag.error_help(key, message, "remove it");
            }
            _ => keys::unknown(key, &format!("#[{}(…)]", self.name()), self.keys(), diag),
        }
    }
}

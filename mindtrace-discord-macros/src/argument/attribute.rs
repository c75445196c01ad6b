//! The attributes that speak about one argument, and which keys each takes.

use proc_macro2::Ident;

use crate::diag::Diagnostics;
use crate::keys;

/// Every key of `#[arg(…)]`; the rustdoc of the macros lists the same, a test compares them.
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

/// The attribute that speaks about one argument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    /// `#[arg(…)]` on a parameter or a field of a struct of arguments.
    Arg,
    /// `#[field(…)]` on a field of a form.
    Field,
}

impl Attribute {
    pub fn name(self) -> &'static str {
        match self {
            Self::Arg => "arg",
            Self::Field => "field",
        }
    }

    /// The keys it takes.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Arg => ARG_KEYS,
            Self::Field => FIELD_KEYS,
        }
    }

    /// Discord: characters of an option's text, and of a field's.
    pub fn longest(self) -> i128 {
        match self {
            Self::Arg => 6000,
            Self::Field => 4000,
        }
    }

    /// Reports a key of the other attribute as what it is, any other as unknown.
    pub fn refuse(self, key: &Ident, diag: &mut Diagnostics) {
        let name = key.to_string();
        match self {
            Self::Arg if FIELD_KEYS.contains(&name.as_str()) => {
                let message = format!("`{name}` is for the fields of a form");
                diag.error_help(key, message, "remove it, or `#[derive(Modal)]` the struct");
            }
            Self::Field if name == "description" => {
                diag.error_help(
                    key,
                    "the doc comment of a field is its description",
                    "write it as `/// …` above the field",
                );
            }
            Self::Field if name == "rename" => {
                diag.error_help(key, "people see a field's label", "write `label = \"…\"`");
            }
            Self::Field if ARG_KEYS.contains(&name.as_str()) => {
                let message = format!("`{name}` is for arguments that are typed, a form is filled in");
                diag.error_help(key, message, "remove it");
            }
            _ => keys::unknown(key, &format!("#[{}(…)]", self.name()), self.keys(), diag),
        }
    }
}

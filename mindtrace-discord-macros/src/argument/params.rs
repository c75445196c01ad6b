//! Parses parameters and fields with their attributes.

use quote::ToTokens;
use syn::{
    Attribute as Written, Expr, ExprLit, ExprPath, GenericArgument, Ident, Lit, LitStr, Meta, PathArguments,
    Type,
};

use super::attribute::Attribute;
use super::choices::{self, Choice, Described};
use super::values::{self, DefaultValue};
use crate::diag::Diagnostics;
use crate::doc;
use crate::function;
use crate::keys::{self, Entry, Keyed, Name, Number, set};
use crate::names;

/// A parsed parameter.
// A command has only a few of these.
#[allow(clippy::large_enum_variant)]
pub enum Param {
    /// `&T`: injected by the framework.
    Injected(Type),
    /// Any owned type: parsed from the caller's input.
    Argument(ArgumentParam),
}

/// A parsed owned parameter or field.
pub struct ArgumentParam {
    pub ident: Ident,
    pub ty: Type,
    pub shape: Shape,
    pub summary: String,
    /// The doc comment's first line, where errors point.
    pub doc: Option<Written>,
    /// All keys in the order in which they are written.
    pub keys: Vec<Ident>,
    pub rename: Option<Keyed<LitStr>>,
    pub description: Option<Keyed<LitStr>>,
    pub default: Option<Keyed<DefaultValue>>,
    pub min: Option<Keyed<Number>>,
    pub max: Option<Keyed<Number>>,
    pub min_len: Option<Keyed<Number>>,
    pub max_len: Option<Keyed<Number>>,
    pub rest: Option<Keyed<bool>>,
    pub choices: Option<Keyed<Vec<Choice>>>,
    pub autocomplete: Option<Keyed<ExprPath>>,
    pub channel_types: Option<Keyed<Vec<Name>>>,
    pub below_caller: Option<Keyed<bool>>,
    pub flag: Option<Keyed<bool>>,
    pub parse: Option<Keyed<bool>>,
    pub expected: Option<Keyed<LitStr>>,
    pub flatten: Option<Keyed<bool>>,
    pub label: Option<Keyed<LitStr>>,
    pub placeholder: Option<Keyed<LitStr>>,
    pub paragraph: Option<Keyed<bool>>,
    pub radio: Option<Keyed<bool>>,
    pub text: Option<Keyed<LitStr>>,
    pub descriptions: Option<Keyed<Vec<Described>>>,
    pub min_values: Option<Keyed<Number>>,
    pub max_values: Option<Keyed<Number>>,
}

/// How many values the type takes, judging by its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Required,
    Optional,
    List,
}

/// Parses every parameter and reports errors in its attributes.
pub fn parse(attribute: Attribute, params: &[function::Param], diag: &mut Diagnostics) -> Vec<Param> {
    params
        .iter()
        .filter_map(|param| match &param.ty {
            Type::Reference(reference) => {
                for attribute in param.attributes.iter().filter(|a| a.path().is_ident("arg")) {
                    diag.error_help(
                        attribute,
                        "a borrowed parameter is injected, it is not an argument",
                        "remove `#[arg(…)]`, or make the parameter owned",
                    );
                }
                function::borrowed(reference, diag).map(|ty| Param::Injected(ty.clone()))
            }
            ty if outer(ty).is_some_and(|(name, _)| INJECTED.contains(&name.as_str())) => {
                diag.error_help(ty, "the context must be borrowed", "write `&Context`");
                None
            }
            _ => Some(Param::Argument(argument(attribute, param, diag))),
        })
        .collect()
}

/// Types that are always borrowed, never arguments.
const INJECTED: &[&str] = &["Context"];

/// Returns the name of a type's last path segment, and the first type in its angle brackets.
pub fn outer(ty: &Type) -> Option<(String, Option<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let inner = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        _ => None,
    };
    Some((segment.ident.to_string(), inner))
}

fn argument(attribute: Attribute, param: &function::Param, diag: &mut Diagnostics) -> ArgumentParam {
    let shape = match outer(&param.ty) {
        Some((name, Some(_))) if name == "Option" => Shape::Optional,
        Some((name, Some(_))) if name == "Vec" => Shape::List,
        _ => Shape::Required,
    };
    let mut argument = ArgumentParam {
        ident: param.ident.clone(),
        ty: param.ty.clone(),
        shape,
        summary: doc::read(&param.attributes).summary,
        doc: param.attributes.iter().find(|attribute| doc::is_doc(attribute)).cloned(),
        keys: Vec::new(),
        rename: None,
        description: None,
        default: None,
        min: None,
        max: None,
        min_len: None,
        max_len: None,
        rest: None,
        choices: None,
        autocomplete: None,
        channel_types: None,
        below_caller: None,
        flag: None,
        parse: None,
        expected: None,
        flatten: None,
        label: None,
        placeholder: None,
        paragraph: None,
        radio: None,
        text: None,
        descriptions: None,
        min_values: None,
        max_values: None,
    };
    foreign(param, diag);
    if let Some((outer, Some(inner @ Type::Reference(_)))) = outer(&param.ty)
        && (outer == "Option" || outer == "Vec")
    {
        diag.error_help(
            inner,
            "an argument must be owned",
            format_args!("write `{outer}<String>`, or another owned type"),
        );
    }
    for written in param.attributes.iter().filter(|written| written.path().is_ident(attribute.name())) {
        match &written.meta {
            Meta::List(list) => {
                for entry in keys::entries(list.tokens.clone(), diag) {
                    argument.set(attribute, &entry, diag);
                }
            }
            other => {
                let name = attribute.name();
                diag.error_help(
                    other,
                    format_args!("`{name}` needs keys"),
                    format_args!("write `#[{name}(min = 1, max = 10)]`, or remove it"),
                );
            }
        }
    }
    argument
}

impl ArgumentParam {
    /// Returns whether it takes words of a message by position; a flag and a file do not.
    pub fn takes_words(&self) -> bool {
        let is_flag = self.flag.as_ref().is_some_and(|flag| flag.value);
        !is_flag && outer(self.item()).is_none_or(|(name, _)| name != "Attachment")
    }

    /// Returns the type of one value: `T` of `Option<T>` and `Vec<T>`.
    pub fn item(&self) -> &Type {
        match (self.shape, outer(&self.ty)) {
            (Shape::Optional | Shape::List, Some((_, Some(inner)))) => inner,
            _ => &self.ty,
        }
    }

    fn set(&mut self, attribute: Attribute, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        let name = key.to_string();
        if !attribute.keys().contains(&name.as_str()) {
            return attribute.refuse(&key, diag);
        }
        self.keys.push(key.clone());
        match name.as_str() {
            "rename" => set(&mut self.rename, key, entry.text(diag), diag),
            "description" => set(&mut self.description, key, entry.text(diag), diag),
            "default" => set(&mut self.default, key, values::default(entry, diag), diag),
            "min" => set(&mut self.min, key, entry.bound(diag), diag),
            "max" => set(&mut self.max, key, entry.bound(diag), diag),
            "min_len" => {
                set(&mut self.min_len, key, values::length(entry, attribute.longest(), diag), diag);
            }
            "max_len" => {
                set(&mut self.max_len, key, values::length(entry, attribute.longest(), diag), diag);
            }
            "rest" => set(&mut self.rest, key, entry.flag(diag), diag),
            "choices" => set(&mut self.choices, key, choices::parse(entry, diag), diag),
            "autocomplete" => set(&mut self.autocomplete, key, entry.function(diag), diag),
            "channel_types" => {
                set(&mut self.channel_types, key, entry.names("text, voice", true, diag), diag);
            }
            "below_caller" => set(&mut self.below_caller, key, entry.flag(diag), diag),
            "flag" => set(&mut self.flag, key, entry.flag(diag), diag),
            "parse" => set(&mut self.parse, key, entry.flag(diag), diag),
            "expected" => set(&mut self.expected, key, entry.text(diag), diag),
            "flatten" => set(&mut self.flatten, key, entry.flag(diag), diag),
            "label" => set(&mut self.label, key, entry.text(diag), diag),
            "placeholder" => set(&mut self.placeholder, key, entry.text(diag), diag),
            "radio" => set(&mut self.radio, key, entry.flag(diag), diag),
            "text" => set(&mut self.text, key, entry.text(diag), diag),
            "descriptions" => set(&mut self.descriptions, key, choices::descriptions(entry, diag), diag),
            "min_values" => set(&mut self.min_values, key, entry.number(diag), diag),
            "max_values" => set(&mut self.max_values, key, entry.number(diag), diag),
            _ => set(&mut self.paragraph, key, entry.flag(diag), diag),
        }
    }
}

/// Reports attributes of other frameworks, with a better message than rustc's.
fn foreign(param: &function::Param, diag: &mut Diagnostics) {
    for attribute in &param.attributes {
        if let Some((foreign, ours)) =
            names::FOREIGN_ARGS.iter().find(|(name, _)| attribute.path().is_ident(name))
        {
            diag.error_help(
                attribute,
                format_args!("unknown attribute `#[{foreign}]`"),
                format_args!("write `#[arg({})]`", with_value(ours, &attribute.meta)),
            );
        }
        if let Some((foreign, help)) =
            names::FOREIGN_ONLY.iter().find(|(name, _)| attribute.path().is_ident(name))
        {
            diag.error_help(attribute, format_args!("unknown attribute `#[{foreign}]`"), help);
        }
    }
}

/// Returns our key with the value that the attribute of another framework has. `ours` has an example in its place.
fn with_value(ours: &str, written: &Meta) -> String {
    let (Some((key, _)), Meta::NameValue(written)) = (ours.split_once(" = "), written) else {
        return ours.to_owned();
    };
    match &written.value {
        // poise takes the name of the function as a string.
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if key == "autocomplete" => {
            format!("{key} = {}", text.value())
        }
        value => format!("{key} = {}", value.to_token_stream()),
    }
}

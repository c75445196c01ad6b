//! What was written on the parameters of a command.

use proc_macro2::TokenStream;
use syn::{Attribute, GenericArgument, Ident, Lit, LitStr, Meta, PathArguments, Type};

use crate::diag::Diagnostics;
use crate::doc;
use crate::function;
use crate::keys::{self, Entry, Keyed, Number, NumberValue, number, set};
use crate::names;

/// Every key of `#[arg(…)]`.
pub const ARG_KEYS: &[&str] =
    &["rename", "description", "default", "min", "max", "min_len", "max_len", "rest"];

/// A parameter as written.
// A command has a handful of these, once.
#[allow(clippy::large_enum_variant)]
pub enum Param {
    /// `&T`: provided by the framework.
    Provided(Type),
    /// Anything owned: typed by the caller.
    Argument(ArgumentParam),
}

/// An owned parameter as written.
pub struct ArgumentParam {
    pub ident: Ident,
    pub ty: Type,
    pub shape: Shape,
    pub summary: String,
    /// The doc comment's first line, to point at.
    pub doc: Option<Attribute>,
    pub rename: Option<Keyed<LitStr>>,
    pub description: Option<Keyed<LitStr>>,
    pub default: Option<Keyed<DefaultValue>>,
    pub min: Option<Keyed<Number>>,
    pub max: Option<Keyed<Number>>,
    pub min_len: Option<Keyed<Number>>,
    pub max_len: Option<Keyed<Number>>,
    pub rest: Option<Keyed<bool>>,
}

/// How many values the type takes, as far as its spelling shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Required,
    Optional,
    List,
}

/// `default = …`
#[derive(Clone)]
pub enum DefaultValue {
    Number(Number),
    Text(LitStr),
    Boolean(bool, TokenStream),
}

/// Reads every parameter, reporting what its attributes get wrong.
pub fn parse(params: &[function::Param], diag: &mut Diagnostics) -> Vec<Param> {
    params
        .iter()
        .filter_map(|param| match &param.ty {
            Type::Reference(reference) => {
                for attribute in param.attributes.iter().filter(|a| a.path().is_ident("arg")) {
                    diag.error_help(
                        attribute,
                        "a borrowed parameter is provided by the framework, callers never see it",
                        "remove `#[arg(…)]`, or own the parameter",
                    );
                }
                function::borrowed(reference, diag).map(|ty| Param::Provided(ty.clone()))
            }
            ty if outer(ty).is_some_and(|(name, _)| PROVIDED.contains(&name.as_str())) => {
                diag.error_help(
                    ty,
                    "the context is borrowed, and has no lifetime of its own",
                    "write `&Context`",
                );
                None
            }
            _ => Some(Param::Argument(argument(param, diag))),
        })
        .collect()
}

/// Types that stand behind `&`: owned they would be asked of the caller.
const PROVIDED: &[&str] = &["Context"];

/// The name of a type's last path segment, with what stands between its angle brackets.
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

impl ArgumentParam {
    /// The type of one value: `T` of `Option<T>` and `Vec<T>`.
    pub fn item(&self) -> &Type {
        match (self.shape, outer(&self.ty)) {
            (Shape::Optional | Shape::List, Some((_, Some(inner)))) => inner,
            _ => &self.ty,
        }
    }
}

fn argument(param: &function::Param, diag: &mut Diagnostics) -> ArgumentParam {
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
        rename: None,
        description: None,
        default: None,
        min: None,
        max: None,
        min_len: None,
        max_len: None,
        rest: None,
    };
    foreign(param, diag);
    if let Some((outer, Some(inner @ Type::Reference(_)))) = outer(&param.ty)
        && (outer == "Option" || outer == "Vec")
    {
        diag.error_help(
            inner,
            "an argument is owned",
            format_args!("write `{outer}<String>`, or another owned type"),
        );
    }
    for attribute in param.attributes.iter().filter(|attribute| attribute.path().is_ident("arg")) {
        match &attribute.meta {
            Meta::List(list) => {
                for entry in keys::entries(list.tokens.clone(), diag) {
                    argument.set(&entry, diag);
                }
            }
            other => {
                diag.error_help(other, "`arg` needs keys", "write `#[arg(min = 1, max = 10)]`, or remove it");
            }
        }
    }
    argument
}

impl ArgumentParam {
    fn set(&mut self, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "rename" => set(&mut self.rename, key, entry.text(diag), diag),
            "description" => set(&mut self.description, key, entry.text(diag), diag),
            "default" => set(&mut self.default, key, default(entry, diag), diag),
            "min" => set(&mut self.min, key, entry.number(diag), diag),
            "max" => set(&mut self.max, key, entry.number(diag), diag),
            "min_len" => set(&mut self.min_len, key, length(entry, diag), diag),
            "max_len" => set(&mut self.max_len, key, length(entry, diag), diag),
            "rest" => set(&mut self.rest, key, entry.flag(diag), diag),
            _ => keys::unknown(&key, "#[arg(…)]", ARG_KEYS, diag),
        }
    }
}

/// Reports what other frameworks write on a parameter, before rustc calls it unknown.
fn foreign(param: &function::Param, diag: &mut Diagnostics) {
    for attribute in &param.attributes {
        let written = names::FOREIGN_ARGS.iter().find(|(foreign, _)| attribute.path().is_ident(foreign));
        if let Some((foreign, ours)) = written {
            diag.error_help(
                attribute,
                format_args!("`#[{foreign}]` stands inside `#[arg(…)]` here"),
                format_args!("write `#[arg({ours})]`"),
            );
        }
    }
}

fn default(entry: &Entry, diag: &mut Diagnostics) -> Option<DefaultValue> {
    match (entry.literal(), entry.value_tokens()) {
        (Some(Lit::Str(text)), _) => Some(DefaultValue::Text(text)),
        (Some(Lit::Bool(value)), Some(tokens)) => Some(DefaultValue::Boolean(value.value, tokens)),
        (_, Some(tokens)) => match number(tokens) {
            Some(number) => Some(DefaultValue::Number(number)),
            None => entry.wrong(
                diag,
                "`default` takes a literal",
                "write a number, a text or `true`/`false`; for anything else take an `Option` and use `unwrap_or_else`",
            ),
        },
        _ => entry.wrong(diag, "`default` has no value", "write `default = 5` or `default = \"…\"`"),
    }
}

fn length(entry: &Entry, diag: &mut Diagnostics) -> Option<Number> {
    let number = entry.number(diag)?;
    match number.value {
        // Discord: 0 to 6000 for `min_length`, 1 to 6000 for `max_length`.
        NumberValue::Integer(0..=6000) => Some(number),
        _ => {
            let least = i32::from(entry.key == "max_len");
            let message = format!("`{}` is a number of characters from {least} to 6000", entry.key);
            entry.wrong(diag, message, &format!("write a whole number from {least} to 6000"))
        }
    }
}

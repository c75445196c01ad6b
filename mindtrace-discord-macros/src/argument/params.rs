//! What was written on a parameter or a field.

use syn::{Attribute as Written, ExprPath, GenericArgument, Ident, LitStr, Meta, PathArguments, Type};

use super::attribute::Attribute;
use super::choices::{self, Choice};
use super::values::{self, DefaultValue};
use crate::diag::Diagnostics;
use crate::doc;
use crate::function;
use crate::keys::{self, Entry, Keyed, Name, Number, set};
use crate::names;

/// A parameter as written.
// A command has a handful of these, once.
#[allow(clippy::large_enum_variant)]
pub enum Param {
    /// `&T`: provided by the framework.
    Injected(Type),
    /// Anything owned: typed by the caller.
    Argument(ArgumentParam),
}

/// An owned parameter or a field as written.
pub struct ArgumentParam {
    pub ident: Ident,
    pub ty: Type,
    pub shape: Shape,
    pub summary: String,
    /// The doc comment's first line, to point at.
    pub doc: Option<Written>,
    /// The keys in the order written, for those that exclude others.
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
}

/// How many values the type takes, as far as its spelling shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    Required,
    Optional,
    List,
}

/// Reads every parameter, reporting what its attributes get wrong.
pub fn parse(attribute: Attribute, params: &[function::Param], diag: &mut Diagnostics) -> Vec<Param> {
    params
        .iter()
        .filter_map(|param| match &param.ty {
            Type::Reference(reference) => {
                for attribute in param.attributes.iter().filter(|a| a.path().is_ident("arg")) {
                    diag.error_help(
                        attribute,
                        "a borrowed parameter is injected by the framework, callers never see it",
                        "remove `#[arg(…)]`, or own the parameter",
                    );
                }
                function::borrowed(reference, diag).map(|ty| Param::Injected(ty.clone()))
            }
            ty if outer(ty).is_some_and(|(name, _)| PROVIDED.contains(&name.as_str())) => {
                diag.error_help(
                    ty,
                    "the context is borrowed, and has no lifetime of its own",
                    "write `&Context`",
                );
                None
            }
            _ => Some(Param::Argument(argument(attribute, param, diag))),
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
    /// Whether it has a place among the words of a message: a flag stands anywhere, a file beside them.
    pub fn takes_words(&self) -> bool {
        let is_flag = self.flag.as_ref().is_some_and(|flag| flag.value);
        !is_flag && outer(self.item()).is_none_or(|(name, _)| name != "Attachment")
    }

    /// The type of one value: `T` of `Option<T>` and `Vec<T>`.
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
            "min" => set(&mut self.min, key, entry.number(diag), diag),
            "max" => set(&mut self.max, key, entry.number(diag), diag),
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
            _ => set(&mut self.paragraph, key, entry.flag(diag), diag),
        }
    }
}

/// Reports what other frameworks write on a parameter, before rustc calls it unknown.
fn foreign(param: &function::Param, diag: &mut Diagnostics) {
    for attribute in &param.attributes {
        if let Some((foreign, ours)) =
            names::FOREIGN_ARGS.iter().find(|(name, _)| attribute.path().is_ident(name))
        {
            diag.error_help(
                attribute,
                format_args!("`#[{foreign}]` stands inside `#[arg(…)]` here"),
                format_args!("write `#[arg({ours})]`"),
            );
        }
        if let Some((foreign, help)) =
            names::FOREIGN_ONLY.iter().find(|(name, _)| attribute.path().is_ident(name))
        {
            diag.error_help(attribute, format_args!("there is no `#[{foreign}]` here"), help);
        }
    }
}

//! Parses `#[every(…)]` and `#[cron(…)]`.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::{Expr, ExprLit, Lit, LitStr, MetaNameValue, Path};

use super::attribute::Attribute;
use super::cron;
use crate::command::CommandArgs;
use crate::diag::{Diagnostics, list, nearest};
use crate::keys::{self, Entry, Keyed, Name, set};

/// Every key except the times themselves, and whether only `#[cron(…)]` takes it. A test compares it with the rustdoc of the
/// macros.
pub const KEYS: &[(&str, bool)] = &[
    ("timezone", true),
    ("run_at_start", false),
    ("overlap", false),
    ("jitter", false),
    ("missed", false),
    ("timeout", false),
    ("intents", false),
    ("crate", false),
];

/// The values of `missed`, and the runtime's constants.
const POLICIES: [(&str, &str); 3] = [("once", "Once"), ("skip", "Skip"), ("all", "All")];

/// discord.py's keys for an interval, and our units.
const FOREIGN_UNITS: [(&str, &str); 3] = [("seconds", "s"), ("minutes", "m"), ("hours", "h")];

/// The attribute as written: `#[every("5m", run_at_start)]`.
#[derive(Default)]
pub struct ScheduleArgs {
    pub when: Option<When>,
    pub timezone: Option<Keyed<LitStr>>,
    pub run_at_start: Option<Keyed<bool>>,
    pub overlap: Option<Keyed<bool>>,
    pub jitter: Option<Keyed<Duration>>,
    pub missed: Option<Keyed<&'static str>>,
    pub timeout: Option<Keyed<Duration>>,
    pub intents: Option<Keyed<Vec<Name>>>,
    pub root: Option<Keyed<Path>>,
}

/// The times of a schedule.
pub enum When {
    Every(Duration),
    Cron(LitStr),
}

impl ScheduleArgs {
    pub fn parse(attribute: Attribute, tokens: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut args = Self::default();
        let mut parts = keys::split_at_commas(tokens).into_iter();
        args.when = match parts.next() {
            Some(first) => when(attribute, first, diag),
            None => {
                let (what, example) = example(attribute);
                let message = format!("`#[{}]` needs {what}\n\nhelp: write `{example}`", attribute.name());
                diag.push(syn::Error::new(proc_macro2::Span::call_site(), message));
                None
            }
        };
        // Times after a key have been reported as ones that must come first.
        let times = |part: &TokenStream| args.when.is_none() && syn::parse2::<Lit>(part.clone()).is_ok();
        let parts = parts.filter(|part| !times(part)).collect();
        let (entries, root) = CommandArgs::own_entries(parts, diag);
        for entry in entries {
            args.set(attribute, &entry, diag);
        }
        args.root = args.root.or(root);
        args
    }

    fn set(&mut self, attribute: Attribute, entry: &Entry, diag: &mut Diagnostics) {
        let key = entry.key.clone();
        let name = key.to_string();
        match KEYS.iter().find(|(known, _)| *known == name) {
            Some((_, true)) if attribute != Attribute::Cron => {
                let message = format!("`{key}` is for `#[cron]`, not for `#[every]`");
                return diag.error_help(&key, message, "remove it");
            }
            Some(_) => {}
            None => {
                let keys = KEYS.iter().filter(|(_, cron)| attribute == Attribute::Cron || !cron);
                let known: Vec<&str> = keys.map(|(key, _)| *key).collect();
                return keys::unknown(&key, &format!("#[{}(…)]", attribute.name()), &known, diag);
            }
        }
        match name.as_str() {
            "timezone" => set(&mut self.timezone, key, entry.text(diag), diag),
            "run_at_start" => set(&mut self.run_at_start, key, entry.flag(diag), diag),
            "overlap" => set(&mut self.overlap, key, entry.flag(diag), diag),
            "jitter" => set(&mut self.jitter, key, entry.duration(diag), diag),
            "missed" => set(&mut self.missed, key, policy(entry, diag), diag),
            "timeout" => set(&mut self.timeout, key, entry.duration(diag), diag),
            "intents" => set(&mut self.intents, key, entry.names("GUILD_MEMBERS", true, diag), diag),
            _ => set(&mut self.root, key, entry.path(diag), diag),
        }
    }
}

/// Parses the times: the one value without a key.
fn when(attribute: Attribute, tokens: TokenStream, diag: &mut Diagnostics) -> Option<When> {
    let (what, example) = example(attribute);
    match (attribute, syn::parse2::<Lit>(tokens.clone())) {
        (Attribute::Every, Ok(Lit::Int(number))) if !number.suffix().is_empty() => {
            let help = format!("write `#[every(\"{number}\")]`");
            diag.error_help(tokens, format_args!("`{number}` is not a number of seconds"), help);
            None
        }
        (Attribute::Every, Ok(literal)) => match keys::duration(&literal) {
            Some(period) if period.as_millis() > 0 => Some(When::Every(period)),
            Some(_) => {
                let help = format!("write `{example}`");
                diag.error_help(tokens, "the interval is shorter than a millisecond", help);
                None
            }
            None => {
                let help = match &literal {
                    Lit::Str(line) if line.value().split_whitespace().count() == 5 => {
                        format!("write `#[cron(\"{}\")]`", line.value())
                    }
                    _ => {
                        format!("write seconds as a number, `#[every(30)]`, or a string such as `{example}`")
                    }
                };
                diag.error_help(tokens, "expected a duration", help);
                None
            }
        },
        (Attribute::Cron, Ok(Lit::Str(line))) => cron::is_expression(&line, diag).then_some(When::Cron(line)),
        _ => {
            let foreign = foreign(tokens.clone()).filter(|_| attribute == Attribute::Every);
            let help = foreign.unwrap_or_else(|| format!("write `{example}`"));
            diag.error_help(tokens, format_args!("{what} must come first"), help);
            None
        }
    }
}

fn example(attribute: Attribute) -> (&'static str, &'static str) {
    match attribute {
        Attribute::Every => ("a duration", "#[every(\"5m\")]"),
        Attribute::Cron => ("a cron expression", "#[cron(\"0 9 * * Mon-Fri\")]"),
    }
}

/// Suggests the interval for discord.py's `minutes = 5`.
fn foreign(tokens: TokenStream) -> Option<String> {
    let MetaNameValue { path, value, .. } = syn::parse2(tokens).ok()?;
    let (_, unit) = FOREIGN_UNITS.iter().find(|(name, _)| path.is_ident(name))?;
    let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = value else { return None };
    Some(format!("write `#[every(\"{number}{unit}\")]`"))
}

fn policy(entry: &Entry, diag: &mut Diagnostics) -> Option<&'static str> {
    let known = || POLICIES.iter().map(|(name, _)| *name);
    let Some(Name { text, tokens }) = entry.name() else {
        let help = format!("write `missed = once`; the policies are {}", list(known()));
        return entry.wrong(diag, "`missed` takes a policy", &help);
    };
    if let Some((_, constant)) = POLICIES.iter().find(|(name, _)| *name == text) {
        return Some(constant);
    }
    let message = format!("unknown policy `{text}`");
    match nearest(&text, known()) {
        Some(found) => diag.error_help(tokens, message, format_args!("did you mean `{found}`?")),
        None => diag.error_help(tokens, message, format_args!("the policies are {}", list(known()))),
    }
    None
}

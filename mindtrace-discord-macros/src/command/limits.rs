//! Parses `cooldown`, `concurrency` and `guilds`.

use std::time::Duration;

use proc_macro2::Ident;
use syn::{Lit, LitStr};

use crate::diag::{Diagnostics, list, nearest};
use crate::keys::{self, Entry, Keyed, Name, Number, NumberValue, Syntax, set};
use crate::names::SCOPES;

/// At most `uses` uses within `per`.
pub struct Cooldown {
    pub uses: u32,
    pub per: Duration,
    /// The runtime's constant, unless it is the default `User`.
    pub scope: Option<&'static str>,
    pub bucket: Option<String>,
    /// Whether calls are refused while uses cannot be counted.
    pub strict: bool,
}

/// At most `limit` calls at once.
pub struct Concurrency {
    pub limit: u32,
    /// The runtime's constant.
    pub scope: &'static str,
    pub wait: Option<Duration>,
}

/// The timeout of `wait` without a value.
const DEFAULT_WAIT: Duration = Duration::from_secs(30);

/// Parses `cooldown = "5s"` or `cooldown(uses = 3, per = "1m", scope = guild, bucket = "search")`.
pub fn cooldown(entry: &Entry, diag: &mut Diagnostics) -> Option<Cooldown> {
    let Syntax::List(tokens) = &entry.syntax else {
        return entry.duration(diag).map(|per| Cooldown {
            uses: 1,
            per,
            scope: None,
            bucket: None,
            strict: false,
        });
    };
    if let Ok(literal) = syn::parse2::<Lit>(tokens.clone()) {
        let text = quote::ToTokens::to_token_stream(&literal);
        return entry.wrong(diag, "missing `=` before the duration", &format!("write `cooldown = {text}`"));
    }
    let before = diag.count();
    let (mut uses, mut per, mut scope, mut bucket) = (None, None, None::<Keyed<_>>, None::<Keyed<LitStr>>);
    let mut strict = None;
    for entry in keys::entries(tokens.clone(), diag) {
        let key = entry.key.clone();
        match key.to_string().as_str() {
            "uses" => set(&mut uses, key, entry.number(diag).and_then(|uses| count(&uses, diag)), diag),
            "per" => set(&mut per, key, entry.duration(diag), diag),
            "scope" => set(&mut scope, key, scope_of(&entry, diag), diag),
            "bucket" => set(&mut bucket, key, entry.text(diag), diag),
            "strict" => set(&mut strict, key, entry.flag(diag), diag),
            _ => keys::unknown(&key, "cooldown(…)", &["uses", "per", "scope", "bucket", "strict"], diag),
        }
    }
    if let Some(bucket) = &bucket
        && bucket.value.value().trim().is_empty()
    {
        diag.error_help(&bucket.value, "`bucket` cannot be empty", "write a name, or remove `bucket`");
    }
    let Some(per) = per else {
        // A malformed `per` has been reported.
        if diag.count() == before {
            let help = format!("write `{}(per = \"1m\", …)`", entry.key);
            diag.error_help(&entry.key, "`cooldown` needs `per`", help);
        }
        return None;
    };
    Some(Cooldown {
        uses: uses.map_or(1, |uses: Keyed<u32>| uses.value),
        per: per.value,
        scope: scope.map(|scope| scope.value).filter(|scope| *scope != "User"),
        bucket: bucket.map(|bucket| bucket.value.value()),
        strict: strict.is_some_and(|strict: Keyed<bool>| strict.value),
    })
}

/// Parses `concurrency(user = 1)`, `concurrency(guild = 2, wait)` or `concurrency(global = 5, wait = "10s")`.
pub fn concurrency(entry: &Entry, diag: &mut Diagnostics) -> Option<Concurrency> {
    let example = "write `concurrency(user = 1)`; other scopes are `guild`, `channel`, `member` and `global`";
    let Syntax::List(tokens) = &entry.syntax else {
        return entry.wrong(diag, "`concurrency` needs a scope and a number", example);
    };
    let before = diag.count();
    let (mut limit, mut wait) = (None::<(Ident, &'static str, u32)>, None);
    for entry in keys::entries(tokens.clone(), diag) {
        let key = entry.key.clone();
        if let Some((scope, constant)) = SCOPES.iter().find(|(scope, _)| key == scope) {
            let Some(number) = entry.number(diag).and_then(|number| count(&number, diag)) else { continue };
            if let Some((first, ..)) = &limit
                && *first == key
            {
                keys::duplicate(&key, diag);
            } else if let Some((first, ..)) = &limit {
                diag.error_help(
                    &key,
                    "`concurrency` takes one scope",
                    format_args!("remove `{scope}` or `{first}`"),
                );
            } else {
                limit = Some((key, constant, number));
            }
        } else if key == "wait" {
            let timeout = match entry.syntax {
                Syntax::Flag => Some(DEFAULT_WAIT),
                _ => entry.duration(diag),
            };
            set(&mut wait, key, timeout, diag);
        } else {
            let known: Vec<_> = SCOPES.iter().map(|(scope, _)| *scope).chain(["wait"]).collect();
            keys::unknown(&key, "concurrency(…)", &known, diag);
        }
    }
    let Some((_, scope, limit)) = limit else {
        // A malformed scope has been reported.
        if diag.count() == before {
            diag.error_help(&entry.key, "`concurrency` needs a scope and a number", example);
        }
        return None;
    };
    Some(Concurrency { limit, scope, wait: wait.map(|wait| wait.value) })
}

/// Parses `guilds(1234, "5678")` or `guilds = 1234`; `what` is the term for one.
pub fn ids(entry: &Entry, what: &str, diag: &mut Diagnostics) -> Option<Vec<u64>> {
    let mut ids = Vec::new();
    for part in entry.parts("1234567890", diag)? {
        let id = match syn::parse2::<Lit>(part.clone()) {
            Ok(Lit::Int(number)) if number.suffix().is_empty() => number.base10_parse().ok(),
            Ok(Lit::Str(text)) => text.value().parse().ok(),
            _ => None,
        };
        match id {
            Some(id) if id != 0 && ids.contains(&id) => {
                diag.error_help(part, format_args!("duplicate {what} id `{id}`"), "remove one of the two");
            }
            Some(id) if id != 0 => ids.push(id),
            _ => {
                let help = match what {
                    "SKU" => "write a number: the Developer Portal shows the id of each SKU".to_owned(),
                    _ => format!(
                        "write a number: turn on developer mode in Discord, right-click the {what} and copy its id"
                    ),
                };
                diag.error_help(part, format_args!("expected a {what} id"), help);
            }
        }
    }
    Some(ids)
}

fn count(number: &Number, diag: &mut Diagnostics) -> Option<u32> {
    let found = match number.value {
        NumberValue::Integer(value) => u32::try_from(value).ok().filter(|value| *value > 0),
        NumberValue::Float(_) | NumberValue::Duration(_) => None,
    };
    if found.is_none() {
        diag.error_help(&number.tokens, "expected a positive whole number", "write at least 1");
    }
    found
}

fn scope_of(entry: &Entry, diag: &mut Diagnostics) -> Option<&'static str> {
    let known = || SCOPES.iter().map(|(scope, _)| *scope);
    let Some(Name { text, tokens }) = entry.name() else {
        let help = format!("write one of {}", list(known()));
        return entry.wrong(diag, "`scope` takes a name", &help);
    };
    if let Some((_, constant)) = SCOPES.iter().find(|(scope, _)| *scope == text) {
        return Some(constant);
    }
    let message = format!("unknown scope `{text}`");
    match nearest(&text, known()) {
        Some(found) => diag.error_help(tokens, message, format_args!("did you mean `{found}`?")),
        None => diag.error_help(tokens, message, format_args!("the scopes are {}", list(known()))),
    }
    None
}

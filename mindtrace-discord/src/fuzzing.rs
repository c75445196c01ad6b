//! Entry points of the fuzz targets in `fuzz/`: the parsers of untrusted input, each with the invariants that hold for any text.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::{Map, Value as Json};
use serenity::model::Timestamp;
use serenity::model::channel::Attachment;
use serenity::model::id::{AttachmentId, UserId};

use crate::args::lexer::Lexer;
use crate::args::limit::{Bound, ChoiceSpec, Literal, Presence};
use crate::args::{
    CodeBlock, Reference, Supplied, Value, character, code, duration, link, reference, timestamp,
};
use crate::clock::Clock;
use crate::command::ParamSpec;
use crate::component::{ComponentId, Signer, decode, parse_emoji};
use crate::config::{Config, SETTINGS};
use crate::dispatch::{read_json, read_options, read_text, supply};
use crate::interaction::fuzz::{options, submitted};
use crate::locale::{Locales, TextValue};

pub use crate::gateway::fuzz::{frame, inflate, message};
#[cfg(feature = "http")]
pub use crate::http::fuzz::{body, signature};
pub use crate::rest::fuzz::{created, limit_headers};
pub use crate::toggles::fuzz::state;

/// One parameter of each kind, so that any text is tried with all of them.
const PARAMS: &[ParamSpec] = &[
    ParamSpec::of::<String>("who", "w").min_length(1).max_length(8),
    ParamSpec::of::<i8>("count", "c").min(Bound::Integer(-3)).default(Literal::Integer(1)),
    ParamSpec::of::<Option<i128>>("wide", "w"),
    ParamSpec::of::<f32>("share", "s").min(Bound::Number(0.0)).max(Bound::Integer(1)),
    ParamSpec::of::<bool>("loud", "l").flag(),
    ParamSpec::of::<bool>("sure", "s"),
    ParamSpec::of::<Duration>("wait", "w"),
    ParamSpec::of::<Option<Timestamp>>("when", "w"),
    ParamSpec::of::<i64>("size", "s")
        .one_of(const { &[ChoiceSpec::new("One", "1"), ChoiceSpec::new("A dozen", "12")] }),
    ParamSpec::of::<UserId>("user", "u"),
    ParamSpec::of::<Option<Attachment>>("file", "f"),
    ParamSpec::of::<CodeBlock>("code", "c"),
    ParamSpec::of::<Vec<f64>>("numbers", "n"),
    ParamSpec::of::<Option<String>>("rest", "r").rest(),
];

/// Splits a text into words and into arguments.
///
/// # Panics
///
/// When a quoted word is not read back unchanged, or a parameter gets more values than it accepts.
pub fn lexer(text: &str) {
    let mut lexer = Lexer::new(text, |_| false);
    while let Ok(Some(word)) = lexer.word() {
        let quoted: String = word
            .chars()
            .flat_map(|c| ['\\'].into_iter().filter(move |_| c == '\\' || c == '"').chain([c]))
            .collect();
        let again = Lexer::new(&format!("\"{quoted}\""), |_| false).word();
        assert_eq!(again, Ok(Some(word)));
    }
    for from in 0..PARAMS.len() {
        let params = PARAMS.get(from..).unwrap_or_default();
        let files = [AttachmentId::new(1), AttachmentId::new(2)];
        assert!(
            read_text(params, text, &files, true).is_ok() || read_text(params, text, &files, false).is_err()
        );
        if let Ok(given) = read_text(params, text, &files, false) {
            assert_eq!(given.len(), params.len());
            for (param, values) in params.iter().zip(given) {
                assert!(values.len() <= if param.presence == Presence::List { 25 } else { 1 });
            }
        }
    }
}

/// Decodes a text as a custom id, and encodes a custom id with the text as its values.
///
/// # Panics
///
/// When a custom id of another handler or a modified one is accepted, or decoded values differ from the encoded ones.
pub fn custom_id(text: &str) {
    let signer = Signer::new("token", Clock::default());
    if let Some(sealed) = Signer::read(text) {
        assert!(!signer.verify(&sealed, TEMPLATES[0]), "a text that was not signed is accepted");
    }
    for template in TEMPLATES {
        let _ = decode(template, text);
        let half = text.chars().count() / 2;
        let values = [text.chars().take(half).collect::<String>(), text.chars().skip(half).collect()];
        let count = template.matches('{').count();
        let id = ComponentId::new(template, values.iter().take(count).cloned());
        let custom_id = signer.sign(&id);
        let Some(sealed) = Signer::read(&custom_id) else { panic!("{custom_id:?} cannot be read") };
        let carried = decode(template, sealed.body).map(|values| values.into_iter().map(|(_, value)| value));
        assert!(
            carried.is_some_and(|carried| carried.eq(values.iter().take(count).cloned())),
            "{custom_id:?}"
        );
        for other in TEMPLATES {
            assert_eq!(signer.verify(&sealed, other), other == template, "{custom_id:?} for {other}");
        }
        let changed: String = match custom_id.char_indices().nth(half) {
            Some((at, c)) => {
                [&custom_id[..at], if c == 'x' { "y" } else { "x" }, &custom_id[at + c.len_utf8()..]].concat()
            }
            None => continue,
        };
        let sealed = Signer::read(&changed);
        assert!(!sealed.is_some_and(|sealed| signer.verify(&sealed, template)), "{changed:?} is accepted");
    }
}

/// Templates of custom ids; some of them look like values of others.
const TEMPLATES: [&str; 5] = ["vote", "vote:{poll}", "vote:{poll}/{choice}", "vote:yes", "note:{text}:end"];

/// Converts a text, and the JSON in it if there is any, with every kind, limit and conversion that needs no look-up.
///
/// # Panics
///
/// When a value beyond the limits is accepted, or a converted value cannot be displayed.
pub fn convert(text: &str) {
    for param in PARAMS {
        if let Ok(Supplied::One(value)) = supply(param, vec![Value::Text(text.to_owned())]) {
            assert_eq!(param.kind.normalise(value.clone()), Some(value.clone()));
            if let (Value::Integer(number), Some(Bound::Integer(min)), Some(Bound::Integer(max))) =
                (&value, param.min, param.max)
            {
                assert!((min..=max).contains(number));
            }
        }
    }
    if let Ok(arguments) = serde_json::from_str::<Map<String, Json>>(text)
        && let Ok(given) = read_json(PARAMS, &arguments)
    {
        for (param, values) in PARAMS.iter().zip(given) {
            let _ = supply(param, values);
        }
    }
    if let Some(at) = timestamp(text) {
        assert!(at.to_rfc3339().is_some());
    }
    if let Some(emoji) = parse_emoji(text) {
        assert!(!emoji.to_string().is_empty());
    }
    if let Reference::Id(id) = reference(&Value::Text(text.to_owned()), &["<@!", "<@", "<@&", "<#"]) {
        assert_ne!(id, 0);
    }
    let _ = (character(text), code(text), duration(text), link(text));
}

/// Reads a text as an interaction: the options of a command, and the values of a modal submission.
///
/// # Panics
///
/// When a parameter gets more values than it accepts.
pub fn interaction(text: &str) {
    for values in [options(text), submitted(text)].into_iter().flatten() {
        let Ok(given) = read_options(PARAMS, &values) else { continue };
        assert_eq!(given.len(), PARAMS.len());
        for (param, values) in PARAMS.iter().zip(given) {
            assert!(values.len() <= if param.presence == Presence::List { 25 } else { 1 });
            let _ = supply(param, values);
        }
    }
}

/// Reads a text as the value of each setting, and its lines as several settings at once.
///
/// # Panics
///
/// When the error of a value does not name its setting.
pub fn config(text: &str) {
    for setting in SETTINGS {
        let config = Config::from_lookup(|name| (name == setting.name).then(|| text.to_owned()));
        if let Err(error) = config {
            assert!(error.to_string().contains(setting.name), "{text:?}: {error}");
        }
    }
    let lines: HashMap<&str, &str> = text.lines().filter_map(|line| line.split_once('=')).collect();
    if let Err(error) = Config::from_lookup(|name| lines.get(name).map(|value| (*value).to_owned())) {
        let error = error.to_string();
        assert!(lines.keys().any(|name| error.contains(name)), "{text:?}: {error}");
    }
}

/// Reads a text as a Fluent file, and every text in it.
///
/// # Panics
///
/// When a problem is behind the end of the file, or a file without problems lacks one of its texts.
pub fn fluent(text: &str) {
    let locales = Locales::new([("de", text)]);
    let last = text.matches('\n').count() + 1;
    for problem in &locales.problems {
        assert!(usize::try_from(problem.source.line).is_ok_and(|line| (1..=last).contains(&line)));
    }
    if locales.problems.is_empty() {
        for file in &locales.files {
            for key in file.keys.keys() {
                assert!(file.text(key, &[("who".into(), TextValue::Number(1.0))]).is_some(), "{key}");
            }
        }
    }
}

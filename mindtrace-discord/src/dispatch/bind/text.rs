//! Reads arguments from a text: by name, by flag, by position, and the rest.

use serenity::model::id::AttachmentId;

use super::list::{LONGEST_LIST, extend};
use crate::args::lexer::Lexer;
use crate::args::limit::Presence;
use crate::args::{ArgumentError, Consumes, Value, shown};
use crate::command::ParamSpec;

/// Returns the values of each parameter. Files are assigned in the order in which they are attached. With `ignore_extra`, words that no
/// parameter takes are skipped.
pub(crate) fn read(
    params: &[ParamSpec],
    text: &str,
    attachments: &[AttachmentId],
    ignore_extra: bool,
) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut values = files(params, attachments);
    let is_name = |name: &str| params.iter().any(|param| param.name == name && has_name(param));
    let mut lexer = Lexer::new(text, is_name);
    while !lexer.remainder().is_empty() {
        if let Some(position) = flag(params, &values, &lexer)? {
            let word = lexer.word()?.unwrap_or_default();
            let value = word.split_once('=').map_or(Value::Boolean(true), |(_, value)| value.into());
            values[position].push(value);
            continue;
        }
        // `user: count:3` has no value for `user`.
        let Some(position) = next(params, &values, &mut lexer, ignore_extra)? else { continue };
        let param = &params[position];
        let value = match param.reads {
            Consumes::Rest => {
                // Taken literally: quotes and backslashes have no meaning.
                values[position].push(Value::Text(lexer.remainder().trim_end().to_owned()));
                return Ok(values);
            }
            Consumes::CodeBlock => lexer.code()?,
            Consumes::Word | Consumes::Flag | Consumes::Attachment => lexer.word()?,
        };
        if let Some(value) = value {
            extend(param, &mut values[position], Value::Text(value))?;
        }
    }
    Ok(values)
}

/// Assigns files to the parameters that take them; further files are ignored.
fn files(params: &[ParamSpec], attachments: &[AttachmentId]) -> Vec<Vec<Value>> {
    let mut files = attachments.iter().map(|id| Value::Text(id.to_string()));
    let take = |param: &ParamSpec| match (param.reads, param.presence) {
        (Consumes::Attachment, Presence::List) => files.by_ref().take(LONGEST_LIST).collect(),
        (Consumes::Attachment, _) => files.next().into_iter().collect(),
        _ => Vec::new(),
    };
    params.iter().map(take).collect()
}

fn has_name(param: &ParamSpec) -> bool {
    param.reads != Consumes::Attachment
}

/// Finds the first parameter that takes words and has none yet, or takes more of them.
fn free<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    values: &[Vec<Value>],
    lexer: &Lexer<'_, F>,
) -> Option<usize> {
    (0..params.len()).find(|position| {
        takes_words(&params[*position])
            && takes_more(params, values, *position)
            && (is_last(params, *position) || goes_on(params, values, *position, lexer))
    })
}

fn takes_words(param: &ParamSpec) -> bool {
    matches!(param.reads, Consumes::Word | Consumes::Rest | Consumes::CodeBlock)
}

fn is_last(params: &[ParamSpec], position: usize) -> bool {
    !params[position + 1..].iter().any(takes_words)
}

/// Whether a list or an optional parameter that other parameters follow takes the next word: while the words look like its own and no later
/// parameter has a value. A parameter whose values can look like anything takes any word.
fn goes_on<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    values: &[Vec<Value>],
    position: usize,
    lexer: &Lexer<'_, F>,
) -> bool {
    // Before the word is read, which allocates.
    if params[position].presence == Presence::Required {
        return true;
    }
    let Some(takes) = params[position].takes(&lexer.peek().unwrap_or_default()) else { return true };
    let later = position + 1..params.len();
    let has_ended = later.into_iter().any(|next| takes_words(&params[next]) && !values[next].is_empty());
    takes && !has_ended
}

fn takes_more(params: &[ParamSpec], values: &[Vec<Value>], position: usize) -> bool {
    values[position].is_empty() || params[position].presence == Presence::List
}

/// Whether the literal rest begins here: every parameter before it has a value.
fn begins_rest<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    values: &[Vec<Value>],
    lexer: &Lexer<'_, F>,
) -> bool {
    free(params, values, lexer).is_some_and(|free| params[free].reads == Consumes::Rest)
}

/// Returns the parameter of the flag that comes next, if one does.
fn flag<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    values: &[Vec<Value>],
    lexer: &Lexer<'_, F>,
) -> Result<Option<usize>, ArgumentError> {
    let is_called = |param: &ParamSpec, name: &str| {
        param.reads == Consumes::Flag && param.name.replace('_', "-") == name.replace('_', "-")
    };
    let position = lexer.flag().and_then(|name| params.iter().position(|param| is_called(param, name)));
    match position {
        Some(position) if takes_more(params, values, position) => Ok(Some(position)),
        Some(position) if !begins_rest(params, values, lexer) => {
            Err(ArgumentError::Duplicate { parameter: params[position].name.to_owned() })
        }
        _ => Ok(None),
    }
}

/// Returns the parameter that the next word is for: the one it names, else the first one without a value. A word for none is skipped or
/// refused.
fn next<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    values: &[Vec<Value>],
    lexer: &mut Lexer<'_, F>,
    ignore_extra: bool,
) -> Result<Option<usize>, ArgumentError> {
    let named = lexer.name().and_then(|name| params.iter().position(|param| param.name == name));
    let named =
        named.filter(|named| takes_more(params, values, *named) || !begins_rest(params, values, lexer));
    if let Some(position) = named {
        if !takes_more(params, values, position) {
            return Err(ArgumentError::Duplicate { parameter: params[position].name.to_owned() });
        }
        lexer.take_name();
        let is_empty = lexer.remainder().is_empty() || lexer.name().is_some();
        return Ok((!is_empty).then_some(position));
    }
    match free(params, values, lexer) {
        Some(position) => Ok(Some(position)),
        None if ignore_extra => {
            lexer.skip();
            Ok(None)
        }
        None => Err(ArgumentError::TooMany { value: shown(&lexer.word()?.unwrap_or_default()) }),
    }
}

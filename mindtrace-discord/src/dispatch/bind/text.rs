//! Arguments in a text: by name, by flag, by place and by rest.

use serenity::model::id::AttachmentId;

use super::list::{LONGEST_LIST, extend};
use crate::args::lexer::Lexer;
use crate::args::limit::Presence;
use crate::args::{ArgumentError, Reads, Value, shown};
use crate::command::ParamSpec;

/// The values for each parameter. Files are taken in the order in which they are attached.
pub(crate) fn given(
    params: &[ParamSpec],
    text: &str,
    attachments: &[AttachmentId],
) -> Result<Vec<Vec<Value>>, ArgumentError> {
    let mut given = files(params, attachments);
    let is_name = |name: &str| params.iter().any(|param| param.name == name && has_name(param));
    let mut lexer = Lexer::new(text, is_name);
    while !lexer.remainder().is_empty() {
        if let Some(position) = flag(params, &given, &lexer)? {
            let word = lexer.word()?.unwrap_or_default();
            let value = word.split_once('=').map_or(Value::Boolean(true), |(_, value)| value.into());
            given[position].push(value);
            continue;
        }
        // `who: count:3` gives nothing for `who`.
        let Some(position) = next(params, &given, &mut lexer)? else { continue };
        let param = &params[position];
        let value = match param.reads {
            Reads::Rest => {
                // As it stands: quotes and backslashes in it are its own.
                given[position].push(Value::Text(lexer.remainder().trim_end().to_owned()));
                return Ok(given);
            }
            Reads::CodeBlock => lexer.code()?,
            Reads::Word | Reads::Flag | Reads::Attachment => lexer.word()?,
        };
        if let Some(value) = value {
            extend(param, &mut given[position], Value::Text(value))?;
        }
    }
    Ok(given)
}

/// Files for those parameters that take one; a message may have more than anybody asked for.
fn files(params: &[ParamSpec], attachments: &[AttachmentId]) -> Vec<Vec<Value>> {
    let mut files = attachments.iter().map(|id| Value::Text(id.to_string()));
    let take = |param: &ParamSpec| match (param.reads, param.presence) {
        (Reads::Attachment, Presence::List) => files.by_ref().take(LONGEST_LIST).collect(),
        (Reads::Attachment, _) => files.next().into_iter().collect(),
        _ => Vec::new(),
    };
    params.iter().map(take).collect()
}

fn has_name(param: &ParamSpec) -> bool {
    param.reads != Reads::Attachment
}

/// The first parameter that takes words and has none yet, or takes more of them.
fn free<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    given: &[Vec<Value>],
    lexer: &Lexer<'_, F>,
) -> Option<usize> {
    (0..params.len()).find(|position| {
        takes_words(&params[*position])
            && takes_more(params, given, *position)
            && (is_last(params, *position) || goes_on(params, given, *position, lexer))
    })
}

fn takes_words(param: &ParamSpec) -> bool {
    matches!(param.reads, Reads::Word | Reads::Rest | Reads::CodeBlock)
}

fn is_last(params: &[ParamSpec], position: usize) -> bool {
    !params[position + 1..].iter().any(takes_words)
}

/// Whether a list with others behind it takes the next word: as long as the words look like its own and none of the others has
/// begun. What is no list takes any word.
fn goes_on<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    given: &[Vec<Value>],
    position: usize,
    lexer: &Lexer<'_, F>,
) -> bool {
    let param = &params[position];
    if param.presence != Presence::List {
        return true;
    }
    let behind = position + 1..params.len();
    let has_ended = behind.into_iter().any(|next| takes_words(&params[next]) && !given[next].is_empty());
    !has_ended && lexer.peek().is_some_and(|word| param.looks_like(&word))
}

fn takes_more(params: &[ParamSpec], given: &[Vec<Value>], position: usize) -> bool {
    given[position].is_empty() || params[position].presence == Presence::List
}

/// What is taken as it stands begins at its place; only what is still missing comes before it.
fn begins_rest<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    given: &[Vec<Value>],
    lexer: &Lexer<'_, F>,
) -> bool {
    free(params, given, lexer).is_some_and(|free| params[free].reads == Reads::Rest)
}

/// The flag that stands next.
fn flag<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    given: &[Vec<Value>],
    lexer: &Lexer<'_, F>,
) -> Result<Option<usize>, ArgumentError> {
    let is_called = |param: &ParamSpec, name: &str| {
        param.reads == Reads::Flag && param.name.replace('_', "-") == name.replace('_', "-")
    };
    let position = lexer.flag().and_then(|name| params.iter().position(|param| is_called(param, name)));
    match position {
        Some(position) if takes_more(params, given, position) => Ok(Some(position)),
        Some(position) if !begins_rest(params, given, lexer) => {
            Err(ArgumentError::Twice { parameter: params[position].name.to_owned() })
        }
        _ => Ok(None),
    }
}

/// The parameter that the next word is for: the one it names, else the first that has none yet.
fn next<F: Fn(&str) -> bool>(
    params: &[ParamSpec],
    given: &[Vec<Value>],
    lexer: &mut Lexer<'_, F>,
) -> Result<Option<usize>, ArgumentError> {
    let named = lexer.name().and_then(|name| params.iter().position(|param| param.name == name));
    let named = named.filter(|named| takes_more(params, given, *named) || !begins_rest(params, given, lexer));
    if let Some(position) = named {
        if !takes_more(params, given, position) {
            return Err(ArgumentError::Twice { parameter: params[position].name.to_owned() });
        }
        lexer.take_name();
        let is_empty = lexer.remainder().is_empty() || lexer.name().is_some();
        return Ok((!is_empty).then_some(position));
    }
    match free(params, given, lexer) {
        Some(position) => Ok(Some(position)),
        None => Err(ArgumentError::TooMany { value: shown(&lexer.word()?.unwrap_or_default()) }),
    }
}

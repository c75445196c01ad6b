//! One argument of a command, as data.

use super::limit::{Bound, ChoiceSpec, Literal, Presence, is_choice, is_within};
use crate::args::{ArgumentKind, Convert, Parameter, convert};

/// One argument of a command: its name, its type and its limits.
#[derive(Clone, Copy, Debug)]
pub struct ParamSpec {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: ArgumentKind,
    pub(crate) presence: Presence,
    pub(crate) choices: &'static [ChoiceSpec],
    pub(crate) default: Option<Literal>,
    pub(crate) min: Option<Bound>,
    pub(crate) max: Option<Bound>,
    pub(crate) min_length: Option<u16>,
    pub(crate) max_length: Option<u16>,
    pub(crate) rest: bool,
    pub(crate) expected: &'static str,
    pub(crate) convert: Convert,
}

// The assertions below run in the compiler: a spec is a constant, so a violation is a compile error at the command.
impl ParamSpec {
    /// An argument of type `T`.
    pub const fn of<T: Parameter>(name: &'static str, description: &'static str) -> Self {
        let (min, max) = match <T::Item as crate::args::Argument>::RANGE {
            Some((min, max)) => (Some(Bound::Integer(min)), Some(Bound::Integer(max))),
            None => (None, None),
        };
        Self {
            name,
            description,
            kind: <T::Item as crate::args::Argument>::KIND,
            presence: T::PRESENCE,
            choices: <T::Item as crate::args::Argument>::CHOICES,
            default: None,
            min,
            max,
            min_length: None,
            max_length: None,
            rest: false,
            expected: <T::Item as crate::args::Argument>::EXPECTED,
            convert: convert::<T>,
        }
    }

    /// The value when none is given.
    ///
    /// # Panics
    ///
    /// In the compiler, when the argument's type does not take it: a spec is a constant.
    // What it does is refuse a constant while it is compiled.
    #[allow(clippy::panic)]
    #[must_use]
    pub const fn default(mut self, default: Literal) -> Self {
        match (self.kind, default) {
            (ArgumentKind::Integer, Literal::Integer(value)) => {
                assert!(is_within(value, self.min, self.max), "the type cannot hold the default");
            }
            (ArgumentKind::Number, Literal::Integer(_) | Literal::Number(_))
            | (ArgumentKind::Boolean, Literal::Boolean(_)) => {}
            (ArgumentKind::String, Literal::Text(text)) => {
                assert!(
                    self.choices.is_empty() || is_choice(text, self.choices),
                    "the default is none of the choices"
                );
            }
            _ => panic!("the default is not what the argument takes"),
        }
        self.default = Some(default);
        self
    }

    /// The least number accepted.
    ///
    /// # Panics
    ///
    /// In the compiler, when the argument's type has no such limit: a spec is a constant.
    #[must_use]
    pub const fn min(mut self, min: Bound) -> Self {
        assert!(self.kind.is_numeric(), "`min` is for numbers");
        if let Bound::Integer(value) = min {
            assert!(is_within(value, self.min, self.max), "the type cannot hold `min`");
        }
        self.min = Some(min);
        self
    }

    /// The greatest number accepted.
    ///
    /// # Panics
    ///
    /// In the compiler, when the argument's type has no such limit: a spec is a constant.
    #[must_use]
    pub const fn max(mut self, max: Bound) -> Self {
        assert!(self.kind.is_numeric(), "`max` is for numbers");
        if let Bound::Integer(value) = max {
            assert!(is_within(value, None, self.max), "the type cannot hold `max`");
        }
        self.max = Some(max);
        self
    }

    /// The least number of characters accepted.
    ///
    /// # Panics
    ///
    /// In the compiler, when the argument's type has no such limit: a spec is a constant.
    #[must_use]
    pub const fn min_length(mut self, characters: u16) -> Self {
        assert!(self.is_free_text(), "`min_len` is for texts");
        self.min_length = Some(characters);
        self
    }

    /// The greatest number of characters accepted.
    ///
    /// # Panics
    ///
    /// In the compiler, when the argument's type has no such limit: a spec is a constant.
    #[must_use]
    pub const fn max_length(mut self, characters: u16) -> Self {
        assert!(self.is_free_text(), "`max_len` is for texts");
        self.max_length = Some(characters);
        self
    }

    /// Takes everything up to the end of a text.
    ///
    /// # Panics
    ///
    /// In the compiler, when the argument's type has no such limit: a spec is a constant.
    #[must_use]
    pub const fn rest(mut self) -> Self {
        assert!(self.is_free_text(), "`rest` is for texts");
        self.rest = true;
        self
    }

    const fn is_free_text(&self) -> bool {
        matches!(self.kind, ArgumentKind::String) && self.choices.is_empty()
    }

    /// The name callers type.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The sentence Discord shows.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// What kind of value it takes.
    pub fn kind(&self) -> ArgumentKind {
        self.kind
    }

    /// How many values it takes.
    pub fn presence(&self) -> Presence {
        self.presence
    }

    /// Whether a call without it is refused.
    pub fn is_required(&self) -> bool {
        self.presence == Presence::Required && self.default.is_none()
    }

    /// The only values it accepts; empty when it is free.
    pub fn choices(&self) -> &'static [ChoiceSpec] {
        self.choices
    }

    /// What a caller should give, as in "must be *a whole number from 1 to 100*".
    pub(crate) fn expectation(&self) -> String {
        if !self.choices.is_empty() {
            let names: Vec<String> =
                self.choices.iter().map(|choice| format!("`{}`", choice.value)).collect();
            return format!("one of {}", names.join(", "));
        }
        let mut text = self.expected.to_owned();
        match (self.min, self.max) {
            (Some(min), Some(max)) => text.push_str(&format!(" from {min} to {max}")),
            (Some(min), None) => text.push_str(&format!(" of at least {min}")),
            (None, Some(max)) => text.push_str(&format!(" of at most {max}")),
            (None, None) => {}
        }
        match (self.min_length, self.max_length) {
            (Some(min), Some(max)) => text.push_str(&format!(" of {min} to {max} characters")),
            (Some(min), None) => text.push_str(&format!(" of at least {min} characters")),
            (None, Some(max)) => text.push_str(&format!(" of at most {max} characters")),
            (None, None) => {}
        }
        text
    }
}

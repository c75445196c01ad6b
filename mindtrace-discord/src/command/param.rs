//! One argument of a command, as data.

use std::str::FromStr;

use super::FunctionState;
use super::handler::SuggestFn;
use crate::args::expected::Limits;
use crate::args::limit::{Bound, ChoiceSpec, Literal, Presence, is_choice, is_within};
use crate::args::{
    Argument, ArgumentKind, Consumes, Convert, Expected, Parameter, Parsed, convert, convert_parsed,
    convert_parsed_list, convert_parsed_optional,
};
use crate::channels::Channels;

/// One argument of a command: its name, its type and its limits.
///
/// ```
/// use mindtrace_discord::args::ArgumentKind;
/// use mindtrace_discord::command::{Bound, FunctionState, Literal, ParamSpec, StateSpec};
/// use mindtrace_discord::serenity::model::user::User;
///
/// const DICE: ParamSpec = ParamSpec::of::<u32>("dice", "Number of dice")
///     .min(Bound::Integer(1))
///     .max(Bound::Integer(20))
///     .default(Literal::Integer(2));
/// const TEXT: ParamSpec = ParamSpec::of::<Option<String>>("text", "A text").min_length(2).max_length(80).rest();
/// const LOUD: ParamSpec = ParamSpec::of::<bool>("loud", "In capitals").flag();
/// const FROM: ParamSpec = ParamSpec::parsed::<std::net::IpAddr>("from", "The sender", "an IP address");
/// const VIA: ParamSpec = ParamSpec::parsed_optional::<std::net::IpAddr>("via", "A proxy", "an IP address");
/// const TO: ParamSpec = ParamSpec::parsed_list::<std::net::IpAddr>("to", "The receivers", "an IP address");
/// const WHO: ParamSpec = ParamSpec::of::<User>("who", "A member").below_caller();
/// const CITIES: FunctionState = FunctionState::new("cities", const { &[StateSpec::of::<Vec<String>>("Vec<String>")] });
/// const CITY: ParamSpec = ParamSpec::of::<String>("city", "A city")
///     .suggest(|_, _| Box::pin(async move { Ok(Vec::new()) }))
///     .suggest_state(CITIES);
///
/// assert_eq!((DICE.name(), DICE.description(), DICE.kind()), ("dice", "Number of dice", ArgumentKind::Integer));
/// assert!([DICE, TEXT, LOUD, VIA, TO].iter().all(|param| !param.is_required()));
/// assert!([FROM, WHO, CITY].iter().all(|param| param.is_required()));
/// ```
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
    pub(crate) reads: Consumes,
    pub(crate) channels: &'static [Channels],
    pub(crate) suggest: Option<SuggestFn>,
    pub(crate) suggest_state: Option<FunctionState>,
    pub(crate) below_caller: bool,
    pub(crate) expected: &'static str,
    pub(crate) convert: Convert,
    /// See [`Argument::claims`].
    pub(crate) claims: fn(&str) -> Option<bool>,
}

// A specification is a constant, so the assertions below run at compile time.
impl ParamSpec {
    /// Creates an argument of type `T`.
    pub const fn of<T: Parameter>(name: &'static str, description: &'static str) -> Self {
        Self::new::<T::Item>(name, description, T::PRESENCE, convert::<T>)
    }

    /// Creates an argument of a type that is parsed with [`FromStr`]. `expected` completes "must be …".
    pub const fn parsed<T>(name: &'static str, description: &'static str, expected: &'static str) -> Self
    where
        T: FromStr + Send + 'static,
    {
        let convert = convert_parsed::<T>;
        Self::new::<Parsed<T>>(name, description, Presence::Required, convert).expected(expected)
    }

    /// As [`parsed`](Self::parsed), for an `Option` of such a type.
    pub const fn parsed_optional<T>(
        name: &'static str,
        description: &'static str,
        expected: &'static str,
    ) -> Self
    where
        T: FromStr + Send + 'static,
    {
        let convert = convert_parsed_optional::<T>;
        Self::new::<Parsed<T>>(name, description, Presence::Optional, convert).expected(expected)
    }

    /// As [`parsed`](Self::parsed), for a `Vec` of such a type.
    pub const fn parsed_list<T>(name: &'static str, description: &'static str, expected: &'static str) -> Self
    where
        T: FromStr + Send + 'static,
    {
        let convert = convert_parsed_list::<T>;
        Self::new::<Parsed<T>>(name, description, Presence::List, convert).expected(expected)
    }

    const fn new<A: Argument>(
        name: &'static str,
        description: &'static str,
        presence: Presence,
        convert: Convert,
    ) -> Self {
        let (min, max) = match A::RANGE {
            Some((min, max)) => (Some(Bound::Integer(min)), Some(Bound::Integer(max))),
            None => (None, None),
        };
        Self {
            name,
            description,
            kind: A::KIND,
            presence,
            choices: A::CHOICES,
            default: None,
            min,
            max,
            min_length: None,
            max_length: None,
            reads: A::CONSUMES,
            channels: &[],
            suggest: None,
            suggest_state: None,
            below_caller: false,
            expected: A::EXPECTED,
            convert,
            claims: A::claims,
        }
    }

    const fn expected(mut self, expected: &'static str) -> Self {
        self.expected = expected;
        self
    }

    /// Accepts only these values.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument's type has its own choices, or if the argument has autocomplete.
    #[must_use]
    pub const fn one_of(mut self, choices: &'static [ChoiceSpec]) -> Self {
        assert!(self.choices.is_empty(), "the type has its own choices");
        assert!(self.suggest.is_none(), "choices and autocomplete exclude each other");
        assert!(
            matches!(self.kind, ArgumentKind::String | ArgumentKind::Integer | ArgumentKind::Number),
            "`choices` are for texts and numbers"
        );
        self.choices = choices;
        self
    }

    /// Suggests values while the caller types. Other values are accepted too.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument has choices, or is neither text nor number.
    #[must_use]
    pub const fn suggest(mut self, suggest: SuggestFn) -> Self {
        assert!(self.choices.is_empty(), "choices and autocomplete exclude each other");
        assert!(
            matches!(self.kind, ArgumentKind::String | ArgumentKind::Integer | ArgumentKind::Number),
            "`autocomplete` is for texts and numbers"
        );
        self.suggest = Some(suggest);
        self
    }

    /// Sets the states that its autocomplete function borrows.
    #[must_use]
    pub const fn suggest_state(mut self, state: FunctionState) -> Self {
        self.suggest_state = Some(state);
        self
    }

    /// Accepts channels of these kinds only.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a channel.
    #[must_use]
    pub const fn channel_types(mut self, channels: &'static [Channels]) -> Self {
        assert!(matches!(self.kind, ArgumentKind::Channel), "`channel_types` is for channels");
        self.channels = channels;
        self
    }

    /// Accepts only members whose highest role is below the caller's.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a user or member.
    #[must_use]
    pub const fn below_caller(mut self) -> Self {
        assert!(matches!(self.kind, ArgumentKind::User), "`below_caller` is for users and members");
        self.below_caller = true;
        self
    }

    /// Makes it a flag: `--name` in a prefix command, `false` when omitted.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a `bool`.
    #[must_use]
    pub const fn flag(mut self) -> Self {
        assert!(matches!(self.kind, ArgumentKind::Boolean), "`flag` is for `bool`");
        self.reads = Consumes::Flag;
        if self.default.is_none() && matches!(self.presence, Presence::Required) {
            self.default = Some(Literal::Boolean(false));
        }
        self
    }

    /// Sets the value of an omitted argument.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument's type does not accept it.
    // The panic is a compile error, because a specification is a constant.
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
                    "the default is not one of the choices"
                );
            }
            _ => panic!("the default does not match the type of the argument"),
        }
        self.default = Some(default);
        self
    }

    /// Sets the smallest number that is accepted.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a number, or its type cannot hold the limit.
    #[must_use]
    pub const fn min(mut self, min: Bound) -> Self {
        let is_duration = matches!(min, Bound::Duration(_)) && matches!(self.kind, ArgumentKind::String);
        assert!(self.kind.is_numeric() || is_duration, "`min` is for numbers and durations");
        if let Bound::Integer(value) = min {
            assert!(is_within(value, self.min, self.max), "the type cannot hold `min`");
        }
        self.min = Some(min);
        self
    }

    /// Sets the greatest number that is accepted.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a number, or its type cannot hold the limit.
    #[must_use]
    pub const fn max(mut self, max: Bound) -> Self {
        let is_duration = matches!(max, Bound::Duration(_)) && matches!(self.kind, ArgumentKind::String);
        assert!(self.kind.is_numeric() || is_duration, "`max` is for numbers and durations");
        if let Bound::Integer(value) = max {
            assert!(is_within(value, None, self.max), "the type cannot hold `max`");
        }
        self.max = Some(max);
        self
    }

    /// Sets the minimum length in characters.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a text without choices.
    #[must_use]
    pub const fn min_length(mut self, characters: u16) -> Self {
        assert!(self.is_free_text(), "`min_len` is for texts");
        self.min_length = Some(characters);
        self
    }

    /// Sets the maximum length in characters.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a text without choices.
    #[must_use]
    pub const fn max_length(mut self, characters: u16) -> Self {
        assert!(self.is_free_text(), "`max_len` is for texts");
        self.max_length = Some(characters);
        self
    }

    /// Takes the rest of a message.
    ///
    /// # Panics
    ///
    /// At compile time, if the argument is not a text without choices.
    #[must_use]
    pub const fn rest(mut self) -> Self {
        assert!(self.is_free_text(), "`rest` is for texts");
        self.reads = Consumes::Rest;
        self
    }

    /// Returns whether it takes words of a message.
    pub(super) const fn takes_words(&self) -> bool {
        !matches!(self.reads, Consumes::Flag | Consumes::Attachment)
    }

    /// Returns whether it takes the rest of a message, so that no other argument can follow.
    pub(super) const fn takes_the_rest(&self) -> bool {
        matches!(self.reads, Consumes::Rest)
    }

    /// Returns whether its values can be told apart from other words: numbers, mentions, choices.
    pub(super) const fn has_recognizable_words(&self) -> bool {
        !self.is_free_text()
    }

    /// Returns whether it leaves a word that it does not take to the parameters behind it, and if so, whether it takes this one. `None`
    /// if it takes any word, because names and texts can look like anything.
    pub(crate) fn takes(&self, word: &str) -> Option<bool> {
        match self.presence {
            Presence::Required => None,
            Presence::Optional if self.choices.is_empty() => (self.claims)(word),
            Presence::Optional | Presence::List => Some(self.looks_like(word)),
        }
    }

    /// Returns whether a word looks like one of its values.
    fn looks_like(&self, word: &str) -> bool {
        if self.choices.is_empty() {
            return self.kind.looks_like(word);
        }
        let is = |text: &str| text.to_lowercase() == word.to_lowercase();
        self.choices.iter().any(|choice| is(choice.value()) || is(choice.name()))
    }

    const fn is_free_text(&self) -> bool {
        matches!(self.kind, ArgumentKind::String) && self.choices.is_empty()
    }

    /// The name that callers type.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The description that Discord shows.
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// The kind of value it takes.
    pub fn kind(&self) -> ArgumentKind {
        self.kind
    }

    /// The number of values it takes.
    pub fn presence(&self) -> Presence {
        self.presence
    }

    /// Returns whether a call without it is refused.
    pub fn is_required(&self) -> bool {
        self.presence == Presence::Required && self.default.is_none()
    }

    /// The only values it accepts; empty if it accepts any.
    pub fn choices(&self) -> &'static [ChoiceSpec] {
        self.choices
    }

    /// The description of accepted values, as in "must be *a whole number from 1 to 100*".
    pub(crate) fn expectation(&self) -> Expected {
        Expected::new(Limits {
            declared: self.expected,
            is_numeric: self.kind.is_numeric(),
            choices: self.choices,
            channels: self.channels,
            min: self.min,
            max: self.max,
            min_length: self.min_length,
            max_length: self.max_length,
        })
    }
}

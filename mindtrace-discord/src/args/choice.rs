//! Enums as arguments.

use super::limit::ChoiceSpec;
use super::{Argument, ArgumentKind, ConvertError, Lookup, Value};

/// An enum whose variants are the choices of an argument; `#[derive(Choice)]` implements it.
///
/// ```
/// use mindtrace_discord::args::Choice as _;
/// use mindtrace_discord::prelude::*;
///
/// #[derive(Debug, PartialEq, Choice)]
/// enum Color {
///     Red,
///     DarkRed,
/// }
///
/// assert_eq!(Color::from_value("dark_red"), Some(Color::DarkRed));
/// assert_eq!(Color::CHOICES[1].name(), "Dark Red");
/// ```
pub trait Choice: Sized + Send + 'static {
    /// The variants, in the order of declaration.
    const CHOICES: &'static [ChoiceSpec];

    /// Returns the variant that is sent as `value`.
    fn from_value(value: &str) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: Choice> Argument for T {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "one of the choices";
    const CHOICES: &'static [ChoiceSpec] = <T as Choice>::CHOICES;

    async fn convert(value: Value, _: &Lookup<'_>) -> Result<Self, ConvertError> {
        let text = value.to_string();
        // Users type the visible name, in upper or lower case; programs send the value.
        <T as Choice>::CHOICES
            .iter()
            .find(|choice| choice.value() == text)
            .or_else(|| {
                let typed = text.to_lowercase();
                <T as Choice>::CHOICES.iter().find(|choice| {
                    choice.name().to_lowercase() == typed || choice.value().to_lowercase() == typed
                })
            })
            .and_then(|choice| T::from_value(choice.value()))
            .ok_or(ConvertError::Invalid)
    }
}

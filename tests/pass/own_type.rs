//! A custom type that implements `Argument` is an argument, also in `Option` and `Vec`.

use mindtrace_discord::args::{Argument, ArgumentKind, ConvertError, Lookup, Value};
use mindtrace_discord::command::Presence;
use mindtrace_discord::prelude::*;

struct Color(u32);

impl Argument for Color {
    const KIND: ArgumentKind = ArgumentKind::String;
    const EXPECTED: &'static str = "a color such as #ff8800";

    async fn convert(value: Value, _: &Lookup<'_>) -> std::result::Result<Self, ConvertError> {
        let text = value.to_string();
        let digits = text.strip_prefix('#').ok_or(ConvertError::Invalid)?;
        u32::from_str_radix(digits, 16).map(Self).map_err(|_| ConvertError::Invalid)
    }
}

#[derive(Choice)]
enum Shape {
    Circle,
    #[choice(name = "Square!", value = "box")]
    Square,
}

#[command]
async fn mix(
    #[arg(min_len = 7, max_len = 7)] color: Color,
    background: Option<Color>,
    shape: Option<Shape>,
    more: Vec<Color>,
) -> String {
    let shape = match shape {
        Some(Shape::Square) => "square",
        Some(Shape::Circle) | None => "circle",
    };
    format!("{shape} {:06x} {} {}", color.0, background.is_some(), more.len())
}

#[tokio::test]
async fn compiles() {
    assert_eq!(
        mix(Color(0xff8800), None, Some(Shape::Square), vec![Color(0)]).await,
        "square ff8800 false 1"
    );

    let registry = crate::linked();
    let arguments = registry.find("mix").unwrap().arguments();
    assert!(arguments[..2].iter().all(|argument| argument.kind() == ArgumentKind::String));
    assert_eq!(
        arguments.iter().map(|argument| argument.presence()).collect::<Vec<_>>(),
        [Presence::Required, Presence::Optional, Presence::Optional, Presence::List]
    );
    let choices: Vec<_> =
        arguments[2].choices().iter().map(|choice| (choice.name(), choice.value())).collect();
    assert_eq!(choices, [("Circle", "circle"), ("Square!", "box")]);
}

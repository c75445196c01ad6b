//! A keyword as a name is written `r#move` in Rust and `move` everywhere else.

use mindtrace_discord::prelude::*;

#[derive(Choice)]
#[allow(non_camel_case_types)]
enum Kind {
    r#static,
    r#dyn,
}

#[command]
async fn r#move(r#type: String, r#in: Option<Kind>) -> String {
    match r#in {
        Some(Kind::r#static) => format!("{type} stays"),
        Some(Kind::r#dyn) | None => format!("{type} moved", r#type = r#type),
    }
}

#[on_event(MemberJoin)]
async fn r#match(r#ref: &MemberJoin) {
    let _ = r#ref;
}

#[test]
fn compiles() {
    let registry = crate::linked();
    let command = registry.find("move").unwrap();
    assert_eq!(command.description(), "move");
    let arguments = command.arguments();
    assert_eq!(arguments.iter().map(|argument| argument.name()).collect::<Vec<_>>(), ["type", "in"]);
    let choices = arguments[1].choices();
    assert_eq!(choices.iter().map(|choice| choice.value()).collect::<Vec<_>>(), ["static", "dyn"]);
    assert_eq!(crate::handlers(file!()), ["match"]);
    let _ = r#move;
    let _ = r#match;
}

//! A command without a context parameter is an ordinary async function.

use mindtrace_discord::prelude::*;

struct Greetings {
    word: &'static str,
}

#[command]
async fn add(a: i64, #[arg(default = 1)] b: i64) -> String {
    (a + b).to_string()
}

#[command]
async fn greet(greetings: &Greetings, names: Vec<String>) -> Result<String> {
    if names.is_empty() {
        return Err(UserError::new("Write at least one name.").into());
    }
    Ok(format!("{} {}!", greetings.word, names.join(" and ")))
}

#[tokio::test]
async fn compiles() {
    assert_eq!(add(2, 3).await, "5");
    let greetings = Greetings { word: "Hello" };
    let names = vec!["Ann".to_owned(), "Bob".to_owned()];
    assert_eq!(greet(&greetings, names).await.unwrap(), "Hello Ann and Bob!");
    assert!(greet(&greetings, Vec::new()).await.is_err());

    let registry = crate::linked();
    assert_eq!(crate::commands(file!()), ["add", "greet"]);
    let required: Vec<_> =
        registry.find("add").unwrap().arguments().iter().map(|a| a.is_required()).collect();
    assert_eq!(required, [true, false]);
}

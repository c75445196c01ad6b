//! Every key of an argument, structs of arguments, and modals.

#![deny(warnings)]
#![forbid(unsafe_code)]

use std::net::IpAddr;

use mindtrace_discord::command::Args as _;
use mindtrace_discord::modal::Modal as _;
use mindtrace_discord::prelude::*;

async fn cities(_: &Context, typed: &str) -> Vec<String> {
    vec![typed.to_owned()]
}

#[derive(Choice, Clone, Copy)]
enum Color {
    Red,
    DarkRed,
}

/// When.
#[derive(Args)]
struct Range {
    /// From here
    since: Option<MessageId>,
}

/// A filter of messages.
#[derive(Args)]
struct Filter {
    /// How many
    #[arg(min = 1, max = 50, default = 10)]
    limit: u8,
    #[arg(flatten)]
    range: Range,
    r#type: Option<Color>,
}

#[command]
async fn find(
    text: String,
    #[arg(flatten)] filter: Filter,
    #[arg(parse, expected = "an IP address")] from: Option<IpAddr>,
    #[arg(flag)] quiet: bool,
) -> String {
    let _ = (filter.range.since, filter.r#type, from, quiet);
    format!("{text} {}", filter.limit)
}

#[command]
async fn all(#[arg(flatten)] range: Range) {
    let _ = range;
}

#[command]
async fn keys(
    #[arg(choices("red", "Dark red" = "dark-red"), default = "Dark red")] color: String,
    #[arg(choices(1, -2, "five" = 5))] number: Option<i64>,
    #[arg(choices(0.5, 1))] ratio: Option<f64>,
    #[arg(autocomplete = cities)] city: Option<String>,
    #[arg(channel_types(text, "thread"))] channel: Option<GuildChannel>,
    #[arg(below_caller)] member: Option<Member>,
    #[arg(parse)] more: Vec<IpAddr>,
) {
    let _ = (color, number, ratio, city, channel, member, more);
}

#[derive(Modal)]
#[modal(title = "Tell us")]
struct Feedback {
    /// In one sentence.
    #[field(label = "What happened?", placeholder = "It…", min_len = 5, max_len = 100)]
    title: String,
    #[field(paragraph, max_len = 4000)]
    long_text: Option<String>,
    #[field(choices("good", "bad"))]
    mood: String,
    #[field(parse, expected = "an IP address")]
    address: Option<IpAddr>,
    color: Vec<Color>,
}

#[tokio::test]
async fn compiles() {
    let registry = crate::linked();
    let names: Vec<_> =
        registry.find("find").unwrap().arguments().iter().map(|argument| argument.name()).collect();
    assert_eq!(names, ["text", "limit", "since", "type", "from", "quiet"]);
    assert_eq!(Filter::PARAMS.len(), 3);
    assert_eq!(registry.find("all").unwrap().arguments().len(), 1);
    let choices = registry.find("keys").unwrap().arguments()[2].choices();
    assert_eq!(choices.iter().map(|choice| choice.value()).collect::<Vec<_>>(), ["0.5", "1"]);
    let _ = Feedback::SPEC;
    let read = |feedback: Feedback| {
        let Feedback { title, long_text, mood, address, color } = feedback;
        (title, long_text, mood, address, color)
    };
    let _ = read;
}

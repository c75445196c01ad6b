use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    one: String,
    two: String,
    three: String,
    four: String,
    five: String,
    six: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

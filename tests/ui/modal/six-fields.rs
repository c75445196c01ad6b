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

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

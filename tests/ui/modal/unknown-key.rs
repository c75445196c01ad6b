use mindtrace_discord::prelude::*;

#[derive(Modal)]
#[modal(name = "Tell us")]
struct Feedback {
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

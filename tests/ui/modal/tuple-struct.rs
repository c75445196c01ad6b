use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback(String);

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
#[modal(title = "")]
struct Feedback {
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

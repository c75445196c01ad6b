use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(placeholder = "")]
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

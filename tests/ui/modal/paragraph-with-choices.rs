use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(paragraph, choices("a", "b"))]
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

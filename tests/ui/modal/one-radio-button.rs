use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(radio, choices("good"))]
    mood: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(description = "Text")]
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

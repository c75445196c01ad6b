use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(label = "What happened there and then What happened there and then ")]
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

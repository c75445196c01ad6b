use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(radio)]
    title: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(max_len = 5000)]
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

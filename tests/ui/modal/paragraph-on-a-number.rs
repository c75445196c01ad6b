use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(paragraph)]
    age: u8,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

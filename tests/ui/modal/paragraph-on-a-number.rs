use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(paragraph)]
    age: u8,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

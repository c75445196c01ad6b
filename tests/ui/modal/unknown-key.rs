use mindtrace_discord::prelude::*;

#[derive(Modal)]
#[modal(name = "Tell us")]
struct Feedback {
    text: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(radio)]
    title: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(paragraph, choices("a", "b"))]
    text: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

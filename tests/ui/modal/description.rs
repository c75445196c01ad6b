use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(description = "Text")]
    text: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    #[field(max_len = 5000)]
    text: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

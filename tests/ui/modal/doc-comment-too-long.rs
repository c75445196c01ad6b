use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    /// word word word word word word word word word word word word word word word word word word word word word
    text: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

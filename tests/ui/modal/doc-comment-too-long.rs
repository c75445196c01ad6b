use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    /// word word word word word word word word word word word word word word word word word word word word word
    text: String,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

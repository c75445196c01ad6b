use mindtrace_discord::prelude::*;

struct Other;

#[derive(Modal)]
struct Feedback {
    other: Other,
}

fn open(modal: Feedback) {
    let _ = modal.other;
}

fn main() {
    let _ = open;
}

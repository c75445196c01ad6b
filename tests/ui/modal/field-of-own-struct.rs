use mindtrace_discord::prelude::*;

struct Other;

#[derive(Modal)]
struct Feedback {
    other: Other,
}

fn open(form: Feedback) {
    let _ = form.other;
}

fn main() {
    let _ = open;
}

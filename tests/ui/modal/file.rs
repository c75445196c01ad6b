use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Feedback {
    picture: Attachment,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

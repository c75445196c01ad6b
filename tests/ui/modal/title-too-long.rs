use mindtrace_discord::prelude::*;

#[derive(Modal)]
#[modal(title = "Tell us everything Tell us everything Tell us everything ")]
struct Feedback {
    text: String,
}

fn open(form: Feedback) {
    let _ = form;
}

fn main() {
    let _ = open;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
enum Feedback {
    Good,
}

fn main() {
    let _ = Feedback::Good;
}

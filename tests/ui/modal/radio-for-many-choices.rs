use mindtrace_discord::prelude::*;

#[derive(Clone, Choice)]
enum Letter {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
}

#[derive(Modal)]
struct Feedback {
    #[field(radio)]
    letter: Letter,
}

fn open(modal: Feedback) {
    let _ = modal;
}

fn main() {
    let _ = open;
}

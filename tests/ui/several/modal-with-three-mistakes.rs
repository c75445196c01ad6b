use mindtrace_discord::prelude::*;

#[derive(Modal)]
#[modal(titel = "Tell us")]
struct Feedback {
    #[field(max_len = 5000)]
    text: String,
    #[field(paragraph)]
    age: u8,
}

fn open(modal: Feedback) {
    let _ = (modal.text, modal.age);
}

fn main() {
    let _ = open;
}

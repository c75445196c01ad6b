use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Form {
    #[field(text = "One.")]
    a: String,
    #[field(text = "Two.")]
    b: String,
    c: String,
    d: String,
}

fn main() {
    let _ = |form: Form| form.d;
}

use mindtrace_discord::prelude::*;

#[derive(Modal)]
#[modal(footer = " ")]
struct Form {
    a: String,
}

fn main() {
    let _ = |form: Form| form.a;
}

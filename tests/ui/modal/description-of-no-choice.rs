use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Form {
    #[field(choices("red", "blue"), descriptions("green" = "Like grass", "red"))]
    color: String,
}

fn main() {
    let _ = |form: Form| form.color;
}

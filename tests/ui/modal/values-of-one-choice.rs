use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Form {
    #[field(choices("red", "blue"), min_values = 1, max_values = 30)]
    color: String,
}

fn main() {
    let _ = |form: Form| form.color;
}

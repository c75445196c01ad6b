use mindtrace_discord::prelude::*;

#[derive(Modal)]
struct Form {
    #[field(max_values = 3)]
    names: Vec<String>,
}

fn main() {
    let _ = |form: Form| form.names;
}

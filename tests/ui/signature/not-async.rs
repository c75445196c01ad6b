use mindtrace_discord::prelude::*;

#[command]
fn hello() -> &'static str {
    "Hello!"
}

fn main() {
    let _ = hello;
}

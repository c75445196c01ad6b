use mindtrace_discord::prelude::*;

#[command]
const HELLO: &str = "Hello!";

fn main() {
    let _ = HELLO;
}

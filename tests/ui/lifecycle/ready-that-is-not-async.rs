use mindtrace_discord::prelude::*;

#[on_ready]
fn hello() {}

fn main() {
    let _ = hello;
}

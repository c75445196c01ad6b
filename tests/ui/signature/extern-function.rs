use mindtrace_discord::prelude::*;

#[command]
async extern "C" fn hello() {}

fn main() {
    let _ = hello;
}

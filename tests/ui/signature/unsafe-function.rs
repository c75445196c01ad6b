use mindtrace_discord::prelude::*;

#[command]
async unsafe fn hello() {}

fn main() {
    let _ = hello;
}

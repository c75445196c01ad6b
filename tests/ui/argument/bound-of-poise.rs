use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[min = 2] count: u32) {
    let _ = count;
}

fn main() {
    let _ = hello;
}

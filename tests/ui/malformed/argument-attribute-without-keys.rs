use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg] count: u8) {
    let _ = count;
}

fn main() {
    let _ = hello;
}

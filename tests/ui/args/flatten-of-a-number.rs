use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(flatten)] limit: u8) {
    let _ = limit;
}

fn main() {
    let _ = hello;
}

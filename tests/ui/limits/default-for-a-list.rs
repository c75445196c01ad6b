use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(default = 5)] counts: Vec<u8>) {
    let _ = counts;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min_len = 1.5)] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

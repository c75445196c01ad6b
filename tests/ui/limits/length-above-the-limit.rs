use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(max_len = 7000)] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

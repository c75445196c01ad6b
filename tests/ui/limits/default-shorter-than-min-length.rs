use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min_len = 5, default = "Rome")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

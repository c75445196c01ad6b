use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(max_len = 3, default = "Rome")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

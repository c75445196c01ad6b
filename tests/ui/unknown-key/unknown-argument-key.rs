use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(pattern = "find")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

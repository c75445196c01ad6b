use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(min = 1)] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

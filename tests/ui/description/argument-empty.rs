use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(description = "")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(default = 5)] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(default = String::new())] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

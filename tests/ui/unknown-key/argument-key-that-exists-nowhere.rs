use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(autocomplete = "find")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

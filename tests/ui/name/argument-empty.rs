use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rename = "")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

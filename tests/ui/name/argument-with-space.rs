use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rename = "home town")] city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

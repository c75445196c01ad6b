use mindtrace_discord::prelude::*;

#[command]
async fn hello(city: &str) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

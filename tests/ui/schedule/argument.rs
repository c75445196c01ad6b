use mindtrace_discord::prelude::*;

#[every("5m")]
async fn hello(city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

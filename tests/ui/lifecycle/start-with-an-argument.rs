use mindtrace_discord::prelude::*;

#[on_start]
async fn hello(city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

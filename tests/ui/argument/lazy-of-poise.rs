use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[lazy] city: Option<String>) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

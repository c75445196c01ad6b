use mindtrace_discord::prelude::*;

#[command]
async fn hello(ref city: String) {
    let _ = city;
}

fn main() {
    let _ = hello;
}

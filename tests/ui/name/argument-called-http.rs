use mindtrace_discord::prelude::*;

#[command]
async fn hello(http: String) {
    let _ = http;
}

fn main() {
    let _ = hello;
}

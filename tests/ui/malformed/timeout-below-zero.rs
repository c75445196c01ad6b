use mindtrace_discord::prelude::*;

#[command(timeout = -5)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(Hidden)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(permissions("manage_mesages"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

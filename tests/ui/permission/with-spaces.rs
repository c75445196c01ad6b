use mindtrace_discord::prelude::*;

#[command(permissions("Manage Messages"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(surfaces(telegram))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

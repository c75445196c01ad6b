use mindtrace_discord::prelude::*;

#[command(surfaces(slahs))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

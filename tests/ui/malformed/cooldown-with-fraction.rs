use mindtrace_discord::prelude::*;

#[command(cooldown = 1.5)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(cooldown = 30 s)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(cooldown = "0s")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

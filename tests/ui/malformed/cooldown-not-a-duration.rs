use mindtrace_discord::prelude::*;

#[command(cooldown = "often")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(cooldown = 0)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

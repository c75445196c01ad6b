use mindtrace_discord::prelude::*;

#[command(cooldown)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

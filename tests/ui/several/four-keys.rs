use mindtrace_discord::prelude::*;

#[command(categroy = "Fun", name = "Hello", cooldown = 0, permissions(MODERATOR))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

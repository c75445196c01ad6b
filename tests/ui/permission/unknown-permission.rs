use mindtrace_discord::prelude::*;

#[command(permissions(MODERATOR))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

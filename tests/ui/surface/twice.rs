use mindtrace_discord::prelude::*;

#[command(surfaces(slash, slash))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(surfaces(Slash))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

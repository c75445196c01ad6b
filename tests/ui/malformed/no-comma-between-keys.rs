use mindtrace_discord::prelude::*;

#[command(hidden nsfw)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

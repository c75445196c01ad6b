use mindtrace_discord::prelude::*;

#[command(name = "say hello")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

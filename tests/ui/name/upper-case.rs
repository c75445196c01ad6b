use mindtrace_discord::prelude::*;

#[command(name = "Hello")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(description = "")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

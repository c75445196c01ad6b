use mindtrace_discord::prelude::*;

#[command(defer = "later")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(rename = "hi")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

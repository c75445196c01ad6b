use mindtrace_discord::prelude::*;

#[command(aliases("hi", "hi"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

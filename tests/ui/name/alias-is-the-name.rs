use mindtrace_discord::prelude::*;

#[command(aliases("hello"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(aliases("Hi"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(name = "the-longest-name-that-anybody-ever-typed")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

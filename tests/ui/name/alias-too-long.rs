use mindtrace_discord::prelude::*;

#[command(aliases("the-longest-alias-that-anybody-ever-typed"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

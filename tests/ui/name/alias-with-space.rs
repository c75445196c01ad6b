use mindtrace_discord::prelude::*;

#[command(aliases("good day"))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(defer)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

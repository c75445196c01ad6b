use mindtrace_discord::prelude::*;

#[command(hidden(true))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(name = "")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(hidden = "yes")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

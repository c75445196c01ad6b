use mindtrace_discord::prelude::*;

#[command(crate = "mindtrace_discord")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

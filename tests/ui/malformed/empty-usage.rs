use mindtrace_discord::prelude::*;

#[command(usage = "")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(timeout = "soon")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

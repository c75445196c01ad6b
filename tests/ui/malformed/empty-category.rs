use mindtrace_discord::prelude::*;

#[command(category = " ")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(categroy = "Fun")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command(name = hi)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

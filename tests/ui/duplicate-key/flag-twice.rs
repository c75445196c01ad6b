use mindtrace_discord::prelude::*;

#[command(hidden, hidden = false)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

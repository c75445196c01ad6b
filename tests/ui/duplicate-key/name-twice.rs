use mindtrace_discord::prelude::*;

#[command(name = "hi", name = "hey")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

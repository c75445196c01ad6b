use mindtrace_discord::prelude::*;

#[command(aliases = "hi, hey")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

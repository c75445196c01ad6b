use mindtrace_discord::prelude::*;

#[command(aliases(5))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

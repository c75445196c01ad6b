use mindtrace_discord::prelude::*;

#[command(aliases(""))]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

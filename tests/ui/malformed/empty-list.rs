use mindtrace_discord::prelude::*;

#[command(permissions())]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

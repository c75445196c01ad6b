use mindtrace_discord::prelude::*;

#[command(prefix_command)]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

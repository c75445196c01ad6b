use mindtrace_discord::prelude::*;

#[command(description = "Says hello to everybody who is here, to everybody who was here, and to everybody who will ever be here.")]
async fn hello() -> String {
    String::new()
}

fn main() {
    let _ = hello;
}

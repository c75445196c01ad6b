use mindtrace_discord::prelude::*;

#[command]
async fn hello() -> impl ToString {
    "Hello!"
}

fn main() {
    let _ = hello;
}

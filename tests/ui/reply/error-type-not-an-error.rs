use mindtrace_discord::prelude::*;

struct Broken;

#[command]
async fn hello() -> std::result::Result<String, Broken> {
    Err(Broken)
}

fn main() {
    let _ = hello;
}

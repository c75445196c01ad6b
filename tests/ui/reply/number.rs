use mindtrace_discord::prelude::*;

#[command]
async fn hello() -> u32 {
    5
}

fn main() {
    let _ = hello;
}

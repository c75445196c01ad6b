use mindtrace_discord::prelude::*;

#[command]
async fn hello() -> Result<u32> {
    Ok(5)
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(rename = "12")] hour: u8) {
    let _ = hour;
}

fn main() {
    let _ = hello;
}

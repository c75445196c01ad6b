use mindtrace_discord::prelude::*;

// A letter for Rust, not for Discord.
#[command(name = "ⓐlpha", aliases("béta"))]
async fn hello(#[arg(rename = "ⓑ")] value: u8) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(expected = "an address")] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

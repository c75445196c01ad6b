use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(default = "ab")] value: char) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

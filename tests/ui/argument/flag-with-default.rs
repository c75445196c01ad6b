use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(flag, default = true)] value: bool) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

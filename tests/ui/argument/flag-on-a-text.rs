use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(flag)] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

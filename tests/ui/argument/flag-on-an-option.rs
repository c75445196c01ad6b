use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(flag)] value: Option<bool>) {
    let _ = value;
}

fn main() {
    let _ = hello;
}

use mindtrace_discord::prelude::*;

#[command]
async fn hello(#[arg(below_caller)] value: String) {
    let _ = value;
}

fn main() {
    let _ = hello;
}
